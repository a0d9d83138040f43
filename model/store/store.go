// Package store holds all SQL: rows, transactions and migrations of the one database, which is an SQLite file or lies on
// a PostgreSQL server. It knows nothing of keys or rules; sealed values and tags are bytes to it.
//
// A DB is an open database, with one connection that writes and some that read. A Tx is a transaction on it, in which Row
// values (Meta, Account, User, Throttle, SupportRequest, Checkpoint, PC) are read, inserted, updated and deleted, and
// Activity rows are appended. The columns of each row stand in one list (tables.go), which reading, writing and tagging
// share. Other functions look at files that are not the one in use: Copy, Inspect, Owner, CheckHeader.
package store

import "context"

// DB is an open database.
type DB struct {
	engine  engine
	version int
}

// DataVersion changes when another connection than this program's writer has changed the file. On a server it stays.
// It must not be called while something is written.
func (d *DB) DataVersion(ctx context.Context) (int64, error) { return d.engine.dataVersion(ctx) }

// Shared tells that the database lies on a server, where other PCs read and write, too.
func (d *DB) Shared() bool {
	_, ok := d.engine.(*postgres)
	return ok
}

// Close closes all connections.
func (d *DB) Close() error { return d.engine.close() }

// Write runs do in a transaction that holds the write lock from its first look at the
// database, and commits durably. Any error rolls back, but ErrUnknown.
func (d *DB) Write(ctx context.Context, do func(*Tx) error) error {
	var tx *Tx
	err := d.engine.write(ctx, func(run statements) error {
		tx = &Tx{ctx: ctx, run: run, version: d.version}
		return do(tx)
	}, func(ctx context.Context, run statements) (bool, error) { return tx.stands(ctx, run) })
	if err == nil && tx.version != d.version { // at opening, when nobody else reads or writes
		d.version = tx.version
	}
	return err
}

// Read runs do in a transaction that sees one state of the database.
func (d *DB) Read(ctx context.Context, do func(*Tx) error) error {
	return d.engine.read(ctx, func(run statements) error { return do(&Tx{ctx: ctx, run: run, version: d.version}) })
}

// Tx is a running transaction.
type Tx struct {
	ctx     context.Context
	run     statements
	version int       // of the tables
	logged  *Activity // the last row it appended to the log
	wanted  []*Wanted // rows that were asked for before their turn
}
