package store

import (
	"context"
	"database/sql"
	"errors"
)

// sqlite is the engine of a file: one connection that writes and a few that only read.
type sqlite struct {
	writer *sql.DB // nil where only reading was asked for
	reader *sql.DB
	path   string // "" where SQLite looks at nothing beside the file
}

func (e *sqlite) read(ctx context.Context, do func(statements) error) error {
	if err := checkNeighbours(e.path); err != nil { // what they hold would be taken for changes of the file
		return err
	}
	return inTransaction(ctx, e.reader, func(tx *sql.Tx) error { return do(&sqliteTx{tx}) })
}

func (e *sqlite) write(ctx context.Context, do func(statements) error, _ stands) error {
	if err := checkNeighbours(e.path); err != nil {
		return err
	}
	return inTransaction(ctx, e.writer, func(tx *sql.Tx) error {
		if err := checkJournalMode(ctx, tx); err != nil {
			return err
		}
		return do(&sqliteTx{tx})
	})
}

func (e *sqlite) dataVersion(ctx context.Context) (int64, error) {
	if err := checkNeighbours(e.path); err != nil {
		return 0, err
	}
	return number(e.writer.QueryRowContext(ctx, dataVersion))
}

const dataVersion = "PRAGMA data_version"

func number(row *sql.Row) (n int64, err error) {
	err = row.Scan(&n)
	return n, explain(err)
}

func (e *sqlite) close() error {
	if e.writer == nil {
		return e.reader.Close()
	}
	return errors.Join(e.reader.Close(), e.writer.Close())
}

// sqliteTx is a transaction on a file.
type sqliteTx struct{ tx *sql.Tx }

func (t *sqliteTx) query(ctx context.Context, questions ...question) error {
	for _, q := range questions {
		if err := t.ask(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (t *sqliteTx) ask(ctx context.Context, q question) (err error) {
	rows, err := t.tx.QueryContext(ctx, q.text, q.args...)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := func(columns ...any) error { return explain(rows.Scan(columns...)) }
	for rows.Next() {
		if err := q.each(row); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// exec and change run a statement that is too short to be interrupted, for which the driver would need a goroutine; once
// the transaction was cancelled it fails.
func (t *sqliteTx) exec(ctx context.Context, text string, args []any) error {
	_, err := t.tx.ExecContext(context.WithoutCancel(ctx), text, args...)
	return explain(err)
}

func (t *sqliteTx) change(ctx context.Context, text string, args []any) error {
	result, err := t.tx.ExecContext(context.WithoutCancel(ctx), text, args...)
	if err != nil {
		return explain(err)
	}
	rows, err := result.RowsAffected()
	if err == nil && rows != 1 {
		err = ErrChanged
	}
	return err
}

func (t *sqliteTx) now(context.Context) (ms int64, ok bool) { return 0, false }

func (t *sqliteTx) keepTurn(context.Context) error { return nil }

func (t *sqliteTx) dataVersion(ctx context.Context) (int64, error) {
	return number(t.tx.QueryRowContext(ctx, dataVersion))
}

// checkIndexes does what SQLite's quick check does not.
func (t *sqliteTx) checkIndexes(ctx context.Context, table string) error {
	return runCheck(ctx, t.tx, "integrity_check("+table+")")
}

func (t *sqliteTx) migrate(ctx context.Context, version int) (now int, err error) {
	scripts, err := steps()
	if err != nil {
		return version, err
	}
	return len(scripts), migrate(ctx, t.tx, scripts[version:], len(scripts))
}

func inTransaction(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	err = do(tx)
	if err == nil {
		return interrupted(ctx, explain(tx.Commit()))
	}
	// A cancelled context has rolled back already.
	if failed := tx.Rollback(); failed != nil && !errors.Is(failed, sql.ErrTxDone) {
		return errors.Join(explain(err), failed)
	}
	return interrupted(ctx, explain(err))
}

// interrupted gives the reason for a transaction that ended under the caller's hands.
func interrupted(ctx context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
