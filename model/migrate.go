package model

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"qlingo/model/files"
	"qlingo/model/store"
)

// migrate brings a database of an older version to this one. A copy of the old file stays
// beside it, qlingo.db.v1 after version 1. Then one transaction follows the whole log,
// checks every row, changes the tables and tags every row anew over its new columns.
func (o *Office) migrate(ctx context.Context) error {
	old, err := o.db.Outdated()
	if err != nil || !old {
		return err
	}
	if err := o.copyOutdated(ctx); err != nil {
		return err
	}
	return o.write(ctx, func(w *writing) error {
		for _, table := range taggedTables {
			if err := w.checkComplete(table); err != nil {
				return err
			}
		}
		rows, err := w.tx.All()
		if err != nil {
			return err
		}
		good := make([]store.Row, 0, len(rows))
		for _, row := range rows {
			// A row that was changed from outside stays so: its tag will not fit the new
			// columns either.
			if w.checkRow(row, row.Key()) == nil {
				good = append(good, row)
			}
		}
		if err := w.migrateRows(good); err != nil {
			return err
		}
		for _, row := range good {
			if err := w.update(row, event{kind: activityRewritten}); err != nil {
				return err
			}
		}
		return w.log(event{kind: ActivityMigrated, account: o.first}, nil)
	})
}

// migrateRows changes the tables to those of this version, and rows that were read before
// with them.
func (w *writing) migrateRows(rows []store.Row) error {
	if err := w.tx.Migrate(); err != nil {
		return err
	}
	for _, row := range append(rows, w.meta) {
		if a, ok := row.(*store.Account); ok && row.Stamp().Version < policySince {
			DefaultPolicy().set(a, w.today())
		}
		row.Stamp().Version = 0
	}
	return nil
}

// policySince is the first version whose accounts have a policy.
const policySince = 2

// copyLife is how long the copy of an older version stays: it holds what was deleted since.
const copyLife = 14 * day

// dropCopies removes copies of older versions that nobody has missed.
func (o *Office) dropCopies() error {
	copies, err := o.options.globData(filepath.Base(o.options.Database()) + ".v[0-9]*")
	for _, path := range copies {
		info, failed := os.Stat(path)
		if failed == nil && o.options.Clock().Sub(info.ModTime()) > copyLife {
			failed = files.RemoveIfExists(path)
		}
		err = errors.Join(err, failed)
	}
	return err
}

// copyOutdated keeps a file of an older version, if this is one. A copy that is there is
// of an attempt that did not come to its end, or of an old file that was put back: the
// newer one counts.
func (o *Office) copyOutdated(ctx context.Context) error {
	old, err := o.db.Outdated()
	if err != nil || !old {
		return err
	}
	path := fmt.Sprintf("%s.v%d", o.options.Database(), o.db.Version())
	if err := files.RemoveIfExists(path); err != nil {
		return err
	}
	alone := func(rest func() error) error { return rest() } // at opening nobody else writes
	if err := store.Copy(ctx, o.options.Database(), path, alone); err != nil {
		return err
	}
	if err := files.Sync(path); err != nil {
		return err
	}
	return files.SyncFolder(o.options.Data)
}
