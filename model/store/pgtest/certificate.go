package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

const (
	certificateName = "server.crt"
	keyName         = "server.key"
)

// newCertifier gives the certificate of somebody who certifies, and what writes a certificate of localhost, signed by them,
// and its key into a folder; change makes it one that is not good.
func newCertifier(folder string) (ca []byte, certify func(change func(*x509.Certificate)) error, err error) {
	authority, authorityKey, ca, err := NewAuthority()
	if err != nil {
		return nil, nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(filepath.Join(folder, keyName), inPEM("PRIVATE KEY", secret), 0o600); err != nil {
		return nil, nil, err
	}
	return ca, func(change func(*x509.Certificate)) error {
		template := &x509.Certificate{
			SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: Host}, DNSNames: []string{Host},
			NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
		}
		change(template)
		certificate, err := x509.CreateCertificate(rand.Reader, template, authority, &key.PublicKey, authorityKey)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(folder, certificateName), inPEM("CERTIFICATE", certificate), 0o644)
	}, nil
}

// NewAuthority makes somebody who signs certificates, with a key and a certificate of its own.
func NewAuthority() (authority *x509.Certificate, key *ecdsa.PrivateKey, certificate []byte, err error) {
	authority = &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "CA of a test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	if key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return nil, nil, nil, err
	}
	raw, err := x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key)
	return authority, key, inPEM("CERTIFICATE", raw), err
}

func inPEM(kind string, raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})
}
