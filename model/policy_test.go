package model

import (
	"strings"
	"testing"
	"time"

	"qlingo/model/otp"
)

// again signs somebody in anew, with nothing but the password.
func (b *bench) again(login, password string) *Session {
	b.Helper()
	return must2(b.SignIn(b.Context(), login, password))(b.T)
}

func TestRequiredSecondStepHasDaysOfGrace(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	if !user.MFADue().IsZero() {
		t.Error("asked for before anybody required it")
	}
	b.clock.add(20 * day) // the days count from when it is required
	b.require(b.admin(), 7)
	due := b.clock.Now().Add(7 * day)
	user = b.again("takahashi.k", userPassword)
	if !user.MFADue().Equal(due) || user.MustEnrol() {
		t.Errorf("due %v, must enrol %v; want %v and not yet", user.MFADue(), user.MustEnrol(), due)
	}
	b.clock.add(7*day - time.Hour)
	running := b.again("takahashi.k", userPassword)
	b.want("", errOf(running.RecentSignIns(t.Context(), 5)))
	for range 12 {
		b.clock.add(5 * time.Minute)
		running.Touch()
	}
	b.want(CodeMustEnrol, errOf(running.RecentSignIns(t.Context(), 5))) // while it runs

	user = b.again("takahashi.k", userPassword)
	if !user.MustEnrol() {
		t.Error("the days of grace never end")
	}
	b.want(CodeMustEnrol, errOf(user.RecentSignIns(t.Context(), 5)))
	b.clock.add(-3 * day) // the clock set back does not bring them back
	b.want(CodeMustEnrol, errOf(b.again("takahashi.k", userPassword).RecentSignIns(t.Context(), 5)))
	b.clock.add(3 * day)

	b.want("", user.ChangePassword(t.Context(), userPassword, userPassword+" 2"))
	b.enrol(user)
	if user.MustEnrol() || !user.MFADue().IsZero() {
		t.Error("still asked for when it is on")
	}
	b.want("", errOf(user.RecentSignIns(t.Context(), 5)))
}

// Every way off still works and starts the days anew. The own switch is not told as a
// reset.
func TestLossStartsTheGraceAnew(t *testing.T) {
	for name, off := range map[string]func(*bench, PersonID, *Session, []string){
		"an administrator's reset": func(b *bench, id PersonID, _ *Session, _ []string) {
			admin := b.admin()
			b.enrol(admin) // they must have it themselves
			b.want("", errOf(admin.ResetMFA(b.Context(), id)))
		},
		"a backup code": func(b *bench, _ PersonID, _ *Session, codes []string) {
			must(b.pending("takahashi.k", userPassword).Enter(b.Context(), codes[2]))(b.T)
		},
		"the own switch": func(b *bench, _ PersonID, s *Session, _ []string) { b.want("", s.DisableMFA(b.Context())) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, user := b.user("takahashi.k")
			secret, codes := b.enrol(user)
			b.require(b.admin(), 3)
			b.clock.add(20 * day)
			user = must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
			off(b, id, user, codes)
			user = b.again("takahashi.k", userPassword)
			own := name == "the own switch"
			if want := b.clock.Now().Add(3 * day); !user.MFADue().Equal(want) || user.MustEnrol() {
				t.Errorf("due %v, want %v", user.MFADue(), want)
			}
			if reported := !user.Person().MFAReset.IsZero(); reported == own {
				t.Errorf("told as reset: %v", reported)
			}
			b.enrol(user)
			if !user.Person().MFAReset.IsZero() {
				t.Error("still told as reset when it is on again")
			}
		})
	}
}

func TestGraceOfANewPersonBeginsAtTheFirstSignIn(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.require(admin, 2)
	_, temporary, err := admin.AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want("", err)
	b.clock.add(10 * day)
	s := b.again("abe.m", temporary)
	b.want("", s.ChangePassword(t.Context(), "", userPassword))
	if s.MustEnrol() || !s.MFADue().Equal(b.clock.Now().Add(2*day)) {
		t.Errorf("due %v", s.MFADue())
	}
	b.clock.add(2 * day)
	if !b.again("abe.m", userPassword).MustEnrol() {
		t.Error("a second sign-in began the days anew")
	}
}

// Requiring it with no days of grace holds for the one who did so, too.
func TestNoGraceAtAll(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.require(admin, 0)
	if !admin.MustEnrol() {
		t.Fatal("the administrator is exempt")
	}
	b.want(CodeMustEnrol, errOf(admin.People(t.Context())))
	b.enrol(admin)
	b.want("", errOf(admin.People(t.Context())))
}

func TestPolicyBounds(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	for field, spoil := range map[string]func(*Policy){
		"grace":    func(p *Policy) { p.GraceDays = 31 },
		"password": func(p *Policy) { p.MinPassword = 7 },
		"idle":     func(p *Policy) { p.IdleMinutes = 0 },
	} {
		policy := DefaultPolicy()
		spoil(&policy)
		err := admin.ChangeSettings(t.Context(), Settings{Name: "x", Policy: policy})
		if CodeOf(err) != CodePolicyRange || err.(*Error).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for required, least := range map[bool]int{false: MinPassword, true: LeastMinPassword} {
		policy := DefaultPolicy()
		policy.RequireMFA, policy.MinPassword = required, least
		b.want("", policy.Check())
		policy.MinPassword--
		if err := policy.Check(); CodeOf(err) != CodePolicyRange || err.(*Error).Field != "password" || err.(*Error).Min != least {
			t.Errorf("MFA required %v: %v", required, err)
		}
	}
	b.want(CodeNameEmpty, admin.ChangeSettings(t.Context(), Settings{Policy: DefaultPolicy()}))
	if got := must(admin.Settings(t.Context()))(t); got != (Settings{Name: "山田商店", Policy: DefaultPolicy(), First: true}) {
		t.Errorf("%+v", got)
	}
}

func TestPolicyIsKept(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	policy := Policy{RequireMFA: true, GraceDays: 30, MinPassword: 20, IdleMinutes: 3}
	b.want("", admin.ChangeSettings(t.Context(), Settings{Name: " 山田商店 本店 ", Policy: policy}))
	if admin.Policy() != policy || admin.Account().Name != "山田商店 本店" || b.Name() != "山田商店 本店" {
		t.Errorf("%+v %q %q", admin.Policy(), admin.Account().Name, b.Name())
	}
	b.want("", b.reopen())
	admin = b.admin()
	if admin.Policy() != policy || b.Name() != "山田商店 本店" {
		t.Errorf("after opening again: %+v %q", admin.Policy(), b.Name())
	}
	b.want(CodePasswordShort, admin.ChangePassword(t.Context(), adminPassword, strings.Repeat("yz", 9)+"!"))
	b.want(CodePasswordShort, admin.CheckPassword("nineteen characters"))
	b.clock.add(3*time.Minute - time.Second)
	if admin.State() != SessionActive {
		t.Error("locked too early")
	}
	b.clock.add(time.Second)
	if admin.State() != SessionIdle {
		t.Error("not locked after the policy's minutes")
	}
	policy.MinPassword = LeastMinPassword
	admin = b.admin()
	b.want("", admin.ChangeSettings(t.Context(), Settings{Name: "山田商店", Policy: policy}))
	b.want("", admin.ChangePassword(t.Context(), adminPassword, "kq7 vTz2"))
}

// What an administrator at another PC has changed meanwhile stays.
func TestTwoEditTheSettings(t *testing.T) {
	b := newBench(t, KindMulti)
	admin, other := b.admin(), b.admin()
	seen := must(other.Settings(t.Context()))(t)
	edit := func(s *Session, change func(*Settings)) error {
		edited := seen
		change(&edited)
		return s.EditSettings(t.Context(), seen, edited)
	}
	b.want("", edit(admin, func(s *Settings) {
		s.RequireMFA, s.GraceDays, s.MinPassword, s.RememberID = true, 3, LeastMinPassword, !seen.RememberID
	}))
	b.want("", edit(other, func(s *Settings) { s.IdleMinutes = 5 }))
	b.want("", edit(admin, func(s *Settings) { s.Name, s.MoreAccounts = "山田商店 本店", true }))
	want := Settings{Name: "山田商店 本店", First: true, Policy: Policy{
		RequireMFA: true, GraceDays: 3, MinPassword: LeastMinPassword, IdleMinutes: 5, RememberID: !seen.RememberID, MoreAccounts: true,
	}}
	if got := must(admin.Settings(t.Context()))(t); got != want {
		t.Errorf("%+v", got)
	}
	seen = want
	b.want("", edit(admin, func(s *Settings) { s.RequireMFA = false }))
	want.RequireMFA, want.MinPassword = false, MinPassword
	if got := must(admin.Settings(t.Context()))(t); got != want {
		t.Errorf("%+v", got)
	}
	b.want(CodeNameEmpty, edit(admin, func(s *Settings) { s.Name = " " }))
	b.want(CodePolicyRange, edit(admin, func(s *Settings) { s.MinPassword = MinPassword - 1 }))
}

// Failures after the right password are told apart: somebody may know it.
func TestNewsTellsSecondStepFailures(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	secret, _ := b.enrol(user)
	b.clock.add(otp.Period)
	_, _, err := b.SignIn(t.Context(), "takahashi.k", "not the password at all")
	b.want(CodeWrongCredentials, err)
	for range 5 {
		b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
		b.clock.add(time.Hour)
	}
	s := must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
	if a := s.News(); a.Failures != 6 || a.PINFailures != 5 {
		t.Errorf("%+v", a)
	}
	// Once told is enough, whatever kind of sign-in told it.
	b.clock.add(otp.Period)
	s = must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
	if a := s.News(); a.Failures != 0 || a.PINFailures != 0 {
		t.Errorf("told again: %+v", a)
	}
}

// One look of the clock into the future lets nothing live for ever: with the program
// running, time goes on from there.
func TestClockThatWasAhead(t *testing.T) {
	b := newBench(t, KindMulti)
	b.clock.add(20 * 365 * day)
	b.user("takahashi.k")
	b.clock.add(-20 * 365 * day)
	b.want("", b.reopen())
	id := must(b.admin().People(t.Context()))(t)[1].ID
	_, temporary, err := b.admin().ResetPassword(t.Context(), id)
	b.want("", err)
	b.clock.add(resetTemporary - time.Hour)
	b.again("takahashi.k", temporary)
	b.clock.add(2 * time.Hour)
	_, _, err = b.SignIn(t.Context(), "takahashi.k", temporary)
	b.want(CodeTemporaryExpired, err)
}

// What another session decided about passwords holds at once.
func TestPasswordIsJudgedByTheNewestPolicy(t *testing.T) {
	b := newBench(t, KindMulti)
	s := b.admin()
	policy := DefaultPolicy()
	policy.MinPassword = 30
	b.want("", b.admin().ChangeSettings(t.Context(), Settings{Name: "山田商店", Policy: policy}))
	b.want(CodePasswordShort, s.ChangePassword(t.Context(), adminPassword, "a second long password"))
}
