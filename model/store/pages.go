package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

// checkPages checks the pages of a file before anything is written to it, in a time that does
// not grow with the log. The log's own pages are left to whoever follows its chain, which
// misses any row that cannot be read as it was written. What a write could spoil is checked
// here: it changes pages of the other tables, and takes new ones from the free list or behind
// the last page. So wherever there are free pages, or the file is not as long as it says, all
// pages are checked against one another.
func checkPages(ctx context.Context, tx *sql.Tx, path string) error {
	plain, err := appendsOnly(ctx, tx, path)
	if err != nil {
		return err
	}
	if !plain {
		return runCheck(ctx, tx, "quick_check(1)")
	}
	tables, err := tablesBesideLog(ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		if err := runCheck(ctx, tx, "quick_check("+table+")"); err != nil {
			return err
		}
	}
	return nil
}

// appendsOnly tells whether a new page can only come from behind the last one.
func appendsOnly(ctx context.Context, tx *sql.Tx, path string) (bool, error) {
	var free, pages, size int64
	for pragma, into := range map[string]*int64{"freelist_count": &free, "page_count": &pages, "page_size": &size} {
		if err := tx.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(into); err != nil {
			return false, explain(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return false, explain(err)
	}
	return free == 0 && pages*size == info.Size(), nil
}

// tablesBesideLog are all tables but the activity log.
func tablesBesideLog(ctx context.Context, tx *sql.Tx) (names []string, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'activity'")
	if err != nil {
		return nil, explain(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	names = []string{"sqlite_schema"}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, explain(err)
		}
		names = append(names, name)
	}
	return names, explain(rows.Err())
}
