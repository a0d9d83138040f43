package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// maxQueue is how many changes wait at most before they are sent.
const maxQueue = 500

// statement waits to be sent.
type statement struct {
	text string
	args []any
	one  bool // it has to change one row
	time bool // it asks for the server's time
}

// postgresTx is a transaction on a server. What asks for nothing waits in a queue, the beginning too, and is sent in
// one go with the next question or before the commit: the ways to the server and back are what takes time.
type postgresTx struct {
	conn   *pgx.Conn
	queue  []statement
	writes bool
	answer time.Duration
	keep   time.Duration // without a word, before the server has to be told that somebody is there
	begun  bool
	asked  time.Time // when the server was last told something
	time   int64     // the server's, when it began
	failed error     // in a statement of the queue: nothing may be committed any more
}

func (t *postgresTx) query(ctx context.Context, questions ...question) error {
	for _, q := range questions {
		if err := checkTexts(q.args); err != nil {
			return err
		}
	}
	var stopped error
	err := t.send(ctx, func(batch *pgx.Batch) func(pgx.BatchResults) error {
		for _, q := range questions {
			batch.Queue(forServer(q.text), q.args...)
		}
		return func(results pgx.BatchResults) (err error) {
			for i := 0; i < len(questions) && stopped == nil && err == nil; i++ {
				stopped, err = readRows(results, questions[i].each)
			}
			return err
		}
	})
	return cmp.Or(stopped, err)
}

// readRows reads the answer to a question. stopped is what each gives.
func readRows(results pgx.BatchResults, each func(scan) error) (stopped, err error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for stopped == nil && rows.Next() {
		stopped = each(rows.Scan)
	}
	return stopped, rows.Err()
}

func (t *postgresTx) exec(ctx context.Context, text string, args []any) error {
	return t.put(ctx, statement{text: text, args: args})
}

func (t *postgresTx) change(ctx context.Context, text string, args []any) error {
	return t.put(ctx, statement{text: text, args: args, one: true})
}

// put puts a change into the queue, with its own copy of what it is to write.
func (t *postgresTx) put(ctx context.Context, s statement) error {
	if !t.writes {
		return fmt.Errorf("%w: this transaction only reads", ErrReadOnly)
	}
	if err := checkTexts(s.args); err != nil {
		return err
	}
	args := make([]any, len(s.args))
	for i, arg := range s.args {
		if raw, ok := arg.([]byte); ok {
			arg = bytes.Clone(raw)
		}
		args[i] = arg
	}
	t.queue = append(t.queue[:len(t.queue):len(t.queue)], statement{text: forServer(s.text), args: args, one: s.one})
	if len(t.queue) < maxQueue {
		return nil
	}
	return t.flush(ctx)
}

// flush sends the queue.
func (t *postgresTx) flush(ctx context.Context) error {
	if len(t.queue) == 0 {
		return t.failed
	}
	return t.send(ctx, func(*pgx.Batch) func(pgx.BatchResults) error {
		return func(pgx.BatchResults) error { return nil }
	})
}

// send sends the queue, and what ask puts behind it.
func (t *postgresTx) send(ctx context.Context, ask func(*pgx.Batch) func(pgx.BatchResults) error) error {
	if t.failed != nil {
		return t.failed
	}
	waiting, cancel := context.WithTimeout(ctx, t.answer)
	defer cancel()
	batch, queue := new(pgx.Batch), t.queue
	for _, s := range queue {
		batch.Queue(s.text, s.args...)
	}
	answer := ask(batch)
	t.queue, t.begun = nil, true
	results := t.conn.SendBatch(waiting, batch)
	err := t.checkResults(results, queue)
	failed := err != nil
	if !failed {
		err = answer(results)
	}
	if closed := results.Close(); err == nil {
		err = closed
	}
	t.asked = time.Now()
	err = explainServer(ctx, err, t.conn.IsClosed())
	if failed {
		t.failed = err
	}
	return err
}

// checkResults reads the answers to a queue.
func (t *postgresTx) checkResults(results pgx.BatchResults, queue []statement) error {
	for _, s := range queue {
		if s.time {
			if err := results.QueryRow().Scan(&t.time); err != nil {
				return err
			}
			continue
		}
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		if s.one && tag.RowsAffected() != 1 {
			return ErrChanged
		}
	}
	return nil
}

// now is the server's time when the transaction began. That comes with the answer to the first question: only who asks
// for nothing else before makes it a question of its own.
func (t *postgresTx) now(ctx context.Context) (ms int64, ok bool) {
	if !t.begun {
		_ = t.flush(ctx) // when it fails, so does everything that comes after it
	}
	return t.time, t.time != 0
}

// commit commits. Once it has asked for that it waits for the answer, whatever becomes of the caller.
func (t *postgresTx) commit(ctx context.Context) error {
	if err := t.flush(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	waiting, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.answer)
	defer cancel()
	forgetWarning(t.conn)
	tag, err := t.conn.Exec(waiting, "COMMIT")
	var said *pgconn.PgError
	switch {
	case err == nil && tag.String() == "COMMIT" && warned(t.conn):
		return fmt.Errorf("%w: it warned instead", ErrUnknown)
	case err == nil && tag.String() == "COMMIT":
		return nil
	case err == nil:
		return errors.New("store: the server rolled back")
	case pgconn.SafeToRetry(err), errors.As(err, &said) && said.SeverityUnlocalized == "ERROR":
		return explainServer(ctx, err, t.conn.IsClosed())
	}
	return fmt.Errorf("%w: %w", ErrUnknown, err)
}

// A server warns where it gives up waiting for its standby, and then confirms all the same.
const warning = "warned"

func noteWarning(conn *pgconn.PgConn, notice *pgconn.Notice) {
	if notice.SeverityUnlocalized == "WARNING" {
		conn.CustomData()[warning] = true
	}
}

func forgetWarning(conn *pgx.Conn) { delete(conn.PgConn().CustomData(), warning) }

func warned(conn *pgx.Conn) bool { return conn.PgConn().CustomData()[warning] != nil }

// rollBack undoes what was sent. Where it cannot, the connection is given up, and the server undoes it.
func (t *postgresTx) rollBack(ctx context.Context) {
	if !t.begun || t.conn.IsClosed() {
		return
	}
	waiting, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.answer)
	defer cancel()
	_, _ = t.conn.Exec(waiting, "ROLLBACK")
}

func (t *postgresTx) keepTurn(ctx context.Context) error {
	if !t.begun || time.Since(t.asked) < t.keep {
		return t.failed
	}
	return t.query(ctx, question{text: "SELECT 1", each: func(scan) error { return nil }})
}

func (t *postgresTx) dataVersion(context.Context) (int64, error) { return 0, nil }

// checkIndexes has nothing to do: an index that leads astray takes the rights of the server's own administrator, or
// damage that the server's own checks look for.
func (t *postgresTx) checkIndexes(context.Context, string) error { return nil }

// migrate has nothing to do: a server whose tables are not of this version was not opened.
func (t *postgresTx) migrate(_ context.Context, version int) (now int, err error) {
	return version, nil
}

var otherWords = strings.NewReplacer(" NOT INDEXED", "", "instr(", "strpos(")

var tableNames = regexp.MustCompile(`\b(FROM|INTO|UPDATE) "?([a-z_]+)"?`)

// translated are statements as PostgreSQL reads them. There are as many as the program has, and some more by how many
// values they take.
var translated sync.Map

// forServer is a statement as PostgreSQL reads it.
func forServer(text string) string {
	if known, ok := translated.Load(text); ok {
		return known.(string)
	}
	known := translate(text)
	translated.Store(text, known)
	return known
}

func translate(text string) string {
	text = otherWords.Replace(text)
	text = tableNames.ReplaceAllString(text, `$1 qlingo."$2"`)
	parts := strings.Split(text, "?")
	for i := range parts[:len(parts)-1] {
		parts[i] += "$" + strconv.Itoa(i+1)
	}
	return strings.Join(parts, "")
}

// checkTexts refuses what SQLite stores as it is and PostgreSQL does not take. Nothing that people type gets so far.
func checkTexts(args []any) error {
	for _, arg := range args {
		if text, ok := arg.(string); ok && (strings.ContainsRune(text, 0) || !utf8.ValidString(text)) {
			return ErrText
		}
	}
	return nil
}
