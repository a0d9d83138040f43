package model

import (
	"slices"
	"testing"
)

// toConfirm are the logins that somebody has to confirm.
func (b *bench) toConfirm(s *Session) (logins []string) {
	b.Helper()
	for _, p := range must(s.Unconfirmed(b.Context()))(b.T) {
		logins = append(logins, p.Login)
	}
	return logins
}

// acceptBadLog spoils a row of the log and accepts it with the kit.
func (b *bench) acceptBadLog(early snapshot, sql ...string) {
	b.Helper()
	b.closeOffice()
	editFrom(b.T, b.options, early, append(sql, "UPDATE activity SET host = host || 'x' WHERE seq = (SELECT max(seq) - 1 FROM activity)")...)
	b.want("", Recover(b.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
}

// Attack: the log is cut where it tells that an administrator was made a user, and the older
// row put back. The row is genuine, and nothing is left that says otherwise: a person has to.
func TestPeopleAreConfirmedAfterABadLog(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	b.user("tanaka.n")
	id := b.secondAdministrator(b.admin())
	b.elsewhere(KindMulti, "mori.t")
	if got := b.toConfirm(b.admin()); got != nil {
		t.Errorf("before anything happened: %v", got)
	}
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	b.want("", errOf(b.admin().SetRole(t.Context(), id, RoleUser)))
	b.acceptBadLog(early,
		"DELETE FROM activity WHERE row_table = 'user' AND row_id = (SELECT id FROM early.user WHERE login = 'kimura.a') AND seq > (SELECT max(seq) FROM early.activity)",
		"DELETE FROM user WHERE login = 'kimura.a'",
		"INSERT INTO user SELECT * FROM early.user WHERE login = 'kimura.a'",
	)

	thief := b.again("kimura.a", userPassword)
	b.want(CodeOneself, thief.ConfirmPeople(t.Context(), []PersonID{id}))
	admin := b.admin()
	if got, want := b.toConfirm(admin), []string{"kimura.a", "tanaka.n"}; !slices.Equal(got, want) {
		t.Fatalf("%v are to be confirmed, want %v", got, want)
	}
	people := must(admin.Unconfirmed(t.Context()))(t)
	b.want("", admin.ConfirmPeople(t.Context(), []PersonID{people[1].ID}))
	for _, later := range []string{"abe.m", "ito.s"} { // who is not asked about, nor forgets a restart
		if got := b.toConfirm(admin); !slices.Equal(got, []string{"kimura.a"}) {
			t.Errorf("%v are left", got)
		}
		b.user(later)
		b.want("", b.reopen())
		admin = b.admin()
	}
	b.want("", admin.DeleteUser(t.Context(), id, "kimura.a"))
	if got := b.toConfirm(admin); !slices.Equal(got, []string{"sato.h"}) { // alone now
		t.Errorf("%v are left", got)
	}
	b.want("", admin.ConfirmPeople(t.Context(), []PersonID{admin.Person().ID}))
	if got := b.toConfirm(admin); got != nil {
		t.Errorf("%v are left", got)
	}
	theirs := must2(b.SignIn(t.Context(), "mori.t", adminPassword+" too"))(t)
	if got := b.toConfirm(theirs); !slices.Equal(got, []string{"mori.t"}) {
		t.Errorf("the other account is to confirm %v", got)
	}

	// Another bad log asks anew.
	b.acceptBadLog(early)
	if got := b.toConfirm(b.admin()); !slices.Contains(got, "tanaka.n") || !slices.Contains(got, "sato.h") {
		t.Errorf("the second time %v are to be confirmed", got)
	}
}
