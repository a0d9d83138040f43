// Package pgtest starts a PostgreSQL server for tests: an empty one of their own, in a temporary folder, reached by a
// socket there. Each test has a database of its own on it.
package pgtest

import (
	"context"
	"crypto/x509"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Role is the owner of everything on the server, with this password.
const (
	Role     = "qlingo_test"
	Password = "only for tests"
)

// Host is where a server is reached by network, with TLS.
const Host = "localhost"

// Server is the server of the tests of a package.
type Server struct {
	Folder  string // of its socket, a host too
	Port    int    // of the socket, and of Host
	CA      []byte // who certified Host, as PEM
	certify func(change func(*x509.Certificate)) error
}

var (
	start   = sync.OnceValues(startCommon)
	common  *cluster // which start starts
	counter atomic.Int64
)

// startCommon gives nil where there is no PostgreSQL.
func startCommon() (*Server, error) {
	c, err := newCluster()
	if c == nil || err != nil {
		return nil, err
	}
	common = c
	return c.Server, c.start()
}

// Run runs the tests of a package and stops the server, if they started it. It is called by TestMain.
func Run(m *testing.M) int {
	code := m.Run()
	if common != nil {
		common.remove()
	}
	return code
}

// New makes an empty database for a test, which is skipped where there is no PostgreSQL.
func New(t testing.TB) (server *Server, database string) {
	t.Helper()
	return started(t), create(t, "")
}

func started(t testing.TB) *Server {
	t.Helper()
	server, err := start()
	if err != nil {
		t.Fatal(err)
	}
	if server == nil {
		t.Skip("no PostgreSQL is installed here, or it is not Linux")
	}
	return server
}

func create(t testing.TB, options string) (database string) {
	t.Helper()
	database = fmt.Sprintf("test%d", counter.Add(1))
	Exec(t, "postgres", "CREATE DATABASE "+database+options)
	t.Cleanup(func() { Exec(t, "postgres", "DROP DATABASE "+database+" WITH (FORCE)") })
	return database
}

// Exec does with a database what the administrator of the server may do.
func Exec(t testing.TB, database, text string) {
	t.Helper()
	started(t).Exec(t, database, text)
}

// Exec does it on this server.
func (s *Server) Exec(t testing.TB, database, text string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // when a test is over, too
	conn := s.connect(t, database)
	defer conn.Close(ctx)
	if _, err := conn.PgConn().Exec(ctx, text).ReadAll(); err != nil {
		t.Fatal(err)
	}
}

// Connect connects to a database as its owner. Whoever calls it closes the connection.
func Connect(t testing.TB, database string) *pgx.Conn {
	t.Helper()
	return started(t).connect(t, database)
}

func (s *Server) connect(t testing.TB, database string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.WithoutCancel(t.Context()), fmt.Sprintf("host=%s port=%d user=%s password='%s' dbname=%s",
		s.Folder, s.Port, Role, Password, database))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// Set switches a setting of the whole server on or off for as long as a test runs.
func Set(t testing.TB, name, value string) {
	t.Helper()
	before := setting(t, name)
	Exec(t, "postgres", "ALTER SYSTEM SET "+name+" = "+value)
	reload(t, name, value)
	t.Cleanup(func() {
		Exec(t, "postgres", "ALTER SYSTEM RESET "+name)
		reload(t, name, before)
	})
}

// Certify gives the server another certificate for as long as a test runs.
func Certify(t testing.TB, change func(*x509.Certificate)) {
	t.Helper()
	certify := func(change func(*x509.Certificate)) {
		t.Helper()
		if err := started(t).certify(change); err != nil {
			t.Fatal(err)
		}
		const loaded = "SELECT pg_conf_load_time()::text"
		before := ask(t, loaded)
		Exec(t, "postgres", "SELECT pg_reload_conf()")
		for ask(t, loaded) == before {
			time.Sleep(10 * time.Millisecond)
		}
	}
	certify(change)
	t.Cleanup(func() { certify(func(*x509.Certificate) {}) })
}

// reload has the server read its configuration, and waits until new connections have it.
func reload(t testing.TB, name, value string) {
	t.Helper()
	Exec(t, "postgres", "SELECT pg_reload_conf()")
	for setting(t, name) != value {
		time.Sleep(10 * time.Millisecond)
	}
}

func setting(t testing.TB, name string) string {
	t.Helper()
	return ask(t, "SELECT current_setting($1)", name)
}

func ask(t testing.TB, question string, args ...any) (value string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn := Connect(t, "postgres")
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, question, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
