package model

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/store/pgtest"
)

// edit changes an office's database behind its back: the file as anybody with a database browser could, a server as its
// administrator. The statements are those of SQLite.
func edit(t *testing.T, o Options, statements ...string) {
	t.Helper()
	if database := databaseOf(t, o); database != "" {
		editServer(t, database, statements...)
	} else {
		editFile(t, o.Database(), statements...)
	}
}

// databaseOf is the database on the server of a PC; "": it uses a file.
func databaseOf(t *testing.T, o Options) string {
	t.Helper()
	f := must(o.readServerFile())(t)
	if f == nil {
		return ""
	}
	return f.Database
}

func editServer(t *testing.T, database string, statements ...string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn := pgtest.Connect(t, database)
	defer conn.Close(ctx)
	must(conn.Exec(ctx, "SET session_replication_role = replica"))(t) // nothing is checked, as in a file
	for _, statement := range statements {
		for part := range strings.SplitSeq(forAdministrator(statement), "; ") {
			tag, err := conn.Exec(ctx, part)
			if err != nil {
				t.Fatalf("%s: %v", part, err)
			}
			if (tag.Insert() || tag.Update() || tag.Delete()) && tag.RowsAffected() == 0 {
				t.Fatalf("%s: nothing was changed", part)
			}
		}
	}
}

var editedTables = regexp.MustCompile(`\b(FROM|INTO|UPDATE|TABLE|ON|IN) ` +
	`(?:(early|other)\.)?(user|account|activity|throttle|meta|checkpoint|pc)\b`)

var editedValues = strings.NewReplacer(
	"zeroblob(16)", "decode(repeat('00', 16), 'hex')", "zeroblob(32)", "decode(repeat('00', 32), 'hex')",
	"zeroblob(length(state))", "decode(repeat('00', length(state)), 'hex')",
	"randomblob(16)", "decode(md5(random()::text), 'hex')", "randomblob(32)", "sha256(random()::text::bytea)",
)

var editedBytes = regexp.MustCompile(`\bx'([0-9a-f]*)'`)

// forAdministrator is a statement of SQLite as PostgreSQL reads it.
func forAdministrator(statement string) string {
	values := editedBytes.ReplaceAllString(editedValues.Replace(statement), `'\x$1'::bytea`)
	return editedTables.ReplaceAllStringFunc(values, func(found string) string {
		parts := editedTables.FindStringSubmatch(found)
		schema := parts[2]
		if schema == "" {
			schema = "qlingo"
		}
		return parts[1] + " " + schema + `."` + parts[3] + `"`
	})
}

// snapshot is an office's database as it was once: the folder of a copy of the file, or a schema beside ours.
type snapshot struct{ folder, schema string }

var snapshots atomic.Int64

// keep keeps how an office's database is now.
func keep(t *testing.T, o Options) snapshot {
	t.Helper()
	database := databaseOf(t, o)
	if database == "" {
		folder := t.TempDir()
		copyFolder(t, o.Data, folder)
		return snapshot{folder: folder}
	}
	s := snapshot{schema: fmt.Sprintf("kept%d", snapshots.Add(1))}
	script := "CREATE SCHEMA " + s.schema
	for _, table := range everyTable {
		script += fmt.Sprintf(`; CREATE TABLE %s."%s" AS TABLE qlingo."%s"`, s.schema, table, table)
	}
	pgtest.Exec(t, database, script)
	return s
}

var everyTable = []string{"account", "user", "throttle", "support_request", "checkpoint", "pc", "activity", "meta"}

// editFrom edits where the tables of a snapshot are there as early.user and so on.
func editFrom(t *testing.T, o Options, early snapshot, statements ...string) {
	t.Helper()
	if early.schema == "" {
		attach := "ATTACH '" + filepath.Join(early.folder, "qlingo.db") + "' AS early"
		editFile(t, o.Database(), append([]string{attach}, statements...)...)
		return
	}
	named := make([]string, len(statements))
	for i, statement := range statements {
		named[i] = strings.ReplaceAll(forAdministrator(statement), "early.", early.schema+".")
	}
	editServer(t, databaseOf(t, o), named...)
}

// putBack makes the database of an office what it was.
func putBack(t *testing.T, o Options, early snapshot) {
	t.Helper()
	if early.schema == "" {
		old := must(os.ReadFile(filepath.Join(early.folder, "qlingo.db")))(t)
		if err := os.WriteFile(o.Database(), old, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	script := "BEGIN"
	for i := range everyTable { // a person belongs to an account
		script += fmt.Sprintf(`; DELETE FROM qlingo."%s"`, everyTable[len(everyTable)-1-i])
	}
	for _, table := range everyTable {
		script += fmt.Sprintf(`; INSERT INTO qlingo."%s" SELECT * FROM %s."%s"`, table, early.schema, table)
	}
	pgtest.Exec(t, databaseOf(t, o), script+"; COMMIT")
}

// copyOffice copies an office that is closed, its database and what its PC keeps of it.
func copyOffice(t *testing.T, o Options) Options {
	t.Helper()
	from := o
	o.Data, o.Config = t.TempDir(), t.TempDir()
	copyFolder(t, from.Data, o.Data)
	copyFolder(t, from.Config, o.Config)
	if f := must(o.readServerFile())(t); f != nil {
		copied := pgtest.Copy(t, f.Database)
		f.lead(t, o, func(s *Server) { s.Database = copied })
	}
	return o
}

// lead changes where server.json leads to, as only a PC with the machine key can.
func (f *serverFile) lead(t *testing.T, o Options, change func(*Server)) {
	t.Helper()
	password := must(f.openPassword(o))(t)
	machine := must(o.keyStore(f.KeyPlace).Get(keys.ID(f.DB)))(t)
	change(&f.Server)
	f.sealPassword(&machine, password)
	if err := o.writeServerFile(f); err != nil {
		t.Fatal(err)
	}
}

// notices lets a running program see what only a look at the whole log shows: a file tells it that somebody else has
// written, a server is looked at from time to time.
func (b *bench) notices() {
	b.Helper()
	if b.Shared() {
		if err := b.audit(b.Context()); err != nil {
			b.verification.conclude(err, b.Office)
		}
	}
}

// onEngine is one of two codes.
func onEngine(file, server Code) Code {
	if onServer() {
		return server
	}
	return file
}

// firstMAC is what a thief reads in the first row of the log.
func firstMAC(t *testing.T, o Options) (mac []byte) {
	t.Helper()
	const question = "SELECT mac FROM activity WHERE seq = 1"
	if database := databaseOf(t, o); database != "" {
		conn := pgtest.Connect(t, database)
		defer conn.Close(context.WithoutCancel(t.Context()))
		must(0, conn.QueryRow(t.Context(), forAdministrator(question)).Scan(&mac))(t)
		return mac
	}
	db := openSQL(t, o.Database())
	defer db.Close()
	must(0, db.QueryRow(question).Scan(&mac))(t)
	return mac
}

// stands is all that stands in an office's database: its file, or every row on its server.
func stands(t *testing.T, o Options) []byte {
	t.Helper()
	database := databaseOf(t, o)
	if database == "" {
		return must(os.ReadFile(o.Database()))(t)
	}
	ctx := context.WithoutCancel(t.Context())
	conn := pgtest.Connect(t, database)
	defer conn.Close(ctx)
	must(conn.Exec(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ"))(t)
	var all []byte
	for _, table := range everyTable {
		var rows string
		query := `SELECT coalesce(string_agg(r::text, E'\n' ORDER BY r::text), '') FROM qlingo."%s" r`
		must(0, conn.QueryRow(ctx, fmt.Sprintf(query, table)).Scan(&rows))(t)
		all = append(all, table+"\n"+rows+"\n"...)
	}
	return all
}
