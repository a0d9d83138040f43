package pgtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// AppRole is an ordinary role, as the program uses one, with this password.
const (
	AppRole     = "qlingo_app"
	AppPassword = "of an app, only for tests"
)

// templates are databases in which a script was run, by script: to copy one is faster than to run it.
var templates = struct {
	sync.Mutex
	names map[string]string
}{names: map[string]string{}}

// Prepared makes a database for a test in which the administrator has run a script that gives rights to AppRole. The test
// is skipped where there is no PostgreSQL.
func Prepared(t testing.TB, script string) (server *Server, database string) {
	t.Helper()
	server = started(t)
	database = create(t, " TEMPLATE "+template(t, script))
	grant(t, database)
	return server, database
}

func template(t testing.TB, script string) string {
	t.Helper()
	templates.Lock()
	defer templates.Unlock()
	name, ok := templates.names[script]
	if !ok {
		CreateRole(t, AppRole, AppPassword)
		name = fmt.Sprintf("prepared%d", counter.Add(1))
		Exec(t, "postgres", "CREATE DATABASE "+name)
		Exec(t, name, script)
		templates.names[script] = name
	}
	return name
}

// CreateRole makes a role with a password that may do nothing yet, unless it is there.
func CreateRole(t testing.TB, role, password string) {
	t.Helper()
	conn := Connect(t, "postgres")
	defer conn.Close(context.WithoutCancel(t.Context()))
	_, err := conn.Exec(t.Context(), fmt.Sprintf("CREATE ROLE %s LOGIN PASSWORD '%s'", role, password))
	var told *pgconn.PgError
	if errors.As(err, &told) && told.Code == "42710" { // it is there
		err = nil
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Copy makes a copy of a prepared database to which nobody is connected.
func Copy(t testing.TB, database string) (copied string) {
	t.Helper()
	copied = create(t, " TEMPLATE "+database)
	grant(t, copied)
	return copied
}

// grant gives AppRole the right to connect, and nobody else. It is not copied with a database.
func grant(t testing.TB, database string) {
	t.Helper()
	Exec(t, "postgres", fmt.Sprintf("REVOKE ALL ON DATABASE %s FROM PUBLIC; GRANT CONNECT ON DATABASE %s TO %s", database, database, AppRole))
}
