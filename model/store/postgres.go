package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// postgres is the engine of a server: one connection that writes and a few that only read. A connection that was lost
// is made anew by the next who needs it.
type postgres struct {
	writer, reader *pgxpool.Pool
	session        session
	ending         atomic.Pointer[ending]
}

// ending is the end of a transaction that only read, for whose answer nobody waits. It is closed when that is there.
type ending chan struct{}

// How transactions begin. The lock comes before the first statement that looks at anything, so that what it sees is
// what the writer before left.
var (
	beginReading = []statement{{text: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}, askTime}
	beginWriting = []statement{
		{text: "BEGIN ISOLATION LEVEL REPEATABLE READ"}, {text: "LOCK TABLE qlingo.turn IN EXCLUSIVE MODE"}, askTime,
	}
	askTime = statement{text: "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint", time: true}
)

func newPostgres(ctx context.Context, server *Server, session session) (*postgres, error) {
	writer, err := server.pool(ctx, session, 1)
	if err != nil {
		return nil, err
	}
	reader, err := server.pool(ctx, session, maxReaders)
	if err != nil {
		writer.Close()
		return nil, err
	}
	return &postgres{writer: writer, reader: reader, session: session}, nil
}

func (e *postgres) read(ctx context.Context, do func(statements) error) error {
	e.awaitEnding(ctx)
	return e.transact(ctx, e.reader, beginReading, do)
}

// awaitEnding waits for the connection of the last who read: making another one takes longer.
func (e *postgres) awaitEnding(ctx context.Context) {
	if last := e.ending.Load(); last != nil && e.reader.Stat().IdleConns() == 0 {
		select {
		case <-*last:
		case <-ctx.Done():
		}
	}
}

func (e *postgres) write(ctx context.Context, do func(statements) error, stands stands) error {
	err := e.transact(ctx, e.writer, beginWriting, do)
	if errors.Is(err, ErrUnknown) {
		return e.settle(ctx, stands, err)
	}
	return err
}

// settle finds out whether a transaction was committed that ended with ErrUnknown. That is over when the lock can be had.
// An error is either ErrUnknown or ErrUnreachable: nothing was changed.
func (e *postgres) settle(ctx context.Context, stands stands, unknown error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), e.session.settle)
	defer cancel()
	for {
		err := e.transact(ctx, e.writer, beginWriting, func(run statements) error {
			stood, err := stands(ctx, run)
			if err == nil && !stood {
				err = errNotCommitted
			}
			if err != nil {
				return err
			}
			return run.exec(ctx, confirmedAfter, nil)
		})
		switch {
		case err == nil:
			return nil
		case errors.Is(err, errNotCommitted):
			return fmt.Errorf("%w: it did not commit: %v", ErrUnreachable, unknown)
		case !mayPass(err):
			return fmt.Errorf("%w; then: %v", unknown, err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w; then: %v", unknown, err)
		case <-time.After(e.session.retry):
		}
	}
}

// confirmedAfter changes nothing, but its transaction is confirmed like one that does: where there is a synchronous standby,
// only when that has it and what was committed before. A row that is merely there may be lost with its server.
const confirmedAfter = "SELECT pg_logical_emit_message(true, 'qlingo', '')"

var errNotCommitted = errors.New("store: the transaction did not commit")

// mayPass tells whether something else may come of another attempt to find out.
func mayPass(err error) bool {
	for _, condition := range []error{ErrUnreachable, ErrBusy, ErrUnknown, ErrServerStandby} { // the last: one, not yet in its place
		if errors.Is(err, condition) {
			return true
		}
	}
	return false
}

func (e *postgres) transact(ctx context.Context, pool *pgxpool.Pool, begin []statement, do func(statements) error) error {
	err := e.transactOnce(ctx, pool, begin, do)
	if errors.Is(err, ErrUnreachable) || errors.Is(err, ErrUnknown) {
		// What cut one connection has mostly cut all: nobody else is to stumble over one that is dead.
		e.writer.Reset()
		e.reader.Reset()
	}
	return err
}

func (e *postgres) transactOnce(ctx context.Context, pool *pgxpool.Pool, begin []statement, do func(statements) error) error {
	conn, err := e.connection(ctx, pool)
	if err != nil {
		return err
	}
	tx := &postgresTx{
		conn: conn.Conn(), queue: begin, writes: pool == e.writer, answer: e.session.answer, keep: e.session.keep,
	}
	if !tx.writes {
		defer e.endReading(ctx, tx, conn)
		return cmp.Or(do(tx), tx.failed)
	}
	defer conn.Release()
	if err = do(tx); err == nil {
		err = tx.commit(ctx)
	}
	if err != nil {
		tx.rollBack(ctx)
	}
	return err
}

// endReading ends a transaction that only read. Nothing depends on how it ends, so nobody waits for the answer.
func (e *postgres) endReading(ctx context.Context, tx *postgresTx, conn *pgxpool.Conn) {
	done := make(ending)
	e.ending.Store(&done)
	go func() {
		defer close(done)
		defer conn.Release()
		tx.rollBack(ctx)
	}()
}

// connection takes a connection of a pool. It is released after that: one that is broken or in a transaction is not kept.
func (e *postgres) connection(ctx context.Context, pool *pgxpool.Pool) (*pgxpool.Conn, error) {
	waiting, cancel := context.WithTimeout(ctx, e.session.answer)
	defer cancel()
	conn, err := pool.Acquire(waiting)
	return conn, explainServer(ctx, err, true)
}

// check checks the tables.
func (e *postgres) check(ctx context.Context) (version int, err error) {
	ctx, cancel := context.WithTimeout(ctx, e.session.answer)
	defer cancel()
	conn, err := e.connection(ctx, e.writer)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	version, err = checkTables(ctx, conn.Conn())
	return version, explainServer(ctx, err, conn.Conn().IsClosed())
}

// dataVersion stays what it is: somebody else writes here all the time. What they write is followed from the last row
// that was, and a whole look at the log has its own times.
func (e *postgres) dataVersion(context.Context) (int64, error) { return 0, nil }

func (e *postgres) close() error {
	e.reader.Close()
	e.writer.Close()
	return nil
}
