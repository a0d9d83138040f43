package model

import (
	"context"
	"time"
)

// CheckReport is what a sound file holds.
type CheckReport struct {
	Path     string
	Accounts int
	People   int
	MFAOn    int
	Rows     int64     // of the activity log, each of them verified
	Newest   time.Time // of the newest of them
}

// Check verifies a whole database file, "" being the office's own, which may be in use.
// Unsound tells whether its error is something that was found.
func Check(ctx context.Context, options Options, path string) (CheckReport, error) {
	return CheckReport{}, &Error{Code: CodeInternal}
}

// Unsound tells a file that is damaged or was changed from one that could not be checked.
func Unsound(err error) bool {
	switch CodeOf(err) {
	case CodeDamaged, CodeNotDatabase, CodeTamperedFile, CodeTamperedPerson, CodeTamperedLog, CodeOldCopy:
		return true
	}
	return false
}
