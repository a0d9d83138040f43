package store

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// catalogueQuery asks for everything that stands in our schema or acts on it.
//
//go:embed catalogue.sql
var catalogueQuery string

// catalogue is what a server says of our schema, in lines.
func catalogue(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(ctx, catalogueQuery, askedOnce)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// checkCatalogue tells whether a server's tables are exactly those of this version, with nothing that acts on them beside,
// and whether the role of this program may do what it has to, and nothing else to them. A role that could change the
// tables, or take rows out of the log, is refused, the owner's and a superuser's above all: its password lies on every PC,
// and that a stolen PC can do neither is what the log is trusted for until it is next looked at as a whole.
func checkCatalogue(ctx context.Context, conn *pgx.Conn) error {
	got, err := catalogue(ctx, conn)
	if err != nil {
		return err
	}
	want := strings.Split(strings.TrimSuffix(serverCatalogue, "\n"), "\n")
	if slices.Equal(got, want) {
		return nil
	}
	more, lacking := without(got, want), without(want, got)
	condition := ErrSchema
	if others := slices.Concat(more, lacking); len(others) > 0 && !slices.ContainsFunc(others, isNoRight) {
		condition = ErrServerRights
	}
	return fmt.Errorf("%w: the server has %q more and lacks %q", condition, more, lacking)
}

// isNoRight tells that a line is not about what somebody may do.
func isNoRight(line string) bool {
	subject, _, _ := strings.Cut(line, " may ")
	return subject != "everybody" && subject != "somebody" && !strings.HasPrefix(line, "this role ")
}

// without are the lines that are not among others.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// checkTables checks whose tables a server has, their version and its catalogue.
func checkTables(ctx context.Context, conn *pgx.Conn) (version int, err error) {
	var schema, table bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'qlingo'),
		EXISTS (SELECT FROM pg_class WHERE relname = 'version' AND relnamespace::regnamespace::text = 'qlingo')`,
		askedOnce).Scan(&schema, &table)
	switch {
	case err != nil:
		return 0, err
	case !schema:
		return 0, ErrNone
	case !table:
		return 0, fmt.Errorf("%w: it has a schema qlingo of another program", ErrNotDatabase)
	}
	var application int64
	err = conn.QueryRow(ctx, "SELECT application, version FROM qlingo.version", askedOnce).Scan(&application, &version)
	switch {
	case sqlState(err) == "42703" || errors.Is(err, pgx.ErrNoRows): // no such column
		return 0, fmt.Errorf("%w: %w", ErrNotDatabase, err)
	case err != nil:
		return 0, err
	case application != applicationID:
		return 0, ErrNotDatabase
	}
	switch {
	case version > serverVersion:
		return 0, fmt.Errorf("%w: version %d, this program knows %d", ErrNewer, version, serverVersion)
	case version < serverVersion:
		return 0, fmt.Errorf("%w: version %d was never on a server", ErrSchema, version)
	}
	return version, checkCatalogue(ctx, conn)
}
