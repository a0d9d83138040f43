package store

import "context"

// engine is what holds the tables: an SQLite file, or a PostgreSQL server.
type engine interface {
	// read runs do in a transaction that sees one state of the database.
	read(ctx context.Context, do func(statements) error) error
	// write runs do in a transaction that has the write lock before it reads anything, and commits it durably if do gives
	// no error. An engine that does not hear whether it was committed asks stands, in a transaction behind that one.
	write(ctx context.Context, do func(statements) error, stands stands) error
	// dataVersion changes when somebody else than this program's writer has changed the database, where nobody else should.
	dataVersion(ctx context.Context) (int64, error)
	close() error
}

// stands tells whether a transaction was committed, asking a later one.
type stands func(ctx context.Context, later statements) (bool, error)

// scan puts the columns of a row into what they are tied to.
type scan func(columns ...any) error

// question asks for rows. each is called for one after the other, and has it put into its columns. It asks for nothing
// else meanwhile.
type question struct {
	text string
	args []any
	each func(scan) error
}

// statements run in a transaction of an engine. Their text is of the SQL that all engines understand, with ? for values.
type statements interface {
	// query asks questions, which are answered in their order.
	query(ctx context.Context, questions ...question) error
	// exec changes any number of rows.
	exec(ctx context.Context, text string, args []any) error
	// change changes one row. Where there is none to change the transaction fails with ErrChanged, here or later.
	change(ctx context.Context, text string, args []any) error
	// now is the time of the server, if there is one, at the beginning of the transaction: for a write, when it had its turn.
	now(ctx context.Context) (ms int64, ok bool)
	// keepTurn keeps the transaction alive where nothing has been asked for a while.
	keepTurn(ctx context.Context) error
	// dataVersion is that of the engine.
	dataVersion(ctx context.Context) (int64, error)
	// checkIndexes tells whether the indexes of a table lead to its rows.
	checkIndexes(ctx context.Context, table string) error
	// migrate brings the tables from a version to this program's.
	migrate(ctx context.Context, version int) (now int, err error)
}
