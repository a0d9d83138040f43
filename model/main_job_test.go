package model

import (
	"testing"

	"qlingo/model/otp"
)

// What the program is for, from switching the second step on to signing in with it, with the clock moving as it would.
func TestMainJob(t *testing.T) {
	b := newBench(t, KindMulti)
	ctx := t.Context()
	id, s := b.user("takahashi.k")
	secret, codes := b.enrol(s)
	if len(codes) != otp.BackupCodes {
		t.Fatalf("%d backup codes", len(codes))
	}
	s.SignOut()

	b.want(CodePINUsed, errOf(b.pending("takahashi.k", userPassword).Enter(ctx, b.pin(secret)))) // used to enrol
	b.clock.add(otp.Period)
	pin := b.pin(secret)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(ctx, pin)))
	b.want(CodePINUsed, errOf(b.pending("takahashi.k", userPassword).Enter(ctx, pin)))

	s, err := b.pending("Takahashi.K ", userPassword).Enter(ctx, codes[3])
	b.want("", err)
	if !s.News().BackupCode || s.Person().MFA {
		t.Errorf("after a backup code: %+v, MFA %v", s.News(), s.Person().MFA)
	}
	secret, _ = b.enrol(s)
	for _, code := range codes {
		b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(ctx, code)))
		b.clock.add(longestWait)
	}
	s = must(b.pending("takahashi.k", userPassword).Enter(ctx, b.pin(secret)))(t)

	p, err := b.admin().ResetMFA(ctx, id)
	b.want("", err)
	if p.MFA {
		t.Error("MFA is on after a reset")
	}
	_, err = s.Profile(ctx)
	b.want(CodeEnded, err)
	s, pending, err := b.SignIn(ctx, "takahashi.k", userPassword)
	if err != nil || pending != nil || s.Person().MFA {
		t.Fatalf("after a reset: pending %v, %v", pending, err)
	}
	b.want(CodeMFAOff, errOf(b.admin().ResetMFA(ctx, id)))
}

func TestSingleUser(t *testing.T) {
	b := newBench(t, KindSingle)
	s := b.admin()
	b.want(CodeDenied, errOf(s.People(t.Context())))
	secret, _ := b.enrol(s)
	b.clock.add(otp.Period)
	s = must(b.pending("sato.h", adminPassword).Enter(t.Context(), b.pin(secret)))(t)
	b.want("", s.DisableMFA(t.Context()))
	b.want(CodeMFAOff, s.DisableMFA(t.Context()))
	b.admin()
}

func errOf[R any](_ R, err error) error { return err }
