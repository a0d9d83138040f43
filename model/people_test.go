package model

import (
	"testing"

	"qlingo/model/store"
)

// person is somebody as the table shows them now.
func (b *bench) person(admin *Session, id PersonID) Person {
	b.Helper()
	for _, p := range must(admin.People(b.Context()))(b.T) {
		if p.ID == id {
			return p
		}
	}
	b.Fatal("nobody has this ID")
	return Person{}
}

func TestEditUser(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	admin := b.admin()
	p := must(admin.EditUser(t.Context(), id, Details{}, Details{Name: " 髙橋 健一 ", Email: "k@yamada.example", Memo: "a\r\nb"}))(t)
	if p != b.person(admin, id) || p.Name != "髙橋 健一" || p.Email != "k@yamada.example" || p.Memo != "a\nb" || p.Login != "takahashi.k" {
		t.Errorf("%+v", p)
	}
	b.want("", errOf(user.Profile(t.Context()))) // it ends no session
	before := must(b.logged())(t)
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Name: "髙橋 健一", Email: "k@yamada.example", Memo: "a\nb"})))
	if after := must(b.logged())(t); after != before {
		t.Error("an edit that changes nothing is written")
	}
	b.want(CodeNameEmpty, errOf(admin.EditUser(t.Context(), id, Details{}, Details{})))
	b.want("", errOf(admin.EditUser(t.Context(), admin.Person().ID, Details{}, Details{Name: "佐藤 はな"})))
	if got := admin.Person().Name; got != "佐藤 はな" {
		t.Errorf("the own name is %q", got)
	}
}

// What two change of a person at the same time is kept of both.
func TestTwoEditAPerson(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	admin := b.admin()
	b.want("", errOf(admin.EditUser(t.Context(), id, Details{}, Details{Phone: "03-0000", Name: "高橋 健一", Memo: "鍵"})))
	seen := b.person(admin, id).Details
	edited := seen
	edited.Department, edited.Memo = "営業部", ""
	b.want("", errOf(admin.EditUser(t.Context(), id, seen, edited)))
	edited = seen
	edited.Email = "k@yamada.example"
	b.want("", errOf(user.EditOwn(t.Context(), seen, edited)))
	edited = seen
	edited.Name = "髙橋 健一"
	b.want("", errOf(admin.EditUser(t.Context(), id, seen, edited)))
	want := Details{Name: "髙橋 健一", Email: "k@yamada.example", Department: "営業部", Phone: "03-0000"}
	if got := b.person(admin, id).Details; got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// To be an administrator is to hold the administrators' key.
func TestSetRole(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	admin := b.admin()
	p := must(admin.SetRole(t.Context(), id, RoleAdministrator))(t)
	if p.Role != RoleAdministrator {
		t.Errorf("%+v", p)
	}
	b.want(CodeEnded, errOf(user.Profile(t.Context())))
	second := b.again("takahashi.k", userPassword)
	other, _ := b.user("abe.m")
	b.want("", errOf(second.Suspend(t.Context(), other)))
	b.want(CodeOneself, errOf(second.SetRole(t.Context(), id, RoleUser)))
	b.want(CodeMustResume, errOf(second.SetRole(t.Context(), other, RoleAdministrator)))

	b.want("", errOf(admin.SetRole(t.Context(), id, RoleUser)))
	b.want(CodeEnded, errOf(second.People(t.Context())))
	b.want(CodeDenied, errOf(b.again("takahashi.k", userPassword).People(t.Context())))
	b.want("", b.read(t.Context(), func(v *view) error {
		u, err := v.user(store.ID(id))
		if err == nil && len(u.KeyAdmin) > 0 {
			t.Error("the administrators' key is still there")
		}
		return err
	}))
	b.want(CodeLastAdministrator, errOf(admin.SetRole(t.Context(), admin.Person().ID, RoleUser)))
}

// An administrator who is suspended comes back as a user.
func TestSuspendedAdministratorLosesTheKey(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	admin := b.admin()
	b.want("", errOf(admin.SetRole(t.Context(), id, RoleAdministrator)))
	second := b.again("takahashi.k", userPassword)
	if p := must(admin.Suspend(t.Context(), id))(t); p.Role != RoleUser || p.State != StateSuspended {
		t.Errorf("%+v", p)
	}
	b.want(CodeEnded, errOf(second.People(t.Context())))
	b.want("", errOf(admin.Resume(t.Context(), id)))
	b.want(CodeDenied, errOf(b.again("takahashi.k", userPassword).People(t.Context())))
}

// Another administrator's temporary password is a way back; the second step is not
// touched by it, nor can it be reset by a colleague.
func TestAnAdministratorHelpsAnother(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	admin := b.admin()
	b.want("", errOf(admin.SetRole(t.Context(), id, RoleAdministrator)))
	second := b.again("takahashi.k", userPassword)
	secret, _ := b.enrol(second)
	b.want(CodeDenied, errOf(admin.ResetMFA(t.Context(), id)))
	p, temporary, err := admin.ResetPassword(t.Context(), id)
	b.want("", err)
	if !p.Temporary || !p.TemporaryUntil.Equal(b.clock.Now().Add(resetTemporary)) {
		t.Errorf("%+v", p)
	}
	b.clock.add(resetTemporary / 2)
	second = must(b.pending("takahashi.k", temporary).Enter(t.Context(), b.pin(secret)))(t)
	b.want(CodeMustChange, errOf(second.People(t.Context())))
	b.want("", second.ChangePassword(t.Context(), "", userPassword+" 2"))
	b.want("", errOf(second.People(t.Context())))
}

func TestUnlock(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	secret, _ := b.enrol(user)
	admin := b.admin()
	for range freeFailures + 1 {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "not the password at all")
		b.want(CodeWrongCredentials, err)
	}
	if p := b.person(admin, id); p.State != StateLockedOut {
		t.Errorf("%+v", p)
	}
	if p := must(admin.EditUser(t.Context(), id, Details{}, Details{Name: "高橋 健"}))(t); p.State != StateLockedOut {
		t.Errorf("as a change gives it: %+v", p)
	}
	if p := must(admin.Unlock(t.Context(), id))(t); p.State != StateUsable {
		t.Errorf("%+v", p)
	}
	b.clock.add(resetTemporary / 100)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
}

// A colleague's unlocking gives no free guesses at an administrator's PIN.
func TestUnlockLeavesAnAdministratorsSecondStep(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	admin := b.admin()
	b.want("", errOf(admin.SetRole(t.Context(), id, RoleAdministrator)))
	b.enrol(b.again("takahashi.k", userPassword))
	for range freeFailures + 1 {
		b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
	}
	if p := must(admin.Unlock(t.Context(), id))(t); p.State != StateLockedOut {
		t.Errorf("%+v", p)
	}
	b.want(CodeThrottled, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
}

func TestDeleteUser(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	locked := b.again("takahashi.k", userPassword).Lock()
	admin := b.admin()
	err := admin.DeleteUser(t.Context(), id, "takahashi")
	if b.want(CodeLoginDiffers, err); err.(*Error).Field != "login" {
		t.Errorf("%+v", err)
	}
	b.want("", errOf(user.Profile(t.Context())))
	b.want("", admin.DeleteUser(t.Context(), id, " Takahashi.K"))
	b.want(CodeEnded, errOf(user.Profile(t.Context())))
	_, err = locked.Unlock(t.Context(), userPassword)
	b.want(CodeCurrentWrong, err)
	_, _, err = b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeWrongCredentials, err)
	b.want(CodeDenied, errOf(admin.Resume(t.Context(), id)))
	again, _ := b.user("takahashi.k") // the login is free
	if again == id {
		t.Error("the new person is the old one")
	}
	b.want("", b.reopen())
	if people := must(b.admin().People(t.Context()))(t); len(people) != 2 {
		t.Errorf("%d people", len(people))
	}
}

// A deleted person's row, put back as it was, is no person.
func TestDeletedPersonDoesNotComeBack(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	b.want("", b.admin().DeleteUser(t.Context(), id, "takahashi.k"))
	b.closeOffice()
	editFrom(t, b.options, early,
		"INSERT INTO user SELECT * FROM early.user"+victim)
	b.want("", b.reopen())
	_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeTamperedLog, err)
}
