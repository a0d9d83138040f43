package model

import (
	"strings"
	"testing"
	"time"

	"qlingo/model/otp"
)

// unlocked is an administrator whose second step is on and whose window somebody unlocked
// with the password, and a user with a second step.
func unlocked(t *testing.T) (b *bench, s *Session, user PersonID, secret []byte, codes []string) {
	t.Helper()
	b, user, _, _ = protected(t)
	s = b.admin()
	secret, codes = b.enrol(s)
	b.clock.add(otp.Period)
	return b, must(s.Lock().Unlock(t.Context(), adminPassword))(t), user, secret, codes
}

// wantMissing fails unless a session was refused for want of just these factors.
func (b *bench) wantMissing(want Factors, err error) {
	b.Helper()
	b.want(CodeProofNeeded, err)
	if got := err.(*Error).Missing; got != want {
		b.Errorf("%+v are missing, want %+v", got, want)
	}
}

// Attack: whoever knows the password, and no more, unlocks the window that somebody left and
// does to the second step, to the account or to others what that person may.
func TestLockedWindowAndPasswordDoNotBeatTheSecondStep(t *testing.T) {
	column := len(situations) - 1
	for method, row := range matrix {
		if strings.Fields(row.answers)[column] != "p" {
			continue
		}
		t.Run(method, func(t *testing.T) {
			b, s, target, secret, _ := unlocked(t)
			b.want("", s.Prove(t.Context(), adminPassword, "")) // as often as one likes
			before := must(b.logged())(t)
			b.wantMissing(Factors{Second: true}, row.call(t.Context(), s, target))
			if must(b.logged())(t) != before {
				t.Error("refused, and written all the same")
			}
			b.want(CodeWrongPIN, s.Prove(t.Context(), adminPassword, "000000"))
			b.wantMissing(Factors{Second: true}, row.call(t.Context(), s, target))
			b.want("", s.Prove(t.Context(), "", b.pin(secret)))
			if code := CodeOf(row.call(t.Context(), s, target)); code != "" && !harmless[code] {
				t.Errorf("with the PIN: %q", code)
			}
		})
	}
}

// A second step that was proven a moment before the window locked counts for nothing after.
func TestLockingForgetsTheSecondStep(t *testing.T) {
	b, s, _, secret, _ := unlocked(t)
	b.want("", s.Prove(t.Context(), "", b.pin(secret)))
	if missing := s.Missing(); missing != (Factors{}) {
		t.Errorf("%+v are missing", missing)
	}
	s = must(s.Lock().Unlock(t.Context(), adminPassword))(t)
	b.wantMissing(Factors{Second: true}, s.DisableMFA(t.Context()))
	b.clock.add(ProofLife)
	b.wantMissing(Factors{Password: true, Second: true}, s.DisableMFA(t.Context()))
}

// Attack: the PIN that the person typed a moment ago at sign-in was seen, and serves again.
func TestPINOfTheSignInIsNoProof(t *testing.T) {
	b, _, s, secret := protected(t)
	pin := b.pin(secret)
	s.SignOut()
	s = must(b.pending("takahashi.k", userPassword).Enter(t.Context(), pin))(t)
	s = must(s.Lock().Unlock(t.Context(), userPassword))(t)
	b.want(CodePINUsed, s.Prove(t.Context(), userPassword, pin))
	b.wantMissing(Factors{Second: true}, s.DisableMFA(t.Context()))
	b.clock.add(otp.Period)
	b.want("", s.Prove(t.Context(), userPassword, b.pin(secret)))
	b.want(CodePINUsed, b.enter("takahashi.k", userPassword, b.pin(secret))) // nor the other way round
	b.want("", s.DisableMFA(t.Context()))
}

// Attack: prove one factor now and the other never.
func TestHalfAProofIsNone(t *testing.T) {
	b, _, s, secret := protected(t)
	b.clock.add(ProofLife)
	all := Factors{Password: true, Second: true}
	b.want(CodeWrongPIN, s.Prove(t.Context(), userPassword, "000000"))
	b.wantMissing(all, s.DisableMFA(t.Context()))
	b.want(CodePINFormat, s.Prove(t.Context(), userPassword, "12345"))
	b.wantMissing(all, s.DisableMFA(t.Context()))
	b.want(CodeCurrentWrong, s.Prove(t.Context(), "wrong", b.pin(secret)))
	b.wantMissing(all, s.DisableMFA(t.Context()))
	b.wantMissing(all, s.Prove(t.Context(), "", ""))
	b.want("", s.Prove(t.Context(), userPassword, b.pin(secret))) // the wrong password has not used it up
	b.want("", s.DisableMFA(t.Context()))
}

// Attack: at a window that somebody left open, try PINs without knowing the password.
func TestPINsAreNotTriedWithoutThePassword(t *testing.T) {
	b, _, s, secret := protected(t)
	b.clock.add(ProofLife)
	before := must(b.logged())(t)
	b.want(CodeProofNeeded, s.Prove(t.Context(), "", b.pin(secret)))
	b.want(CodeCurrentWrong, s.Prove(t.Context(), "wrong", "000000"))
	if n := must(b.logged())(t) - before; n != 2 { // the password's charge, and its failure
		t.Errorf("%d rows were written, want 2", n)
	}
}

// Attack: guess the PIN in the window, where it costs nothing, or set its counter back with
// the password or with a lock.
func TestProofSharesTheCounterOfThePIN(t *testing.T) {
	b, _, s, secret := protected(t)
	for range secondStop {
		b.clock.add(longestWait)
		s = b.unlockAgain(s, userPassword)
		b.want(CodeWrongPIN, s.Prove(t.Context(), userPassword, "000000"))
	}
	b.clock.add(longestWait)
	s = b.unlockAgain(s, userPassword)
	b.want(CodeSecondStopped, s.Prove(t.Context(), userPassword, b.pin(secret)))
	b.want(CodeSecondStopped, b.enter("takahashi.k", userPassword, b.pin(secret)))
}

// unlockAgain brings a session back that rested too long.
func (b *bench) unlockAgain(s *Session, password string) *Session {
	b.Helper()
	return must(s.Lock().Unlock(b.Context(), password))(b.T)
}

// A right proof sets the counter of the PIN back, as a finished sign-in does: who proves
// often is not locked out.
func TestRightProofsCostNothing(t *testing.T) {
	b, _, s, secret := protected(t)
	for range 2 * freeFailures {
		b.clock.add(otp.Period)
		b.want("", s.Prove(t.Context(), userPassword, b.pin(secret)))
	}
}

// A backup code stands for the PIN, once, and switches MFA off as it does at sign-in: what
// was to be done to the second step is moot then, everything else goes on.
func TestBackupCodeProves(t *testing.T) {
	b, s, user, _, codes := unlocked(t)
	b.want(CodeNotBackupCode, s.Prove(t.Context(), adminPassword, wrongCode))
	b.want("", s.Prove(t.Context(), "", codes[0]))
	if !s.News().BackupCode || s.Person().MFA || s.Missing() != (Factors{}) {
		t.Errorf("%+v, %+v", s.News(), s.Person())
	}
	b.want(CodeMFAOff, s.DisableMFA(t.Context()))
	b.want(CodeMFAOff, errOf(s.NewBackupCodes(t.Context())))
	b.want(CodeMFAOff, errOf(s.BeginMove(t.Context())))
	b.want(CodeMFAOff, s.Prove(t.Context(), adminPassword, codes[1]))
	b.want("", errOf(s.ResetMFA(t.Context(), user)))
	b.admin() // who is asked for no PIN any more
	if events := b.pages(s, ActivityQuery{Kinds: []ActivityKind{ActivityProofByBackupCode}, Limit: 5}); len(events) != 1 {
		t.Errorf("%d rows tell of it", len(events))
	}
	s = must(s.Lock().Unlock(t.Context(), adminPassword))(t)
	if !s.News().BackupCode {
		t.Error("a lock has forgotten what is to be told")
	}
}

// Where the account asks for the second step, a backup code leaves nothing but setting it up.
func TestBackupCodeProvesWhereMFAIsRequired(t *testing.T) {
	b, s, _, secret, codes := unlocked(t)
	b.want("", s.Prove(t.Context(), "", b.pin(secret)))
	b.require(s, 0)
	s = must(s.Lock().Unlock(t.Context(), adminPassword))(t)
	b.want("", s.Prove(t.Context(), "", codes[0]))
	if !s.MustEnrol() {
		t.Error("nobody asks for the second step")
	}
	b.want(CodeMustEnrol, s.NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.enrol(s)
	b.want("", s.NewKit(t.Context(), must(NewRecoveryKit())(t)))
}

// Attack: use a proof that was given in another window.
func TestProofIsOfOneSession(t *testing.T) {
	b, _, _, secret := protected(t)
	one := b.signedIn(secret)
	other := b.signedIn(secret)
	other = must(other.Lock().Unlock(t.Context(), userPassword))(t)
	b.clock.add(otp.Period)
	pin := b.pin(secret)
	b.want("", one.Prove(t.Context(), userPassword, pin))
	b.wantMissing(Factors{Second: true}, other.DisableMFA(t.Context()))
	b.want(CodePINUsed, other.Prove(t.Context(), userPassword, pin))
	b.want("", one.ChangePassword(t.Context(), userPassword, "another long password"))
	b.clock.add(otp.Period)
	b.want(CodeEnded, other.Prove(t.Context(), userPassword, b.pin(secret)))
}

// Attack: keep a proof over a change that ends the session.
func TestChangeAfterTheProofEndsIt(t *testing.T) {
	b, id, _, secret := protected(t)
	s := b.signedIn(secret)
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	b.want(CodeEnded, s.DisableMFA(t.Context()))
	b.want(CodeEnded, s.Prove(t.Context(), userPassword, ""))
}

// Setting the second step up, or moving it, with a right PIN proves it.
func TestEnrollingProvesTheSecondStep(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	move := must(s.BeginMove(t.Context()))(t)
	b.clock.add(ProofLife - time.Second)
	secret := append([]byte{}, move.secret...)
	b.want("", errOf(move.Confirm(t.Context(), b.pin(secret))))
	b.clock.add(ProofLife - time.Second)
	b.wantMissing(Factors{Password: true}, s.DisableMFA(t.Context()))
	b.want("", s.Prove(t.Context(), userPassword, ""))
	b.want("", s.DisableMFA(t.Context()))
}

// Who has lost the phone checks a backup code with the password alone, and keeps it.
func TestBackupCodeIsCheckedWithThePassword(t *testing.T) {
	b, s, _, _, codes := unlocked(t)
	b.want("", s.CheckBackupCode(t.Context(), codes[0]))
	b.clock.add(ProofLife)
	b.wantMissing(Factors{Password: true}, s.CheckBackupCode(t.Context(), codes[0]))
	b.want("", s.Prove(t.Context(), adminPassword, ""))
	b.want("", s.CheckBackupCode(t.Context(), codes[0]))
	b.want("", errOf(b.pending("sato.h", adminPassword).Enter(t.Context(), codes[0])))
}

// Changing the password asks for the second step, too, before it looks at a password.
func TestChangingThePasswordAsksForTheSecondStep(t *testing.T) {
	b, s, _, secret, _ := unlocked(t)
	before := must(b.logged())(t)
	b.wantMissing(Factors{Second: true}, s.ChangePassword(t.Context(), "wrong", "another long password"))
	if must(b.logged())(t) != before {
		t.Error("an attempt was charged")
	}
	b.want("", s.Prove(t.Context(), adminPassword, b.pin(secret)))
	b.want(CodeCurrentWrong, s.ChangePassword(t.Context(), "", "another long password"))
	b.want("", s.ChangePassword(t.Context(), adminPassword, "another long password"))
}

// The same for somebody whose password is a temporary one.
func TestTemporaryPasswordIsChangedWithTheSecondStep(t *testing.T) {
	b, id, _, secret := protected(t)
	_, temporary, err := b.admin().ResetPassword(t.Context(), id)
	b.want("", err)
	s := must(b.pending("takahashi.k", temporary).Enter(t.Context(), b.pin(secret)))(t)
	s = must(s.Lock().Unlock(t.Context(), temporary))(t)
	b.wantMissing(Factors{Second: true}, s.ChangePassword(t.Context(), "", "another long password"))
	b.wantMissing(Factors{Second: true}, s.ChangePassword(t.Context(), temporary, "another long password"))
	b.clock.add(otp.Period)
	b.want("", s.Prove(t.Context(), "", b.pin(secret)))
	b.want("", s.ChangePassword(t.Context(), "", "another long password"))
}

// Attack: whoever had all factors for a moment moves the second step and makes new codes;
// the person hears of it at the next sign-in, once.
func TestMoveAndNewCodesAreNews(t *testing.T) {
	b, _, s, _ := protected(t)
	b.want("", errOf(s.NewBackupCodes(t.Context())))
	codes := b.clock.Now()
	b.clock.add(time.Minute)
	move := must(s.BeginMove(t.Context()))(t)
	secret := append([]byte{}, move.secret...)
	b.want("", errOf(move.Confirm(t.Context(), b.pin(secret))))
	reported := b.signedIn(secret).News()
	if !reported.NewCodes.Equal(codes) || !reported.MFAMoved.Equal(codes.Add(time.Minute)) {
		t.Errorf("%+v", reported)
	}
	if reported := b.signedIn(secret).News(); !reported.NewCodes.IsZero() || !reported.MFAMoved.IsZero() {
		t.Errorf("told again: %+v", reported)
	}
}

// The present kit stands for the second step where a new one is made, and for nothing else.
func TestPresentKitStandsForTheSecondStep(t *testing.T) {
	b, s, _, _, _ := unlocked(t)
	kit := must(NewRecoveryKit())(t)
	b.wantMissing(Factors{Second: true}, s.NewKit(t.Context(), kit))
	groups := kit.Groups()
	b.want(CodeKitWrong, s.NewKitFor(t.Context(), strings.Join(groups[:], " "), kit))
	b.want(CodeKitTyped, s.NewKitFor(t.Context(), "", kit))
	present := b.kitText()
	b.want("", s.NewKitFor(t.Context(), present, kit))
	b.want(CodeKitWrong, s.NewKitFor(t.Context(), present, kit)) // void by now
	b.wantMissing(Factors{Second: true}, s.DisableMFA(t.Context()))
	b.clock.add(ProofLife)
	b.wantMissing(Factors{Password: true}, s.NewKitFor(t.Context(), strings.Join(groups[:], " "), kit))
}

// Attack: make a new kit for an office with the kit of another account in the same file.
func TestKitOfAnotherAccountMakesNoNewOne(t *testing.T) {
	b := newBench(t, KindMulti)
	other := b.elsewhere(KindMulti, "mori.t")
	b.want(CodeKitWrong, other.NewKitFor(t.Context(), b.kitText(), must(NewRecoveryKit())(t)))
}
