package model

import (
	"context"
	"io"
	"time"
)

// Words gives the translated heads and values of an export: it is asked for the keys
// login, name, email, department, phone, memo, role, state, mfa, last_sign_in, created,
// role_…, state_…, on, off, password, until, time, actor, operation, target, host and
// kind_….
type Words func(key string) string

// ImportAction is what an import does with a line.
type ImportAction string

// What an import does with a line.
const (
	ImportAdd    ImportAction = "add"
	ImportChange ImportAction = "change"
	ImportSame   ImportAction = "same"
	ImportRefuse ImportAction = "refuse"
)

// ImportRow is a line of the file and what would happen with it.
type ImportRow struct {
	Line    int // where it begins in the file, the heads are 1
	User    NewUser
	Action  ImportAction
	Changed []string // the fields that an ImportChange changes
	Err     error    // why it is refused, an *Error
}

// Import is a file of people as it would be imported.
type Import struct {
	Rows                          []ImportRow
	Added, Changed, Same, Refused int
	Encoding                      string // "UTF-8" or "Shift_JIS"
}

// IssuedPassword is the first temporary password of somebody who was imported.
type IssuedPassword struct {
	Login    string
	Name     string
	Password string // in groups of five
	Until    time.Time
}

// PreviewImport tells what Import would do with a file, and changes nothing. progress,
// which may be nil, hears of every hundred lines or so.
func (s *Session) PreviewImport(ctx context.Context, data []byte, progress func(done, total int)) (*Import, error) {
	return nil, because(CodeInternal, "not yet")
}

// Import adds and changes the people of a file, all or nothing. keep is called before
// the commit with the temporary passwords of the new ones: when it fails, or is told too
// late, nobody was imported.
func (s *Session) Import(ctx context.Context, file *Import, keep func([]IssuedPassword) error, progress func(done, total int)) error {
	return because(CodeInternal, "not yet")
}

// WritePasswords writes temporary passwords as CSV.
func WritePasswords(w io.Writer, issued []IssuedPassword, words Words) error {
	return because(CodeInternal, "not yet")
}

// ExportPeople writes these people as CSV, in this order.
func (s *Session) ExportPeople(ctx context.Context, ids []PersonID, words Words, w io.Writer) error {
	return because(CodeInternal, "not yet")
}
