package model

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"

	"qlingo/model/store"
)

// Server says where a shared database is. A join file is this as JSON; the password of the role is not part of it.
type Server struct {
	Hosts    []string `json:"hosts"` // tried in order: a server and its standbys
	Port     int      `json:"port"`
	Database string   `json:"database"`
	Role     string   `json:"role"`
	CA       string   `json:"ca"` // certificates of whoever certifies the server, as PEM
}

// String names the database and where it is.
func (s Server) String() string {
	return s.Database + "@" + strings.Join(s.Hosts, ",") + ":" + strconv.Itoa(s.Port)
}

// maxJoinFile is more than a join file has, in bytes.
const maxJoinFile = 256 << 10

// Check tells which field cannot be right: CodeServerField with Field hosts, port, database, role or ca.
func (s Server) Check() error {
	wrong := func(field string) error { return &Error{Code: CodeServerField, Field: field} }
	blank := func(text string) bool { return strings.TrimSpace(text) == "" || strings.ContainsRune(text, 0) }
	// What Windows and Linux take for the path or the name of a socket would be reached without TLS.
	other := func(host string) bool {
		return blank(host) || strings.Contains(host, `\`) || strings.HasPrefix(host, "@")
	}
	switch {
	case len(s.Hosts) == 0 || slices.ContainsFunc(s.Hosts, other):
		return wrong("hosts")
	case slices.ContainsFunc(s.Hosts, hasPort):
		return &Error{Code: CodeServerField, Field: "hosts", Text: s.Hosts[slices.IndexFunc(s.Hosts, hasPort)]}
	case s.Port < 1 || s.Port > 65535:
		return wrong("port")
	case blank(s.Database):
		return wrong("database")
	case blank(s.Role):
		return wrong("role")
	}
	return checkCA(s.CA, onlySockets(s.Hosts))
}

// hasPort tells a host with its port behind it from the address of a host, which may have colons in it, and a socket.
func hasPort(host string) bool {
	name, port, err := net.SplitHostPort(host)
	return err == nil && name != "" && port != "" && !strings.HasPrefix(host, "/")
}

// checkCA tells what is not the certificate of an authority: CodeCAMissing, CodeCAKey, CodeNotCA with Text. The server's own
// certificate would do for as long as it is not renewed.
func checkCA(text string, optional bool) error {
	wrong := func(code Code, text string) error { return &Error{Code: code, Field: "ca", Text: text} }
	if strings.TrimSpace(text) == "" {
		if optional {
			return nil
		}
		return wrong(CodeCAMissing, "")
	}
	found, rest := 0, []byte(text)
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if strings.Contains(block.Type, "PRIVATE KEY") {
			return wrong(CodeCAKey, "")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		switch {
		case err != nil:
			return wrong(CodeServerField, "")
		case !certificate.IsCA && !selfSigned(certificate):
			return wrong(CodeNotCA, cmp.Or(certificate.Subject.CommonName, strings.Join(certificate.DNSNames, ", ")))
		}
		found++
	}
	if found == 0 {
		return wrong(CodeServerField, "")
	}
	return nil
}

// selfSigned reports whether a certificate stands for itself.
func selfSigned(c *x509.Certificate) bool {
	return bytes.Equal(c.RawIssuer, c.RawSubject) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

// onlySockets reports whether every host is the folder of a socket on this machine.
func onlySockets(hosts []string) bool {
	return !slices.ContainsFunc(hosts, func(host string) bool { return !strings.HasPrefix(host, "/") })
}

// JoinFile is what another PC needs to find the server.
func (s Server) JoinFile() []byte {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // texts and numbers
	}
	return append(raw, '\n')
}

// ParseJoinFile reads a join file: CodeJoinFile where it is none.
func ParseJoinFile(raw []byte) (Server, error) {
	var s Server
	err := errors.New("too long")
	if len(raw) <= maxJoinFile {
		err = json.Unmarshal(raw, &s)
	}
	if err == nil {
		err = s.Check()
	}
	if err != nil {
		return Server{}, &Error{Code: CodeJoinFile, Err: err}
	}
	return s, nil
}

// connection is the server as the store reaches it.
func (s Server) connection(password func() (string, error)) *store.Server {
	return &store.Server{Hosts: s.Hosts, Port: s.Port, Database: s.Database, Role: s.Role, CA: []byte(s.CA), Password: password}
}
