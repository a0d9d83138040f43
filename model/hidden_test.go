package model

import (
	"strings"
	"testing"
)

// putBack puts the victim's old row back and hides what the log said of it since.
func (p *attackTarget) putBack(hide ...string) []string {
	return append([]string{"DELETE FROM user" + victim, "INSERT INTO user SELECT * FROM early.user" + victim}, hide...)
}

// hideLive renames what the log says of the victim's row since then.
const hideLive = "UPDATE activity SET row_table = 'x' WHERE row_table = 'user' AND row_id = (SELECT id FROM user" + victim +
	") AND seq > (SELECT max(seq) FROM early.activity)"

// While the program runs an old row comes back, and the log does not name the newer one
// any more: what was followed before counts, not what the file says now.
func TestHiddenFromARunningProgram(t *testing.T) {
	p := newAttackTarget(t)
	p.want("", p.reopen())
	if _, err := p.WaitForVerification(t.Context()); err != nil {
		t.Fatal(err)
	}
	editFrom(t, p.options, p.early, p.putBack(hideLive)...)
	s, pending, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	if s != nil || pending != nil {
		t.Error("the thief got in")
	}
	p.want(onEngine(CodeTamperedLog, CodeTamperedPerson), err) // a server does not say that somebody else has written
}

// The same on a closed file, far from the end of the log, where the check before the
// login page does not reach: nobody signs in before the whole log was followed.
func TestHiddenFarFromTheEnd(t *testing.T) {
	p := newAttackTarget(t)
	p.want("", p.reopen())
	p.want("", p.write(t.Context(), func(w *writing) error {
		for range 12_000 {
			if err := w.log(event{kind: "filler", account: p.first}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
	p.closeOffice()
	editFrom(t, p.options, p.early, p.putBack(hideLive)...)
	p.want("", p.reopen())
	_, _, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(CodeTamperedLog, err)
}

// Old counters come back after each wrong PIN, and the log does not name the newer ones.
func TestHiddenCounters(t *testing.T) {
	p := newAttackTarget(t)
	p.want("", p.reopen())
	early := keep(t, p.options)
	p.want(CodeWrongPIN, errOf(p.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	editFrom(t, p.options, early,
		"DELETE FROM throttle", "INSERT INTO throttle SELECT * FROM early.throttle",
		"UPDATE activity SET row_table = 'x' WHERE row_table = 'throttle' AND seq > (SELECT max(seq) FROM early.activity)")
	_, _, err := p.SignIn(t.Context(), "takahashi.k", userPassword)
	p.want(onEngine(CodeTamperedLog, CodeTamperedPerson), err)
}

// Nobody disappears from the table of people by a row that is edited or taken out while
// the program runs.
func TestNobodyIsHidden(t *testing.T) {
	for name, statement := range map[string]string{
		"moved to another account": "UPDATE user SET account = zeroblob(16)" + victim,
		"taken out":                "DELETE FROM user" + victim,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, _ := b.user("takahashi.k")
			admin := b.admin()
			edit(t, b.options, statement)
			people := must(admin.People(t.Context()))(t)
			if len(people) != 2 || b.person(admin, id).State != StateTampered {
				t.Errorf("%+v", people)
			}
			if p := must(admin.Member(t.Context(), id))(t); p.State != StateTampered {
				t.Errorf("looked at alone: %+v", p)
			}
		})
	}
}

// A counter that was edited while the program runs looks locked: whoever it belongs to
// cannot sign in.
func TestEditedCounterIsNoneToTrust(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	for range freeFailures + 1 {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "not the password at all")
		b.want(CodeWrongCredentials, err)
	}
	admin := b.admin()
	b.clock.add(firstWait)
	if got := b.person(admin, id).State; got != StateUsable {
		t.Fatalf("after the wait: %v", got)
	}
	edit(t, b.options, "UPDATE throttle SET failures = 1 WHERE failures > 1")
	if got := b.person(admin, id).State; got != StateLockedOut {
		t.Errorf("with an edited counter: %v", got)
	}
	if p := must(admin.EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健"}))(t); p.State != StateLockedOut {
		t.Errorf("with an edited counter, after a change: %v", p.State)
	}
}

// A row of the log that is taken out while the program runs is missed at the next look,
// whoever looks for what.
func TestLogIsFollowedAnewWhenOthersWrite(t *testing.T) {
	for name, statement := range map[string]string{
		"made nobody's":  "UPDATE activity SET target = x'', account = x'' WHERE kind = 'mfa_reset'",
		"taken out":      "DELETE FROM activity WHERE kind = 'mfa_reset'",
		"said otherwise": "UPDATE activity SET actor_login = 'x' WHERE kind = 'mfa_reset'",
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, user := b.user("takahashi.k")
			b.enrol(user)
			admin := b.admin()
			b.want("", errOf(admin.ResetMFA(t.Context(), id)))
			user = b.again("takahashi.k", userPassword)
			edit(t, b.options, statement)
			b.notices()
			b.want(CodeTamperedLog, errOf(user.Changes(t.Context())))
			b.want(CodeTamperedLog, errOf(admin.People(t.Context())))
			_, _, err := admin.Activity(t.Context(), ActivityQuery{Words: []ActivityWord{{Text: "nobody"}}})
			b.want(CodeTamperedLog, err)
			b.want(CodeTamperedLog, admin.Prove(t.Context(), adminPassword, ""))
		})
	}
}

// A file swapped for an older one under the running program is not believed, by those who
// read nor by those who write.
func TestSwappedUnderARunningProgram(t *testing.T) {
	p := newAttackTarget(t)
	p.want("", p.reopen())
	admin := p.admin()
	editFrom(t, p.options, p.early,
		"DELETE FROM activity", "INSERT INTO activity SELECT * FROM early.activity",
		"DELETE FROM user", "INSERT INTO user SELECT * FROM early.user",
		"DELETE FROM throttle", "INSERT INTO throttle SELECT * FROM early.throttle",
		"DELETE FROM meta", "INSERT INTO meta SELECT * FROM early.meta")
	p.want(CodeOldCopy, errOf(admin.People(t.Context())))
	p.want(CodeOldCopy, admin.Prove(t.Context(), adminPassword, ""))
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
	edit(t, b.options, "UPDATE activity SET host = 'another PC' WHERE seq = (SELECT max(seq) FROM activity WHERE kind = 'sign_in_password')")
	b.want(CodeTamperedLog, errOf(s.RecentSignIns(t.Context(), 5)))
}
