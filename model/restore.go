package model

import (
	"context"
	"time"
)

// Preview is what a backup holds.
type Preview struct {
	Path     string
	Size     int64
	Accounts int
	People   int
	MFAOn    int
	Newest   time.Time // of its newest activity
	Same     bool      // the database that is in use here
	KeyHere  bool      // this PC has its key
}

// PreviewRestore looks into a backup without changing it.
func PreviewRestore(ctx context.Context, options Options, path string) (Preview, error) {
	return Preview{}, &Error{Code: CodeInternal}
}

// Restore puts a backup in the place of the database, with the recovery kit of the account
// that was made first. kept is where the file that was there has gone, "" when there was
// none. The office must be closed, here and elsewhere (CodeInUse).
func Restore(ctx context.Context, options Options, path, kit string) (kept string, err error) {
	return "", &Error{Code: CodeInternal}
}
