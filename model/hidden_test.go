package model

import (
	"path/filepath"
	"strings"
	"testing"
)

// putBack puts the victim's old row back and hides what the log said of it since.
func (p *prey) putBack(hide ...string) []string {
	return append([]string{
		"ATTACH '" + filepath.Join(p.early, "qlingo.db") + "' AS early",
		"DELETE FROM user" + victim, "INSERT INTO user SELECT * FROM early.user" + victim,
	}, hide...)
}

// hideLive renames what the log says of the victim's row since then.
const hideLive = "UPDATE activity SET row_table = 'x' WHERE row_table = 'user' AND row_id = (SELECT id FROM user" + victim +
	") AND seq > (SELECT max(seq) FROM early.activity)"

// While the program runs an old row comes back, and the log does not name the newer one
// any more: what was followed before counts, not what the file says now.
func TestHiddenFromARunningProgram(t *testing.T) {
	p := newPrey(t)
	p.want("", p.reopen())
	if _, err := p.Verified(t.Context()); err != nil {
		t.Fatal(err)
	}
	edit(t, p.options.Database(), p.putBack(hideLive)...)
	s, pending, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	if s != nil || pending != nil {
		t.Error("the thief got in")
	}
	p.want(CodeTamperedPerson, err)
}

// The same on a closed file, far from the end of the log, where the check before the
// login page does not reach: nobody signs in before the whole log was followed.
func TestHiddenFarFromTheEnd(t *testing.T) {
	p := newPrey(t)
	p.want("", p.reopen())
	p.want("", p.write(t.Context(), func(w *writing) error {
		for range 12_000 {
			if err := w.log(event{kind: "filler", account: p.first}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
	p.shut()
	edit(t, p.options.Database(), p.putBack(hideLive)...)
	p.want("", p.reopen())
	_, _, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(CodeTamperedLog, err)
}

// Old counters come back after each wrong PIN, and the log does not name the newer ones.
func TestHiddenCounters(t *testing.T) {
	p := newPrey(t)
	p.want("", p.reopen())
	early := t.TempDir()
	copyFolder(t, p.options.Data, early)
	p.want(CodeWrongPIN, errOf(p.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	edit(t, p.options.Database(), "ATTACH '"+filepath.Join(early, "qlingo.db")+"' AS early",
		"DELETE FROM throttle", "INSERT INTO throttle SELECT * FROM early.throttle",
		"UPDATE activity SET row_table = 'x' WHERE row_table = 'throttle' AND seq > (SELECT max(seq) FROM early.activity)")
	_, _, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(CodeTamperedPerson, err)
}

// An index that lies, with the schema's text put right again, hides nothing: no rule
// depends on what an index says.
func TestLyingIndex(t *testing.T) {
	p := newPrey(t)
	edit(t, p.options.Database(), p.putBack(
		"DROP INDEX activity_target", "CREATE INDEX activity_target ON activity ((CASE WHEN seq > 5 THEN x'00' ELSE target END), seq) WHERE length(target) = 16",
		"PRAGMA writable_schema = ON",
		"UPDATE sqlite_schema SET sql = (SELECT sql FROM early.sqlite_schema WHERE name = 'activity_target') WHERE name = 'activity_target'",
	)...)
	p.want("", p.reopen())
	s, pending, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	if s != nil || pending != nil {
		t.Error("the thief got in")
	}
	p.want(CodeTamperedPerson, err)
}

// A file swapped for an older one under the running program is not believed, by those who
// read nor by those who write.
func TestSwappedUnderARunningProgram(t *testing.T) {
	p := newPrey(t)
	p.want("", p.reopen())
	admin := p.admin()
	raw := must(filepath.Glob(filepath.Join(p.early, "*.db")))(t)
	edit(t, p.options.Database(), "ATTACH '"+raw[0]+"' AS early",
		"DELETE FROM activity", "INSERT INTO activity SELECT * FROM early.activity",
		"DELETE FROM user", "INSERT INTO user SELECT * FROM early.user",
		"DELETE FROM throttle", "INSERT INTO throttle SELECT * FROM early.throttle",
		"DELETE FROM meta", "INSERT INTO meta SELECT * FROM early.meta")
	p.want(CodeOldCopy, errOf(admin.People(t.Context())))
	p.want(CodeOldCopy, admin.Prove(t.Context(), adminPassword))
	_, _, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(CodeOldCopy, err)
	if err := p.reopen(); CodeOf(err) != CodeOldCopy || !strings.Contains(err.Error(), "anchor") {
		t.Errorf("opened again: %v", err)
	}
}

// What a person is told of the own sign-ins was checked, also when the file is edited
// while the program runs.
func TestOwnActivityIsChecked(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.want("", errOf(s.RecentSignIns(t.Context(), 5)))
	edit(t, b.options.Database(), "UPDATE activity SET host = 'another PC' WHERE seq = (SELECT max(seq) FROM activity WHERE kind = 'sign_in_password')")
	b.want(CodeTamperedLog, errOf(s.RecentSignIns(t.Context(), 5)))
}
