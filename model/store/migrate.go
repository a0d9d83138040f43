package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

//go:embed migrations/*.sql
var migrations embed.FS

// steps are the migrations in order; step n brings a database to version n.
func steps() ([]string, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	scripts := make([]string, len(files))
	for i, file := range files {
		script, err := migrations.ReadFile(file)
		if err != nil {
			return nil, err
		}
		scripts[i] = string(script)
	}
	return scripts, nil
}

// Outdated tells that the tables are of an older version than this program's.
func (d *DB) Outdated() (bool, error) {
	scripts, err := steps()
	return d.version < len(scripts), err
}

// Version is the version of the tables.
func (d *DB) Version() int { return d.version }

// Migrate brings the tables to this program's version. Rows that were read before have
// zero in what is new.
func (t *Tx) Migrate() error {
	now, err := t.run.migrate(t.ctx, t.version)
	if err == nil {
		t.version = now
	}
	return err
}

// migrate runs the scripts that lead to a version.
func migrate(ctx context.Context, tx *sql.Tx, scripts []string, version int) error {
	for _, script := range scripts {
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return explain(err)
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version))
	return explain(err)
}

// checkSound checks whose file this is, its version, its tables and its pages.
func checkSound(ctx context.Context, tx *sql.Tx, path string) (version int, err error) {
	var id int
	if err := tx.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, explain(err)
	}
	if id != applicationID {
		return 0, ErrNotDatabase
	}
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, explain(err)
	}
	scripts, err := steps()
	if err != nil {
		return 0, err
	}
	switch {
	case version > len(scripts):
		return 0, fmt.Errorf("%w: version %d, this program knows %d", ErrNewer, version, len(scripts))
	case version < 1:
		return 0, ErrSchema
	}
	want, err := knownSchema(ctx, scripts[:version])
	if err != nil {
		return 0, err
	}
	got, err := schema(ctx, tx)
	if err != nil {
		return 0, err
	}
	if !slices.Equal(got, want) {
		return 0, ErrSchema
	}
	// SQLite accepts an invalid text encoding in the header when it first reads the schema, and rejects it
	// on the next read. Read it again here, not in the middle of a migration.
	if _, err := tx.ExecContext(ctx, "PRAGMA writable_schema = RESET"); err != nil {
		return 0, explain(err)
	}
	return version, checkPages(ctx, tx, path)
}

// runCheck runs one of SQLite's own checks.
func runCheck(ctx context.Context, tx *sql.Tx, check string) error {
	var answer string
	if err := tx.QueryRowContext(ctx, "PRAGMA "+check).Scan(&answer); err != nil {
		return explain(err)
	}
	if answer != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, answer)
	}
	return nil
}

// schemas are the texts of the schemas that were asked for so far, by version. To make one
// takes longer than all else that opening a small file does.
var schemas sync.Map

// knownSchema is expectedSchema, which it asks once for each version.
func knownSchema(ctx context.Context, scripts []string) ([]string, error) {
	if text, ok := schemas.Load(len(scripts)); ok {
		return text.([]string), nil
	}
	text, err := expectedSchema(ctx, scripts)
	if err == nil {
		schemas.Store(len(scripts), text)
	}
	return text, err
}

// expectedSchema is the schema text that scripts give in an empty database.
func expectedSchema(ctx context.Context, scripts []string) (text []string, err error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // every connection would be another empty database
	err = inTransaction(ctx, db, func(tx *sql.Tx) error {
		if err := migrate(ctx, tx, scripts, len(scripts)); err != nil {
			return err
		}
		text, err = schema(ctx, tx)
		return err
	})
	return text, err
}

func schema(ctx context.Context, tx *sql.Tx) (text []string, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
	if err != nil {
		return nil, explain(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, explain(err)
		}
		text = append(text, line)
	}
	return text, explain(rows.Err())
}
