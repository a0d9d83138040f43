package store

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"qlingo/model/store/pgtest"
)

// What the program must not be able to do on a server, whoever has taken its password. All else that it does, the other
// tests do in the same role.
func TestProgramHasNoOtherRights(t *testing.T) {
	server := newServer(t)
	db := openedServer(t, server, usual())
	if err := db.Write(t.Context(), logged(1)); err != nil {
		t.Fatal(err)
	}
	const app = pgtest.AppRole
	for _, text := range []string{
		"UPDATE qlingo.activity SET mac = ''", "DELETE FROM qlingo.activity", "TRUNCATE qlingo.activity",
		"INSERT INTO qlingo.activity SELECT * FROM qlingo.activity ON CONFLICT (seq) DO UPDATE SET mac = ''",
		"SELECT FROM qlingo.activity FOR UPDATE", "LOCK TABLE qlingo.activity IN ACCESS EXCLUSIVE MODE",
		"UPDATE qlingo.version SET version = 7", "DELETE FROM qlingo.version", "TRUNCATE qlingo.meta",
		"CREATE TABLE qlingo.x ()", "CREATE TABLE public.x ()", "CREATE TEMPORARY TABLE x ()", "CREATE SCHEMA x",
		"CREATE VIEW qlingo.x AS SELECT 1", "CREATE INDEX ON qlingo.throttle (since)",
		"CREATE TABLE public.x () INHERITS (qlingo.throttle)",
		"CREATE FUNCTION qlingo.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
		"CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
		"CREATE TRIGGER x BEFORE UPDATE ON qlingo.throttle FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
		"CREATE RULE x AS ON UPDATE TO qlingo.throttle DO INSTEAD NOTHING",
		"ALTER TABLE qlingo.throttle ADD COLUMN x bigint", "ALTER TABLE qlingo.throttle DISABLE TRIGGER ALL",
		"ALTER TABLE qlingo.activity ENABLE ROW LEVEL SECURITY", "ALTER TABLE qlingo.activity OWNER TO " + app,
		"ALTER SCHEMA qlingo RENAME TO x", "ALTER DATABASE " + server.Database + " SET fsync = off",
		"DROP TABLE qlingo.throttle", "DROP SCHEMA qlingo CASCADE", "ROLLBACK; DROP DATABASE postgres",
		"CREATE ROLE other", "ALTER ROLE " + app + " SUPERUSER", "GRANT " + pgtest.Role + " TO " + app, "SET ROLE " + pgtest.Role,
		"SET session_replication_role = replica", "ROLLBACK; ALTER SYSTEM SET fsync = off", "COPY qlingo.meta TO PROGRAM 'cat'",
	} {
		conn := appConnection(t, server)
		_, err := conn.Exec(t.Context(), "BEGIN")
		for one := range strings.SplitSeq(text, "; ") {
			if err == nil {
				_, err = conn.Exec(t.Context(), one)
			}
		}
		if sqlState(err) != "42501" {
			t.Errorf("%s: %v", text, err) // when it was done, closing undoes it
		}
		if err := conn.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	conn := appConnection(t, server)
	defer conn.Close(t.Context())
	for _, text := range []string{"GRANT ALL ON qlingo.meta TO PUBLIC", "GRANT USAGE ON SCHEMA qlingo TO PUBLIC"} {
		if _, err := conn.Exec(t.Context(), text); err != nil {
			t.Errorf("%s: %v", text, err) // it is but warned that it has nothing to give
		}
	}
	openedServer(t, server, usual())
}

func appConnection(t *testing.T, server *Server) *pgx.Conn {
	t.Helper()
	config, err := server.config(usual())
	if err != nil {
		t.Fatal(err)
	}
	config.ConnConfig.Password = pgtest.AppPassword
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	conn, err := pgx.ConnectConfig(t.Context(), config.ConnConfig)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// exec does what an administrator does, and tells what became of it.
func exec(t *testing.T, database, text string) error {
	t.Helper()
	conn := pgtest.Connect(t, database)
	defer conn.Close(t.Context())
	_, err := conn.PgConn().Exec(t.Context(), text).ReadAll()
	return err
}

// The owner of the database, who need not be a superuser, runs the script, once.
func TestScript(t *testing.T) {
	server := emptyServer(t)
	pgtest.CreateRole(t, "script_owner", "x")
	pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" OWNER TO script_owner")
	t.Cleanup(func() { pgtest.Exec(t, "postgres", "ALTER DATABASE "+server.Database+" OWNER TO "+pgtest.Role) })
	as := "SET SESSION AUTHORIZATION script_owner; "
	if err := exec(t, server.Database, as+ServerScript("no_such_role")); sqlState(err) != "42704" {
		t.Errorf("for a role that does not exist: %v", err)
	}
	if _, err := OpenServer(t.Context(), server); !errors.Is(err, ErrNone) {
		t.Errorf("half of it stands: %v", err)
	}
	if err := exec(t, server.Database, as+ServerScript(server.Role)); err != nil {
		t.Fatal(err)
	}
	if err := CreateServer(t.Context(), server, fill); err != nil {
		t.Fatal(err)
	}
	if err := exec(t, server.Database, as+ServerScript(server.Role)); sqlState(err) != "42P06" {
		t.Errorf("again: %v", err)
	}
	if n := countAccounts(t, openedServer(t, server, usual())); n != 1 {
		t.Errorf("%d accounts", n)
	}
	if err := exec(t, server.Database, as+ServerGrants(server.Role)); err != nil {
		t.Error(err)
	}
	openedServer(t, server, usual())
	stranger := *server
	stranger.Role = "stranger"
	pgtest.CreateRole(t, stranger.Role, pgtest.AppPassword)
	refusedWith(t, "a role of another program", &stranger, ErrServerRights)
	conn := appConnection(t, server)
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), "CREATE TEMPORARY TABLE x ()"); sqlState(err) != "42501" {
		t.Errorf("a table of its own: %v", err)
	}
	become := "ALTER ROLE " + pgtest.AppRole + " NOINHERIT; GRANT script_owner TO " + pgtest.AppRole
	if err := planted(t, server, become); !errors.Is(err, ErrServerRights) {
		t.Errorf("it can become the owner: %v", err)
	}
	ownerLogin := *server
	ownerLogin.Role, ownerLogin.Password = "script_owner", func() (string, error) { return "x", nil }
	refusedWith(t, "the owner", &ownerLogin, ErrServerRights)
}

// Each PC can have a role of its own, which the others do not depend on.
func TestGrantsForAnotherRole(t *testing.T) {
	first := newServer(t)
	second := *first
	second.Role = `Second "PC" {role} $$ 'x' \ ; --` + "\n"
	quoted := pgx.Identifier{second.Role}.Sanitize()
	pgtest.Exec(t, "postgres", "CREATE ROLE "+quoted+" LOGIN PASSWORD '"+pgtest.AppPassword+"'")
	t.Cleanup(func() { // after the database has gone, where it has rights
		pgtest.Exec(t, first.Database, "DROP OWNED BY "+quoted)
		pgtest.Exec(t, "postgres", "DROP ROLE "+quoted)
	})
	refusedWith(t, "without any grants", &second, ErrServerRights)
	for range 2 {
		pgtest.Exec(t, first.Database, ServerGrants(second.Role))
	}
	for _, server := range []*Server{first, &second} {
		if err := openedServer(t, server, usual()).Write(t.Context(), func(tx *Tx) error {
			_, err := tx.Meta()
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	for _, more := range []string{"DELETE ON qlingo.activity", "UPDATE (mac) ON qlingo.activity", "CREATE ON SCHEMA qlingo"} {
		for _, to := range []string{quoted, "PUBLIC"} {
			pgtest.Exec(t, first.Database, "GRANT "+more+" TO "+to)
			refusedWith(t, more, first, ErrServerRights)
			pgtest.Exec(t, first.Database, ServerGrants(second.Role)) // takes back what was too much
			openedServer(t, first, usual())
		}
	}
	pgtest.Exec(t, "postgres", "ALTER ROLE "+quoted+" NOLOGIN")
	refusedWith(t, "shut out", &second, ErrServerRefused)
	openedServer(t, first, usual())
}

// The comment names the roles as they have to be written, and a name cannot break out of it.
func TestScriptNamesTheRole(t *testing.T) {
	for role, want := range map[string]string{"abc": `"abc"`, `A b"c`: `"A b""c"`, "a\nDROP TABLE b": `"…"`} {
		head, _, _ := strings.Cut(ServerScript(role), "\nBEGIN;\n")
		if !strings.Contains(head, "CREATE ROLE "+want+" NOLOGIN;") || !strings.Contains(head, "IN ROLE "+want+";") {
			t.Errorf("%q:\n%s", role, head)
		}
		for line := range strings.Lines(head) {
			if !strings.HasPrefix(line, "--") {
				t.Errorf("%q is no comment", line)
			}
		}
	}
}

// The script holds nothing that a program other than psql would not understand, and is one transaction.
func TestScriptIsPlainSQL(t *testing.T) {
	for _, script := range []string{ServerScript("a"), ServerGrants("a")} {
		statements := regexp.MustCompile(`(?m)^--.*\n|^\n`).ReplaceAllString(script, "")
		if !strings.HasPrefix(statements, "BEGIN;\n") || !strings.HasSuffix(statements, "\nCOMMIT;\n") || strings.Count(script, "COMMIT;") != 1 {
			t.Errorf("it is not one transaction:\n%s", script)
		}
	}
	for line := range strings.Lines(ServerScript("a")) {
		if strings.HasPrefix(strings.TrimSpace(line), `\`) || strings.Contains(line, "{") || !strings.HasPrefix(line, "--") && len(line) > 140 {
			t.Errorf("%q", line)
		}
	}
}
