package store

import (
	"errors"
	"testing"
	"time"

	"qlingo/model/store/pgtest"
)

// awaitsStandby has a server wait with each commit for a standby that never comes.
func awaitsStandby(t *testing.T, another *pgtest.Another) {
	t.Helper()
	another.Exec(t, "postgres", "ALTER SYSTEM SET max_wal_senders = 2")
	another.Exec(t, "postgres", "ALTER SYSTEM SET synchronous_standby_names = 'away'")
	another.Stop()
	another.Start(t)
}

// A row that no standby has confirmed may be lost with its server: that it is there proves nothing.
func TestCommitThatNoStandbyConfirms(t *testing.T) {
	another, server := anotherServer(t)
	awaitsStandby(t, another)
	s := hasty(nil)
	s.answer, s.settle = 300*time.Millisecond, 900*time.Millisecond
	db := openedServer(t, server, s)
	if err := db.Write(t.Context(), logged(1)); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v, want that it is not known", err)
	}
}

// A server that stops waiting for its standby confirms, with a warning.
func TestCommitThatGivesUpItsStandby(t *testing.T) {
	another, server := anotherServer(t)
	awaitsStandby(t, another)
	s := hasty(nil)
	s.answer, s.settle = 20*time.Second, 300*time.Millisecond
	db := openedServer(t, server, s)
	written := make(chan error, 1)
	go func() { written <- db.Write(t.Context(), logged(1)) }()
	for done := false; !done; { // until it waits, and then as often as it does
		another.Exec(t, "office", "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
		select {
		case err := <-written:
			if done = true; !errors.Is(err, ErrUnknown) {
				t.Errorf("%v, want that it is not known", err)
			}
		case <-time.After(20 * time.Millisecond):
		}
	}
}
