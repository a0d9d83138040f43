package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
)

// CopyTo writes all rows of a database as they are, in one state of it, into a new file that only its owner can read;
// fs.ErrExist where there is one. PCs that ask to be let in are left out. When anything fails nothing stays behind.
func (d *DB) CopyTo(ctx context.Context, file string) error {
	return Create(ctx, file, func(to *Tx) error {
		return d.Read(ctx, func(from *Tx) error { return copyRows(from, to) })
	})
}

// Load writes all rows of a file as they are, in one transaction, into the tables that the administrator made on a
// server: ErrNone where they are not there, fs.ErrExist where they are not empty. Nobody can write to the file meanwhile.
// After ErrUnknown the rows may be there.
func Load(ctx context.Context, fromFile string, to *Server) (err error) {
	file, err := OpenReadOnly(ctx, fromFile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return file.Read(ctx, func(from *Tx) error {
		return CreateServer(ctx, to, func(to *Tx) error { return copyRows(from, to) })
	})
}

// copyBatch is how many rows are asked for at once. With a slow line to a server they come within the time for an answer.
const copyBatch = 1000

// copyRows copies all rows between two databases of this version.
func copyRows(from, to *Tx) error {
	if from.version != to.version {
		return fmt.Errorf("%w: version %d is to be copied to version %d", ErrSchema, from.version, to.version)
	}
	meta, err := from.Meta()
	if err != nil {
		return err
	}
	if err := to.Insert(meta); err != nil {
		return err
	}
	for _, r := range []Row{new(Account), new(User), new(Throttle), new(SupportRequest), new(Checkpoint), new(PC)} {
		if err := from.eachInBatches(r, copyBatch, func() error { return to.Insert(r) }); err != nil {
			return err
		}
	}
	return copyLog(from, to)
}

func copyLog(from, to *Tx) error {
	for seq, more := int64(math.MinInt64), true; more; {
		rows, err := from.ActivityAfter(seq, copyBatch)
		if err != nil {
			return err
		}
		for _, a := range rows {
			if err := to.Append(a); err != nil {
				return err
			}
			seq = a.Seq
		}
		more = len(rows) == copyBatch
	}
	return nil
}

// eachInBatches reads one row of a table after the other into r.
func (t *Tx) eachInBatches(r Row, size int, do func() error) error {
	if _, file := t.run.(*sqliteTx); file { // all of it, and not through an index: one that was edited could hide a row
		return t.each(r, "true", nil, func([][]byte) error { return do() })
	}
	for n, behind := size, []byte{}; n == size; behind = bytes.Clone(r.Key()) {
		n = 0
		err := t.each(r, "id > ? ORDER BY id LIMIT ?", []any{behind, size}, func([][]byte) error {
			n++
			return do()
		})
		if err != nil {
			return err
		}
	}
	return nil
}
