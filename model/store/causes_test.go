package store

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"

	"qlingo/model/store/pgtest"
)

// causes are what opening a server can fail with: exactly one of them.
var causes = []error{
	ErrUnreachable, ErrServerCertificate, ErrServerLogin, ErrServerDatabase, ErrServerRights, ErrServerVersion,
	ErrServerSettings, ErrServerConnections, ErrServerRefused, ErrServerStandby, ErrReadOnly, ErrUnknown, ErrNone, ErrSchema, ErrNewer, ErrNotDatabase, ErrBusy,
}

// refusedWith tells whether a server is refused with that cause alone, and says no password.
func refusedWith(t *testing.T, name string, server *Server, want error) {
	t.Helper()
	db, err := openServer(t.Context(), server, hasty(nil))
	if err == nil {
		_ = db.Close()
	}
	saysOnly(t, name, err, want)
}

func saysOnly(t *testing.T, name string, err, want error) {
	t.Helper()
	for _, cause := range causes {
		if errors.Is(err, cause) != (cause == want) {
			t.Errorf("%s: %v, want %v", name, err, want)
			break
		}
	}
	if err != nil && strings.Contains(err.Error(), pgtest.AppPassword) {
		t.Errorf("%s: it says the password", name)
	}
}

func TestServerThatCannotBeOpened(t *testing.T) {
	silent, err := net.Listen("tcp", "localhost:0") // accepts, and never says anything
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closed, silentPort := freePort(t), silent.Addr().(*net.TCPAddr).Port
	wrong := func() (string, error) { return "wrong", nil }
	for name, c := range map[string]struct {
		change func(*Server)
		want   error
	}{
		"wrong password":            {func(s *Server) { s.Password = wrong }, ErrServerLogin},
		"wrong password by network": {func(s *Server) { s.Hosts, s.Password = byNetwork, wrong }, ErrServerLogin},
		"no such role":              {func(s *Server) { s.Role = "nobody" }, ErrServerLogin},
		"no such database":          {func(s *Server) { s.Database = "none" }, ErrServerDatabase},
		"nobody there":              {func(s *Server) { s.Hosts = []string{t.TempDir()} }, ErrUnreachable},
		"no such host":              {func(s *Server) { s.Hosts = []string{"none.invalid"} }, ErrUnreachable},
		"wrong port":                {func(s *Server) { s.Hosts, s.Port = byNetwork, closed }, ErrUnreachable},
		"port of the silent":        {func(s *Server) { s.Hosts, s.Port = byNetwork, silentPort }, ErrUnreachable},
		"no host":                   {func(s *Server) { s.Hosts = nil }, ErrUnreachable},
		"no port":                   {func(s *Server) { s.Port = 0 }, ErrUnreachable},
		"no tables":                 {func(*Server) {}, ErrNone},
	} {
		server := emptyServer(t)
		c.change(server)
		refusedWith(t, name, server, c.want)
	}
	noPassword := errors.New("no password")
	server := newServer(t)
	asked := server.Password
	server.Password = func() (string, error) { return "", noPassword }
	if _, err := OpenServer(t.Context(), server); !errors.Is(err, noPassword) {
		t.Errorf("%v, want that there is no password", err)
	}
	server.Password = asked
	server.Hosts = append([]string{t.TempDir()}, server.Hosts...)
	openedServer(t, server, usual()) // the second host is there
}

var byNetwork = []string{pgtest.Host}

// freePort is a port of localhost that nobody listens at.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// What the administrator of a server has done to the role or the database.
func TestServerThatLetsNobodyIn(t *testing.T) {
	server := newServer(t)
	const app = pgtest.AppRole
	for _, c := range []struct {
		name, text, back string
		want             error
	}{
		{"the role is shut out", "ALTER ROLE " + app + " NOLOGIN", "ALTER ROLE " + app + " LOGIN", ErrServerRefused},
		{
			"its password is too old", "ALTER ROLE " + app + " VALID UNTIL '2001-01-01'",
			"ALTER ROLE " + app + " VALID UNTIL 'infinity'", ErrServerLogin,
		},
		{
			"it may not connect", "REVOKE CONNECT ON DATABASE " + server.Database + " FROM " + app,
			"GRANT CONNECT ON DATABASE " + server.Database + " TO " + app, ErrServerRights,
		},
		{
			"it may not see the tables", "REVOKE USAGE ON SCHEMA qlingo FROM " + app,
			"GRANT USAGE ON SCHEMA qlingo TO " + app, ErrServerRights,
		},
		{
			"as many of it as may be are there", "ALTER ROLE " + app + " CONNECTION LIMIT 0",
			"ALTER ROLE " + app + " CONNECTION LIMIT -1", ErrServerConnections,
		},
		{
			"the database is full of connections", "ALTER DATABASE " + server.Database + " CONNECTION LIMIT 0",
			"ALTER DATABASE " + server.Database + " CONNECTION LIMIT -1", ErrServerConnections,
		},
		{
			"the database is for reading", "ALTER DATABASE " + server.Database + " SET default_transaction_read_only = on",
			"ALTER DATABASE " + server.Database + " RESET default_transaction_read_only", ErrServerStandby,
		},
		{
			"hidden triggers", "ALTER ROLE " + app + " SET session_replication_role = replica",
			"ALTER ROLE " + app + " RESET session_replication_role", ErrServerSettings,
		},
	} {
		in := "postgres"
		if strings.Contains(c.text, "SCHEMA") {
			in = server.Database
		}
		pgtest.Exec(t, in, c.text)
		refusedWith(t, c.name, server, c.want)
		pgtest.Exec(t, in, c.back)
		openedServer(t, server, usual())
	}
	tooOld := hasty(nil)
	tooOld.oldest = 99_00_00
	_, err := openServer(t.Context(), server, tooOld)
	saysOnly(t, "too old", err, ErrServerVersion)
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" ALLOW_CONNECTIONS off")
	refusedWith(t, "the database is closed", server, ErrServerRights)
}

// A server that proves nothing of a password, or in a way that gives it away, is refused before it is told anything.
func TestServerThatAsksForThePassword(t *testing.T) {
	another, server := anotherServer(t)
	for _, c := range []struct {
		method string
		want   error
	}{{"password", ErrServerSettings}, {"trust", ErrServerSettings}, {"reject", ErrServerRefused}, {"scram-sha-256", nil}} {
		another.Admit(t, "hostssl all "+pgtest.AppRole+" all "+c.method)
		server.Hosts = byNetwork
		refusedWith(t, c.method, server, c.want)
	}
}

// anotherServer is a server of the test's own, with an office on it.
func anotherServer(t *testing.T) (*pgtest.Another, *Server) {
	t.Helper()
	another := pgtest.NewAnother(t)
	another.Exec(t, "postgres", "CREATE DATABASE office")
	another.Exec(t, "office", ServerScript(pgtest.AppRole))
	server := asApp(another.Server, "office")
	if err := CreateServer(t.Context(), server, fill); err != nil {
		t.Fatal(err)
	}
	return another, server
}

// A server that is stopped, and comes back as a standby that is only read from.
func TestStoppedServer(t *testing.T) {
	another, server := anotherServer(t)
	db := openedServer(t, server, hasty(nil))
	write := func() error { return db.Write(t.Context(), logged(1)) }
	read := func() error { return db.Read(t.Context(), func(tx *Tx) error { _, err := tx.Meta(); return err }) }
	if err := read(); err != nil {
		t.Fatal(err)
	}
	another.Stop()
	refusedWith(t, "stopped", server, ErrUnreachable)
	for name, ask := range map[string]func() error{"read": read, "write": write} {
		saysOnly(t, "stopped, "+name, ask(), ErrUnreachable)
	}
	another.BecomeStandby(t)
	refusedWith(t, "a standby", server, ErrServerStandby)
	for name, ask := range map[string]func() error{"read": read, "write": write} {
		saysOnly(t, "a standby, "+name, ask(), ErrServerStandby)
	}
	another.Exec(t, "postgres", "SELECT pg_promote()")
	openedServer(t, server, hasty(nil))
	if err := errors.Join(read(), write()); err != nil {
		t.Errorf("promoted: %v", err)
	}
}

// The server has no connection left, for anybody but its administrator.
func TestServerWithTooManyConnections(t *testing.T) {
	another, server := anotherServer(t)
	another.Exec(t, "postgres", "ALTER SYSTEM SET max_connections = 8")
	another.Exec(t, "postgres", "ALTER SYSTEM SET superuser_reserved_connections = 2")
	another.Stop()
	another.Start(t)
	var open []*DB
	for len(open) < 20 {
		db, err := openServer(t.Context(), server, hasty(nil))
		if err != nil {
			saysOnly(t, fmt.Sprintf("with %d", len(open)), err, ErrServerConnections)
			break
		}
		open = append(open, db)
	}
	if len(open) == 0 || len(open) == 20 {
		t.Errorf("%d programs were let in", len(open))
	}
	for _, db := range slices.Backward(open) {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
