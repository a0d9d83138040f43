package pgtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Another is a server that a test has to itself, for what happens to a whole server.
type Another struct{ *cluster }

// NewAnother starts one, with AppRole on it. The test is skipped where there is no PostgreSQL.
func NewAnother(t testing.TB) *Another {
	t.Helper()
	started(t)
	c, err := newCluster()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.remove)
	a := &Another{c}
	a.Start(t)
	a.Exec(t, "postgres", "CREATE ROLE "+AppRole+" LOGIN PASSWORD '"+AppPassword+"'")
	return a
}

// Start starts it again.
func (a *Another) Start(t testing.TB) {
	t.Helper()
	if err := a.start(); err != nil {
		t.Fatal(err)
	}
}

// Stop stops it, as its administrator would; whoever is connected is cut off.
func (a *Another) Stop() { a.stop() }

// Admit puts a line before those that say who may connect, and how (pg_hba.conf), in the place of the one before.
func (a *Another) Admit(t testing.TB, line string) {
	t.Helper()
	path := filepath.Join(a.data(), "pg_hba.conf")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(before), admitted)
	if !found {
		rest = string(before)
	}
	if err := os.WriteFile(path, []byte(line+"\n"+admitted+rest), 0o600); err != nil {
		t.Fatal(err)
	}
	a.Stop()
	a.Start(t)
}

const admitted = "# before Admit\n"

// BecomeStandby makes a standby of it, which goes on from where it stopped and waits for a primary that never comes.
func (a *Another) BecomeStandby(t testing.TB) {
	t.Helper()
	if a.stop != nil {
		a.Stop()
	}
	if err := a.signal("standby.signal"); err != nil {
		t.Fatal(err)
	}
	a.Start(t)
}
