package model

import (
	"strings"
	"testing"
	"time"

	"qlingo/model/otp"
)

func TestSessionRestsAndEnds(t *testing.T) {
	b := newBench(t, KindMulti)
	s := b.admin()
	b.clock.add(IdleLimit - time.Second)
	s.Touch()
	b.clock.add(IdleLimit - time.Second)
	if s.State() != SessionActive {
		t.Error("touching did not keep it awake")
	}
	b.clock.add(time.Second)
	if s.State() != SessionIdle {
		t.Error("ten idle minutes did not make it rest")
	}
	s.Touch() // too late
	b.want(CodeLocked, errOf(s.Profile(t.Context())))
	l := s.Lock()
	if s.userKey != ([32]byte{}) || s.adminsKey != ([32]byte{}) {
		t.Error("a locked session keeps its keys")
	}
	b.want(CodeCurrentWrong, errOf(l.Unlock(t.Context(), "wrong")))
	s = must(l.Unlock(t.Context(), adminPassword))(t)
	b.want("", errOf(s.People(t.Context())))
	b.want(CodeEnded, errOf(l.Unlock(t.Context(), adminPassword))) // once
	for range 72 {
		b.clock.add(IdleLimit - time.Second)
		s.Touch()
	}
	b.clock.add(2 * time.Minute)
	if s.State() != SessionOver {
		t.Error("twelve hours did not end it, unlocking between them")
	}
	b.want(CodeEnded, errOf(s.Profile(t.Context())))
	b.want(CodeEnded, errOf(s.Lock().Unlock(t.Context(), adminPassword)))
}

func TestSettingTheClockBackDoesNotLengthenASession(t *testing.T) {
	b := newBench(t, KindMulti)
	real := time.Now() // with a monotonic reading, as in the program
	if elapsed(real, real.Add(time.Minute).Round(0).Add(-time.Hour)) > 0 {
		t.Error("no time has passed by either clock")
	}
	if got := elapsed(real.Add(-time.Hour), real); got != time.Hour {
		t.Errorf("elapsed %v", got)
	}
	s := b.admin()
	b.clock.add(IdleLimit)
	if s.State() != SessionIdle {
		t.Error("not idle")
	}
}

func TestPendingEnds(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, _ := b.enrol(s)
	b.clock.add(otp.Period)
	p := b.pending("takahashi.k", userPassword)
	for _, hint := range []string{"", "12345", "abcdef", "1234567"} {
		b.want(CodePINFormat, errOf(p.Enter(t.Context(), hint)))
	}
	err := errOf(p.Enter(t.Context(), strings.Repeat("a", 23)))
	if b.want(CodeBackupLength, err); err.(*Error).Max != 23 {
		t.Errorf("%d characters were typed, not 23", err.(*Error).Max)
	}
	if p.Login() != "takahashi.k" || p.Administrator() || p.UsedAhead() {
		t.Errorf("pending %q, administrator %v, ahead %v", p.Login(), p.Administrator(), p.UsedAhead())
	}
	b.clock.add(PendingIdle)
	b.want(CodeEnded, errOf(p.Enter(t.Context(), b.pin(secret))))
	p = b.pending("takahashi.k", userPassword)
	p.Leave()
	b.want(CodeEnded, errOf(p.Enter(t.Context(), b.pin(secret))))
	p = b.pending("takahashi.k", userPassword)
	b.want("", errOf(p.Enter(t.Context(), b.pin(secret))))
	b.want(CodeEnded, errOf(p.Enter(t.Context(), b.pin(secret))))
}

// The clock was ahead when a PIN was used: the page can say so.
func TestUsedAhead(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, codes := b.enrol(s)
	b.clock.add(24 * time.Hour)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
	b.clock.add(-24*time.Hour + 2*otp.Period)
	p := b.pending("takahashi.k", userPassword)
	if !p.UsedAhead() {
		t.Error("not told")
	}
	b.want(CodeWrongPIN, errOf(p.Enter(t.Context(), b.pin(secret))))
	b.want("", errOf(p.Enter(t.Context(), codes[0])))
}

func TestTemporaryPassword(t *testing.T) {
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "sasaki.r", Details: Details{Name: "佐々木 遼"}})
	b.want("", err)
	if len(temporary) != 23 {
		t.Errorf("%d characters, want four groups of five", len(temporary))
	}
	s := must2(b.SignIn(t.Context(), "sasaki.r", " "+temporary+" "))(t)
	if !s.MustChange() {
		t.Fatal("a temporary password need not be changed")
	}
	b.want(CodeMustChange, errOf(s.BeginMFA(t.Context())))
	b.want(CodeMustChange, errOf(s.RecentSignIns(t.Context(), 3)))
	b.want(CodePasswordShort, s.ChangePassword(t.Context(), "", "short"))
	// It is spent when the new one is saved, not at sign-in.
	s = must2(b.SignIn(t.Context(), "sasaki.r", temporary))(t)
	b.clock.add(ProofLife)
	b.want(CodeProofNeeded, s.ChangePassword(t.Context(), "", userPassword))
	b.want("", s.ChangePassword(t.Context(), temporary, userPassword))
	b.want("", errOf(s.BeginMFA(t.Context())))
	_, _, err = b.SignIn(t.Context(), "sasaki.r", temporary)
	b.want(CodeWrongCredentials, err)
}

func TestTemporaryPasswordExpires(t *testing.T) {
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "sasaki.r", Details: Details{Name: "佐々木 遼"}})
	b.want("", err)
	b.clock.add(firstTemporary)
	_, _, err = b.SignIn(t.Context(), "sasaki.r", temporary)
	b.want(CodeTemporaryExpired, err)
	b.admin() // moves the high-water mark: setting the clock back does not help
	b.clock.add(-firstTemporary)
	_, _, err = b.SignIn(t.Context(), "sasaki.r", temporary)
	b.want(CodeTemporaryExpired, err)
}

func TestChangePassword(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	secret, _ := b.enrol(s)
	b.want(CodePasswordSame, s.ChangePassword(t.Context(), userPassword, userPassword))
	b.want(CodeCurrentWrong, s.ChangePassword(t.Context(), "wrong", "another long password"))
	b.want(CodeCurrentWrong, s.ChangePassword(t.Context(), "", "another long password"))
	b.want("", s.ChangePassword(t.Context(), userPassword, "ａｎｏｔｈｅｒ　ｌｏｎｇ　ｐａｓｓｗｏｒｄ"))
	_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeWrongCredentials, err)
	// The second step stays, and the same password in another width is the same.
	b.clock.add(otp.Period)
	b.want("", errOf(b.pending("takahashi.k", "another long password").Enter(t.Context(), b.pin(secret))))
}

func TestEnrolment(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	e := must(s.BeginMFA(t.Context()))(t)
	uri, secret := e.URI(), append([]byte{}, e.secret...)
	b.want(CodeWrongPIN, errOf(e.Confirm(t.Context(), "000000")))
	b.want(CodePINFormat, errOf(e.Confirm(t.Context(), "44aac243e467f618aa780bde")))
	if e.URI() != uri || uri == "" || e.Label() != "takahashi.k (山田商店)" || len(e.Key()) != 39 {
		t.Error("a wrong PIN changed what is shown")
	}
	at := func(steps int64) string { return must(otp.Code(secret, otp.Step(b.clock.Now())+steps))(t) }
	b.want(CodePINExpired, errOf(e.Confirm(t.Context(), at(-2))))
	b.want(CodePINExpired, errOf(e.Confirm(t.Context(), at(-2)))) // the same one, sent twice
	b.want(CodeClockOff, errOf(e.Confirm(t.Context(), at(-3))))
	b.want(CodeClockOff, errOf(e.Confirm(t.Context(), at(6))))
	other := must(s.BeginMFA(t.Context()))(t) // knows nothing of the one before
	ahead := must(otp.Code(other.secret, otp.Step(b.clock.Now())+6))(t)
	b.want(CodeWrongPIN, errOf(other.Confirm(t.Context(), ahead)))
	b.want("", errOf(s.Profile(t.Context())))
	if must(s.Profile(t.Context()))(t).MFA {
		t.Fatal("MFA is on before a right PIN")
	}
	e.Cancel()
	if e.URI() != "" || !e.Expired() {
		t.Error("a cancelled enrolment shows its secret")
	}
	b.want(CodeEnrolmentEnded, errOf(e.Confirm(t.Context(), b.pin(secret))))

	e, second := must(s.BeginMFA(t.Context()))(t), must(s.BeginMFA(t.Context()))(t)
	b.want("", errOf(second.Confirm(t.Context(), b.pin(second.secret))))
	b.want(CodeMFAOn, errOf(e.Confirm(t.Context(), b.pin(e.secret)))) // never over an active one
	b.want(CodeMFAOn, errOf(s.BeginMFA(t.Context())))
	b.want("", s.DisableMFA(t.Context()))
	e = must(s.BeginMFA(t.Context()))(t)
	b.clock.add(IdleLimit)
	b.want(CodeEnrolmentEnded, errOf(e.Confirm(t.Context(), "000000")))
}

func TestNewsAndRecentSignIns(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	first := b.clock.Now()
	b.clock.add(time.Hour)
	for range 2 {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong")
		b.want(CodeWrongCredentials, err)
	}
	s := must2(b.SignIn(t.Context(), "takahashi.k", userPassword))(t)
	if a := s.News(); !a.LastSignIn.Equal(first) || a.Failures != 2 || a.BackupCode {
		t.Errorf("news %+v", a)
	}
	events := must(s.RecentSignIns(t.Context(), 3))(t)
	if len(events) != 3 || events[0].Kind != ActivitySignedInByPassword || !events[0].OK || events[1].OK || events[1].Kind != ActivityWrongPassword || events[0].Host != "受付 PC" {
		t.Errorf("recent sign-ins %+v", events)
	}
}
