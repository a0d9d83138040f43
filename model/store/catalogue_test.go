package store

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"qlingo/model/store/pgtest"
)

var update = flag.Bool("update", false, "write down the catalogue of the newest version")

// The text that the catalogue is compared with is that of tables just made. With -update it is written anew.
func TestCatalogueText(t *testing.T) {
	server := preparedServer(t)
	conn := pgtest.Connect(t, server.Database)
	defer conn.Close(t.Context())
	if _, err := conn.PgConn().Exec(t.Context(), "BEGIN; "+asProgram).ReadAll(); err != nil {
		t.Fatal(err)
	}
	got, err := catalogue(t.Context(), conn)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		text, name := strings.Join(got, "\n")+"\n", fmt.Sprintf("server/%04d.txt", serverVersion)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := checkCatalogue(t.Context(), conn); err != nil {
		t.Error(err)
	}
}

// asProgram goes on as the program does: with its role and its search path.
const asProgram = "SET LOCAL SESSION AUTHORIZATION " + pgtest.AppRole + "; SET LOCAL search_path = ''"

// planted tells what is found when the administrator has done something, which is then undone.
func planted(t *testing.T, server *Server, text string) error {
	t.Helper()
	conn := pgtest.Connect(t, server.Database)
	defer conn.Close(t.Context())
	for _, text := range []string{"BEGIN; SET LOCAL search_path = ''", text, asProgram} {
		if _, err := conn.PgConn().Exec(t.Context(), text).ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := checkTables(t.Context(), conn)
	return explainServer(t.Context(), err, false)
}

// What somebody may plant on a server is found before anything is read from the tables.
func TestPlantedOnServer(t *testing.T) {
	const function = "CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
	server := newServer(t)
	for name, text := range map[string]string{
		"trigger":                    function + "CREATE TRIGGER x BEFORE UPDATE ON qlingo.throttle FOR EACH ROW EXECUTE FUNCTION public.f()",
		"constraint trigger":         function + "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON qlingo.activity FOR EACH ROW EXECUTE FUNCTION public.f()",
		"switched off trigger":       "ALTER TABLE qlingo.user DISABLE TRIGGER ALL",
		"rule":                       "CREATE RULE x AS ON UPDATE TO qlingo.throttle DO INSTEAD NOTHING",
		"row security":               "ALTER TABLE qlingo.user ENABLE ROW LEVEL SECURITY",
		"policy":                     "CREATE POLICY x ON qlingo.activity USING (false)",
		"child table":                "CREATE TABLE public.child () INHERITS (qlingo.user)",
		"parent table":               "CREATE TABLE public.parent (since bigint); ALTER TABLE qlingo.throttle INHERIT public.parent",
		"function":                   "CREATE FUNCTION qlingo.length(bytea) RETURNS integer LANGUAGE sql AS 'SELECT 16'",
		"operator":                   "CREATE OPERATOR qlingo.= (FUNCTION = byteane, LEFTARG = bytea, RIGHTARG = bytea)",
		"type":                       "CREATE DOMAIN qlingo.x AS text",
		"unlogged table":             "ALTER TABLE qlingo.throttle SET UNLOGGED",
		"dropped check":              "ALTER TABLE qlingo.throttle DROP CONSTRAINT throttle_failures_check",
		"dropped foreign key":        "ALTER TABLE qlingo.user DROP CONSTRAINT user_account_fkey",
		"dropped primary key":        "ALTER TABLE qlingo.activity DROP CONSTRAINT activity_pkey",
		"index":                      "CREATE INDEX x ON qlingo.user (name)",
		"more columns":               "ALTER TABLE qlingo.throttle ADD COLUMN x bigint",
		"null":                       "ALTER TABLE qlingo.throttle ALTER COLUMN failures DROP NOT NULL",
		"default":                    "ALTER TABLE qlingo.throttle ALTER COLUMN failures SET DEFAULT 0",
		"collation":                  `ALTER TABLE qlingo.user ALTER COLUMN login TYPE text COLLATE "und-x-icu"`,
		"view in the place of table": "ALTER TABLE qlingo.throttle RENAME TO x; CREATE VIEW qlingo.throttle AS SELECT * FROM qlingo.x",
		"table":                      "CREATE TABLE qlingo.x ()",
		"foreign key from elsewhere": "CREATE TABLE public.x (id bytea REFERENCES qlingo.account (id))",
		"table of another owner":     "CREATE ROLE other; ALTER TABLE qlingo.throttle OWNER TO other",
		"storage parameter":          "ALTER TABLE qlingo.throttle SET (autovacuum_enabled = false)",
	} {
		t.Run(name, func(t *testing.T) {
			if err := planted(t, server, text); !errors.Is(err, ErrSchema) {
				t.Errorf("%v, want ErrSchema", err)
			}
		})
	}
	openedServer(t, server, usual())
	pgtest.Exec(t, server.Database, "CREATE TABLE qlingo.x ()")
	if _, err := OpenServer(t.Context(), server); !errors.Is(err, ErrSchema) {
		t.Errorf("%v, want ErrSchema", err)
	}
}

// Whoever may do more than the program needs, or the program itself, and a program that may do less.
func TestRightsOnServer(t *testing.T) {
	server := newServer(t)
	if err := planted(t, server, ""); err != nil {
		t.Error(err)
	}
	const app = pgtest.AppRole
	const owned = `CREATE ROLE other; ALTER SCHEMA qlingo OWNER TO other; DO $$
		DECLARE name text;
		BEGIN
			FOR name IN SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text = 'qlingo' LOOP
				EXECUTE 'ALTER TABLE ' || name || ' OWNER TO other';
			END LOOP;
		END $$;`
	for name, text := range map[string]string{
		"everybody writes":             "GRANT UPDATE ON qlingo.throttle TO PUBLIC",
		"everybody writes a column":    "GRANT UPDATE (failures) ON qlingo.throttle TO PUBLIC",
		"everybody sees the schema":    "GRANT USAGE ON SCHEMA qlingo TO PUBLIC",
		"everybody makes schemas":      "GRANT CREATE ON DATABASE " + server.Database + " TO PUBLIC",
		"changes the log":              "GRANT UPDATE ON qlingo.activity TO " + app,
		"changes a column of the log":  "GRANT UPDATE (mac) ON qlingo.activity TO " + app,
		"deletes the log":              "GRANT DELETE ON qlingo.activity TO " + app,
		"empties the log":              "GRANT TRUNCATE ON qlingo.activity TO " + app,
		"makes triggers":               "GRANT TRIGGER ON qlingo.throttle TO " + app,
		"makes references":             "GRANT REFERENCES ON qlingo.account TO " + app,
		"makes tables":                 "GRANT CREATE ON SCHEMA qlingo TO " + app,
		"gives its rights away":        "GRANT INSERT ON qlingo.activity TO " + app + " WITH GRANT OPTION",
		"changes the version":          "GRANT UPDATE ON qlingo.version TO " + app,
		"somebody else deletes it":     "CREATE ROLE other; GRANT DELETE ON qlingo.activity TO other",
		"by way of another role":       "CREATE ROLE other; GRANT DELETE ON qlingo.activity TO other; GRANT other TO " + app,
		"writes everything":            "GRANT pg_write_all_data TO " + app,
		"runs programs on the server":  "GRANT pg_execute_server_program TO " + app,
		"is a superuser":               "ALTER ROLE " + app + " SUPERUSER",
		"makes roles":                  "ALTER ROLE " + app + " CREATEROLE",
		"copies the server":            "ALTER ROLE " + app + " REPLICATION",
		"sees hidden rows":             "ALTER ROLE " + app + " BYPASSRLS",
		"can become a superuser":       "CREATE ROLE other SUPERUSER; GRANT other TO " + app,
		"can become the owner":         "ALTER ROLE " + app + " NOINHERIT; GRANT " + pgtest.Role + " TO " + app,
		"can become the tables' owner": owned + "ALTER ROLE " + app + " NOINHERIT; GRANT other TO " + app,
		"cannot log":                   "REVOKE INSERT ON qlingo.activity FROM " + app,
		"cannot take its turn":         "REVOKE UPDATE ON qlingo.turn FROM " + app,
		"cannot read the version":      "REVOKE SELECT ON qlingo.version FROM " + app,
		"cannot delete who was let in": "REVOKE DELETE ON qlingo.joining FROM " + app,
		"does not see the schema":      "REVOKE USAGE ON SCHEMA qlingo FROM " + app,
	} {
		t.Run(name, func(t *testing.T) {
			if err := planted(t, server, text); !errors.Is(err, ErrServerRights) || errors.Is(err, ErrSchema) {
				t.Errorf("%v, want ErrServerRights", err)
			}
		})
	}
	for name, text := range map[string]string{
		"somebody who reads": "CREATE ROLE other; GRANT USAGE ON SCHEMA qlingo TO other;" +
			"GRANT SELECT ON ALL TABLES IN SCHEMA qlingo TO other",
		"somebody who does what the program does": "CREATE ROLE other;" +
			strings.NewReplacer("BEGIN;", "", "COMMIT;", "").Replace(ServerGrants("other")),
		"the tables of somebody else": owned,
		"a group without rights":      "CREATE ROLE other; GRANT other TO " + app,
	} {
		t.Run(name, func(t *testing.T) {
			if err := planted(t, server, text); err != nil {
				t.Error(err)
			}
		})
	}
	// A role of the whole server is refused by its own connection, too.
	owner := *server
	owner.Role, owner.Password = pgtest.Role, func() (string, error) { return pgtest.Password, nil }
	if _, err := OpenServer(t.Context(), &owner); !errors.Is(err, ErrServerRights) {
		t.Errorf("the owner: %v, want ErrServerRights", err)
	}
}

// A server's tables have the columns of a file's, in their order, with the same types, defaults and checks.
func TestServerHasTheSameTables(t *testing.T) {
	file, _ := newDB(t, "")
	server := newServer(t)
	conn := pgtest.Connect(t, server.Database)
	defer conn.Close(t.Context())
	reader := file.engine.(*sqlite).reader
	want := sqlLines(t, func() (sqlRows, error) {
		return reader.Query(`SELECT m.name || '.' || c.name || ' ' || c.type || ' ' ||
			coalesce(replace(replace(c.dflt_value, 'x''''', ''), '''''', ''), 'none') || iif(c."notnull" OR c.pk, ' not null', '')
			FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`)
	})
	got := sqlLines(t, func() (sqlRows, error) {
		rows, err := conn.Query(t.Context(), `SELECT table_name || '.' || column_name || ' ' ||
			CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' WHEN 'text' THEN 'TEXT' ELSE data_type END || ' ' ||
			coalesce(replace(replace(column_default, '''\x''::bytea', ''), '''''::text', ''), 'none') || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
			FROM information_schema.columns WHERE table_schema = 'qlingo' AND table_name NOT IN ('version', 'joining')
			ORDER BY table_name COLLATE "C", ordinal_position`)
		return pgxRows{rows}, err
	})
	if len(want) < 90 || !slices.Equal(got, want) {
		t.Errorf("the server has %q more and lacks %q", without(got, want), without(want, got))
	}
	if scripts, err := steps(); err != nil || len(scripts) != serverVersion {
		t.Errorf("the server has those of version %d of %d, %v", serverVersion, len(scripts), err)
	}
	got, want = checksOf(t, "server/*.sql"), checksOf(t, "migrations/*.sql")
	want = append(want, "CHECK (length(id) = 16)", "CHECK (length(key) = 32)", "PRIMARY KEY") // of joining
	slices.Sort(want)
	if len(want) < 10 || !slices.Equal(got, want) {
		t.Errorf("checks:\n%q\n%q", got, want)
	}
}

type sqlRows interface {
	Next() bool
	Scan(...any) error
	Close() error
}

// pgxRows are rows whose Close gives an error, too.
type pgxRows struct{ pgx.Rows }

func (r pgxRows) Close() error { r.Rows.Close(); return r.Err() }

func sqlLines(t *testing.T, ask func() (sqlRows, error)) (lines []string) {
	t.Helper()
	rows, err := ask()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return lines
}

var constraint = regexp.MustCompile(`CHECK \((?:[^()]|\([^()]*\))*\)|UNIQUE|PRIMARY KEY|REFERENCES`)

// checksOf are the checks and references in files of SQL, sorted.
func checksOf(t *testing.T, pattern string) (all []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, constraint.FindAllString(string(text), -1)...)
	}
	slices.Sort(all)
	return all
}
