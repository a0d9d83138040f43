package shared_test

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/model/store/pgtest"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// authority is the certificate of a CA, as PEM.
func authority(t *testing.T) string {
	t.Helper()
	_, _, ca, err := pgtest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	return string(ca)
}

// chooses goes on from the first page with a choice.
// certified is the certificate of a server, its key, and who has certified it.
func certified(t *testing.T) (certificate, key, ca string) {
	t.Helper()
	authority, secret, authorityPEM, err := pgtest.NewAuthority()
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, NotAfter: authority.NotAfter}
	raw, err := x509.CreateCertificate(rand.Reader, template, authority, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	rawKey, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	text := func(kind string, raw []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}))
	}
	return text("CERTIFICATE", raw), text("PRIVATE KEY", rawKey), string(authorityPEM)
}

func chooses(s *screentest.Harness, key string) {
	s.T.Helper()
	if s.W.PageName() == "first_run_1" {
		s.ToPlace()
	}
	s.OnPage("first_run_place")
	choice, ok := screentest.Find(s, func(c *widgets.Choice) bool { return c.Title == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no choice %q:\n%s", i18n.T(key), s.Text())
	}
	test.Tap(choice)
	s.Tap("common.next")
}

// fills fills the form of a server.
func fills(s *screentest.Harness, ca string) {
	s.T.Helper()
	s.Fill(s.Field("server.hosts"), "db1.office.example、 db2")
	s.Fill(s.Field("server.port"), "５４３２")
	s.Fill(s.Field("server.database"), " qlingo ")
	s.Fill(s.Field("server.role"), "qlingo_pc1")
	s.Fill(s.Field("server.password"), rolePassword)
	pastes(s, ca)
}

// pastes pastes a certificate.
func pastes(s *screentest.Harness, ca string) {
	s.T.Helper()
	area := s.Field("server.ca").Entry.(*widgets.Area)
	s.Window.Canvas().Focus(area)
	area.Wipe()
	screentest.TheApp.Clipboard().SetContent(ca)
	area.TypedShortcut(&fyne.ShortcutPaste{Clipboard: screentest.TheApp.Clipboard()})
}

const rolePassword = "role of the first pc"

// wanted is what fills fills in.
func wanted(ca string) model.Server {
	return model.Server{Hosts: []string{"db1.office.example", "db2"}, Port: 5432, Database: "qlingo", Role: "qlingo_pc1", CA: ca}
}

// answers has a server answer in one way.
func answers(s *screentest.Harness, state model.ServerState, err error) {
	s.Backend.OnProbe = func(context.Context, model.Server, string) (model.ServerState, error) { return state, err }
}

// asking is a PC that asks to join.
type asking struct {
	wait    func(context.Context) error
	trouble func(error)
	closed  bool
}

func (a *asking) Code() model.JoinCode {
	return model.JoinCode{"2581A", "QATBC", "PENCS"}
}

func (a *asking) Close() { a.closed = true }

func (a *asking) Wait(ctx context.Context, trouble func(error)) error {
	a.trouble = trouble
	return a.wait(ctx)
}

// asks has the next attempts to join wait in one way.
func asks(s *screentest.Harness, wait func(context.Context) error) *asking {
	a := &asking{wait: wait}
	s.Backend.OnBeginJoin = func(context.Context, model.Server, string) (window.Joining, error) { return a, nil }
	return a
}

// file writes a file to choose.
func file(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
