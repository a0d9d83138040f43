package model

import (
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"qlingo/model/store"
)

// The columns of the matrix, in the order of its letters.
var situations = []string{
	"signed out", "stale epoch", "locked", "user", "single user", "administrator of another account",
	"no fresh proof", "temporary password", "second step overdue", "administrator", "unlocked by password only",
}

// letters say how a method answers: + does what it is asked to, the others refuse.
var letters = map[byte]Code{
	'e': CodeEnded, 'l': CodeLocked, 'd': CodeDenied, 'p': CodeProofNeeded, 'c': CodeMustChange, 'n': CodeMustEnrol,
	'q': CodePeopleChanged, // nobody of that ID is there
}

// rule is how a method answers, and calls it.
type rule struct {
	answers string
	call    func(ctx context.Context, s *Session, target PersonID) error
}

// matrix is who may call what: every method of Session that takes a context, a column a
// situation. In the last five somebody is an administrator.
var matrix = map[string]rule{
	//                     out stale locked user single other proof change enrol admin unlocked
	"Profile":  {"e e l + + + + + + + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Profile(ctx)) }},
	"Overview": {"e e l + + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Overview(ctx)) }},
	"EditOwn": {"e e l + + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		return errOf(s.EditOwn(ctx, Details{}, Details{Name: "佐藤 花", Email: "hana@yamada.example"}))
	}},
	"Prove": {"e e l + + + + + + + +", func(ctx context.Context, s *Session, _ PersonID) error { return s.Prove(ctx, "not the password", "") }},
	"ChangePassword": {"e e l + + + + + + + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.ChangePassword(ctx, "not the password", "another long password")
	}},
	"RecentSignIns":  {"e e l + + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.RecentSignIns(ctx, 5)) }},
	"Changes":        {"e e l + + + + c + + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Changes(ctx)) }},
	"Acknowledge":    {"e e l + + + + c + + +", func(ctx context.Context, s *Session, _ PersonID) error { return s.Acknowledge(ctx, 1) }},
	"BeginMFA":       {"e e l + + + p c + + p", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.BeginMFA(ctx)) }},
	"BeginMove":      {"e e l + + + p c + + p", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.BeginMove(ctx)) }},
	"DisableMFA":     {"e e l + + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error { return s.DisableMFA(ctx) }},
	"NewBackupCodes": {"e e l + + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.NewBackupCodes(ctx)) }},
	"CheckBackupCode": {"e e l + + + p c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.CheckBackupCode(ctx, strings.Repeat("0", 24))
	}},

	"Settings": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Settings(ctx)) }},
	"ChangeSettings": {"e e l d + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.ChangeSettings(ctx, Settings{Name: "x", Policy: DefaultPolicy()})
	}},
	"EditSettings": {"e e l d + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.EditSettings(ctx, Settings{}, Settings{Name: "x", Policy: DefaultPolicy()})
	}},
	"Activity": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		_, _, err := s.Activity(ctx, ActivityQuery{Limit: 5})
		return err
	}},
	"VerifyLog": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.VerifyLog(ctx, nil)) }},
	"ExportActivity": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		return errOf(s.ExportActivity(ctx, ActivityQuery{}, strings.ToUpper, io.Discard))
	}},

	"SupportDesks": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.SupportDesks(ctx)) }},
	"RegisterDesks": {"e e l d + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		kit, err := NewRecoveryKit()
		if err != nil {
			return err
		}
		groups := kit.Groups()
		return s.RegisterDesks(ctx, strings.Join(groups[:], " "), nil, Contact{})
	}},
	"SupportDesk":   {"e e l + + + + + + + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.SupportDesk(ctx)) }},
	"ChangeContact": {"e e l d + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error { return s.ChangeContact(ctx, deskContact) }},
	"Backups":       {"e e l d d d + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Backups(ctx)) }},
	"BackUp":        {"e e l d d d + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.BackUp(ctx)) }},
	"DeleteBackups": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.DeleteBackups(ctx, Backup{}, nil)
	}},
	"SetBackupFolder": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.SetBackupFolder(ctx, "")
	}},

	"NewKit": {"e e l d + + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		kit, err := NewRecoveryKit()
		if err != nil {
			return err
		}
		return s.NewKit(ctx, kit)
	}},
	"NewKitFor": {"e e l d + + p c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		kit, err := NewRecoveryKit()
		if err != nil {
			return err
		}
		groups := kit.Groups()
		return s.NewKitFor(ctx, strings.Join(groups[:], " "), kit)
	}},

	"People": {"e e l d d + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.People(ctx)) }},
	"ReadPeople": {"e e l d d + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		return s.ReadPeople(ctx, func([]Person, int) {})
	}},
	"Members": {"e e l d d + + c n + +", func(ctx context.Context, s *Session, id PersonID) error {
		return errOf(s.Members(ctx, []PersonID{id}))
	}},
	"Member": {"e e l d d d + c n + +", func(ctx context.Context, s *Session, id PersonID) error { return errOf(s.Member(ctx, id)) }},
	"AddUser": {"e e l d d + p c n + p", func(ctx context.Context, s *Session, _ PersonID) error {
		_, _, err := s.AddUser(ctx, NewUser{Login: "new.one", Details: Details{Name: "x"}})
		return err
	}},
	"PreviewImport": {"e e l d d + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error {
		return errOf(s.PreviewImport(ctx, newcomer, nil))
	}},
	"Import": {"e e l d d + p c n + p", importing},
	"EditUser": {"e e l d d d + c n + +", func(ctx context.Context, s *Session, id PersonID) error {
		return errOf(s.EditUser(ctx, id, Details{}, Details{Name: "x"}))
	}},
	"Unconfirmed": {"e e l d + + + c n + +", func(ctx context.Context, s *Session, _ PersonID) error { return errOf(s.Unconfirmed(ctx)) }},
	"ConfirmPeople": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error {
		return s.ConfirmPeople(ctx, []PersonID{id})
	}},
	"ResetPassword": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error {
		_, _, err := s.ResetPassword(ctx, id)
		return err
	}},
	"ResetMFA": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error { return errOf(s.ResetMFA(ctx, id)) }},
	"Unlock":   {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error { return errOf(s.Unlock(ctx, id)) }},
	"Suspend":  {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error { return errOf(s.Suspend(ctx, id)) }},
	"Resume":   {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error { return errOf(s.Resume(ctx, id)) }},
	"SetRole": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error {
		return errOf(s.SetRole(ctx, id, RoleAdministrator))
	}},
	"DeleteUser": {"e e l d d d p c n + p", func(ctx context.Context, s *Session, id PersonID) error { return s.DeleteUser(ctx, id, "takahashi.k") }},
	"ExportPeople": {"e e l d d d + c n + +", func(ctx context.Context, s *Session, id PersonID) error {
		return s.ExportPeople(ctx, []PersonID{id}, strings.ToUpper, io.Discard)
	}},
}

// quiet are the methods without a context: they look at nothing but the session itself.
var quiet = strings.Fields("Person Account News MustChange MustEnrol MFADue Policy CheckPassword Touch State Missing Lock SignOut Format")

// harmless are refusals that come after permission was given.
var harmless = map[Code]bool{
	CodeMFAOff: true, CodeMFAOn: true, CodeCurrentWrong: true, CodeNotBackupCode: true, CodeImportRefused: true, CodeKitWrong: true,
	CodeNotSuspended: true, CodeNoDesk: true, CodeBackupMissing: true, CodeJoinUnknown: true, CodeServerUnreachable: true,
}

var newcomer = []byte("ID,name\nnew.one,x\n")

// importing brings a preview that its session was still allowed to make.
func importing(ctx context.Context, s *Session, _ PersonID) error {
	file := &Import{}
	if got, err := s.PreviewImport(ctx, newcomer, nil); err == nil {
		file = got
	}
	return s.Import(ctx, file, func(context.Context, []IssuedPassword) error { return nil }, nil)
}

// situation brings about one column: the session, and somebody to be treated.
func situation(b *bench, name string) (*Session, PersonID) {
	b.Helper()
	target, user := b.user("takahashi.k")
	b.enrol(user)
	admin := b.admin()
	switch name {
	case "signed out":
		admin.SignOut()
	case "stale epoch":
		b.want("", b.admin().ChangePassword(b.Context(), adminPassword, "another long password"))
	case "locked":
		admin.Lock()
	case "user":
		_, s := b.user("abe.m")
		return s, target
	case "administrator of another account":
		return b.elsewhere(KindMulti, "mori.t"), target
	case "single user":
		return b.elsewhere(KindSingle, "hara.s"), target
	case "no fresh proof":
		b.clock.add(ProofLife)
	case "temporary password":
		id := b.secondAdministrator(admin)
		_, temporary, err := admin.ResetPassword(b.Context(), id)
		b.want("", err)
		return must2(b.SignIn(b.Context(), "kimura.a", temporary))(b.T), target
	case "second step overdue":
		b.require(admin, 0)
	case "unlocked by password only":
		b.enrol(admin)
		return must(admin.Lock().Unlock(b.Context(), adminPassword))(b.T), target
	}
	return admin, target
}

func TestPermissionMatrix(t *testing.T) {
	checkMatrix(t, matrix, onServer())
}

func checkMatrix(t *testing.T, matrix map[string]rule, server bool) {
	t.Helper()
	for column, name := range situations {
		t.Run(name, func(t *testing.T) {
			var b *bench
			var s *Session
			var target PersonID
			for method, row := range matrix {
				if b == nil {
					b = newBenchOn(t, KindMulti, server)
					s, target = situation(b, name)
				}
				before, err := b.logged()
				b.want("", err)
				err = row.call(t.Context(), s, target)
				answer := strings.Fields(row.answers)[column][0]
				if answer == '+' {
					if err != nil && !harmless[CodeOf(err)] {
						t.Errorf("%s: %v, want it done", method, err)
					}
					if after, err := b.logged(); err != nil || after != before {
						b.closeOffice()
						b = nil // what it did must not decide about the next one
					}
					continue
				}
				if CodeOf(err) != letters[answer] {
					t.Errorf("%s: %v, want %q", method, err, letters[answer])
				}
				if after, err := b.logged(); err != nil || after != before {
					t.Errorf("%s was refused and wrote all the same (%v)", method, err)
				}
				if name == "stale epoch" { // the first refusal has ended the session
					b.closeOffice()
					b = nil
				}
			}
		})
	}
}

// A method that is new has to be put into the matrix, or among those that look at
// nothing. Before a session there are the ways to get one, and nothing else.
func TestEveryMethodIsInTheMatrix(t *testing.T) {
	for method := range reflect.TypeFor[*Session]().Methods() {
		_, ruled := everyRule()[method.Name]
		plain := strings.Contains(" "+strings.Join(quiet, " ")+" ", " "+method.Name+" ")
		asks := method.Type.NumIn() > 1 && method.Type.In(1) == reflect.TypeFor[context.Context]()
		if ruled == plain || ruled != asks && method.Name != "Server" {
			t.Errorf("Session.%s: in the matrix %v, among the quiet %v, takes a context %v", method.Name, ruled, plain, asks)
		}
	}
	for name, row := range everyRule() {
		if len(strings.Fields(row.answers)) != len(situations) {
			t.Errorf("%s has %d answers", name, len(strings.Fields(row.answers)))
		}
	}
	for kind, want := range map[reflect.Type]string{
		reflect.TypeFor[*Office](): "BackUpDaily CheckLoginFree Close Connection CreateAccount Database KeyPlace MoreAccounts Name Reconnect RecoverPassword " +
			"Shared SharedServer SignIn SupportDesk Verified WaitForVerification",
		reflect.TypeFor[*Pending](): "Administrator Enter Format Leave Login Over RedeemSupport RequestSupport Single SupportDesk UsedAhead",
		reflect.TypeFor[*Locked]():  "Format Leave Over Person Unlock",
	} {
		var names []string
		for method := range kind.Methods() {
			names = append(names, method.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%v has %s, want %s", kind, got, want)
		}
	}
}

// Accounts in one database see nothing of each other.
func TestAccountsAreIsolated(t *testing.T) {
	b := newBench(t, KindMulti)
	target, _ := b.user("takahashi.k")
	other := b.elsewhere(KindMulti, "mori.t")
	people := must(other.People(t.Context()))(t)
	if len(people) != 1 || people[0].Login != "mori.t" {
		t.Errorf("another account sees %+v", people)
	}
	_, _, err := other.AddUser(t.Context(), NewUser{Login: "Takahashi.K", Details: Details{Name: "x"}})
	b.want(CodeLoginTaken, err)
	events, _, err := other.Activity(t.Context(), ActivityQuery{Limit: 1000})
	b.want("", err)
	for _, e := range events {
		if e.Actor != "" && e.Actor != "mori.t" || e.Target != "" && e.Target != "mori.t" {
			t.Errorf("another account sees %+v", e)
		}
	}
	// An unknown ID is told to the first account alone.
	_, _, err = b.SignIn(t.Context(), "nobody", adminPassword)
	b.want(CodeWrongCredentials, err)
	after, _, err := other.Activity(t.Context(), ActivityQuery{Limit: 1000})
	b.want("", err)
	if len(after) != len(events) {
		t.Errorf("%d rows, were %d", len(after), len(events))
	}
	// The other account's settings are its own, and it lets nobody make more.
	policy := DefaultPolicy()
	policy.IdleMinutes, policy.MoreAccounts = 30, true
	b.want("", other.ChangeSettings(t.Context(), Settings{Name: "森工務店 本店", Policy: policy}))
	if got := must(other.Settings(t.Context()))(t); got.MoreAccounts || got.First || got.IdleMinutes != 30 {
		t.Errorf("%+v", got)
	}
	if got := must(b.admin().Settings(t.Context()))(t); got.Name != "山田商店" || got.IdleMinutes != 10 || !got.First {
		t.Errorf("%+v", got)
	}
	if b.Name() != "山田商店" {
		t.Errorf("the login page greets %q", b.Name())
	}
	// Its key opens nobody else's.
	err = b.read(t.Context(), func(v *view) error {
		u, err := v.user(store.ID(target))
		if err != nil {
			return err
		}
		if _, err := v.openEscrow(u, &handle{adminsKey: other.adminsKey}); CodeOf(err) != CodeTamperedPerson {
			return errors.New("another account's key opens a person")
		}
		return nil
	})
	b.want("", err)
}

// Turning the clock back makes nobody the owner of the first account.
func TestTheFirstAccountStaysTheFirst(t *testing.T) {
	b := newBench(t, KindMulti)
	b.clock.add(-1000 * day)
	b.elsewhere(KindMulti, "mori.t")
	b.want("", b.reopen())
	if b.Name() != "山田商店" {
		t.Errorf("the login page greets %q", b.Name())
	}
	other := must2(b.SignIn(t.Context(), "mori.t", adminPassword+" too"))(t)
	if must(other.Settings(t.Context()))(t).First {
		t.Error("an account made later is the first")
	}
}

// Nobody makes an account before the owner of the first one allows it.
func TestMoreAccounts(t *testing.T) {
	b := newBench(t, KindMulti)
	setup := Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: must(NewRecoveryKit())(t)}
	if must(b.MoreAccounts(t.Context()))(t) {
		t.Error("a new office lets accounts be made")
	}
	b.want(CodeDenied, b.CreateAccount(t.Context(), setup))
	b.want(CodeDenied, b.CheckLoginFree(t.Context(), "hara.s"))
	b.allowAccounts()
	taken := setup
	taken.Login = "ＳＡＴＯ.h"
	b.want(CodeLoginTaken, b.CreateAccount(t.Context(), taken))
	bad := setup
	bad.Password = "short"
	b.want(CodePasswordShort, b.CreateAccount(t.Context(), bad))
	b.want(CodeLoginTaken, b.CheckLoginFree(t.Context(), "Sato.H"))
	b.want("", b.CheckLoginFree(t.Context(), "hara.s"))
	for range freeFailures - 3 { // asking which IDs are taken costs like signing in
		b.want(CodeLoginTaken, b.CreateAccount(t.Context(), taken))
	}
	b.want(CodeLoginTaken, b.CreateAccount(t.Context(), taken))
	b.want(CodeThrottled, b.CreateAccount(t.Context(), setup))
	b.clock.add(firstWait)
	b.want("", b.CreateAccount(t.Context(), setup))
	b.want("", b.reopen())
	s := must2(b.SignIn(t.Context(), "hara.s", setup.Password))(t)
	if s.Account() != (Account{KindSingle, "原"}) {
		t.Errorf("%+v", s.Account())
	}
	// Its kit opens its own key and the machine's.
	err := b.read(t.Context(), func(v *view) error {
		a, err := v.account(s.office)
		if err != nil {
			return err
		}
		_, adminsKey, err := setup.Kit.kit.Open(b.ring.DB, a.ID, a.Kit)
		if err == nil && adminsKey != s.adminsKey {
			err = errors.New("another key is in the kit")
		}
		return err
	})
	b.want("", err)
}
