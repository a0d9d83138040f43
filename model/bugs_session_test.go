package model

import (
	"testing"

	"qlingo/model/otp"
)

// Bug: a window that somebody left for a moment, or a stolen session, does the dangerous
// things without the password. (Which these are stands in the permission matrix.)
func TestDangerousActionsNeedAFreshProof(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	s := b.admin()
	b.clock.add(ProofLife)
	b.want(CodeProofNeeded, errOf(s.BeginMFA(t.Context())))
	b.want(CodeProofNeeded, s.DisableMFA(t.Context()))
	b.want(CodeProofNeeded, errOf(s.ResetMFA(t.Context(), id)))
	_, _, err := s.AddUser(t.Context(), NewUser{Login: "new.one", Details: Details{Name: "x"}})
	b.want(CodeProofNeeded, err)
	b.want(CodeProofNeeded, errOf(s.Suspend(t.Context(), id)))
	b.want(CodeProofNeeded, errOf(s.Resume(t.Context(), id)))
	b.want(CodeProofNeeded, errOf(user.BeginMFA(t.Context())))
	b.want(CodeCurrentWrong, s.Prove(t.Context(), "wrong", ""))
	b.want(CodeProofNeeded, errOf(s.BeginMFA(t.Context())))
	b.want("", s.Prove(t.Context(), adminPassword, ""))
	b.want("", errOf(s.BeginMFA(t.Context())))

	// A PIN is no proof of the password: its time is that of the password before it.
	secret, _ := b.enrol(s)
	b.clock.add(otp.Period)
	p := b.pending("sato.h", adminPassword)
	b.clock.add(ProofLife)
	s = must(p.Enter(t.Context(), b.pin(secret)))(t)
	b.want(CodeProofNeeded, s.DisableMFA(t.Context()))
}

// Bug: a temporary password, or a PIN that is still due, is used like a whole sign-in.
func TestHalfASignInDoesNothing(t *testing.T) {
	b := newBench(t, KindMulti)
	_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
	b.want("", err)
	s := must2(b.SignIn(t.Context(), "abe.m", temporary))(t)
	b.want(CodeMustChange, errOf(s.BeginMFA(t.Context())))
	b.want(CodeMustChange, s.DisableMFA(t.Context()))
	_, user := b.user("takahashi.k")
	b.enrol(user)
	s, p, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want("", err)
	if s != nil || p == nil {
		t.Error("there is a session before the PIN")
	}
}

// change is something that has to end a person's other sessions.
type change struct {
	name     string
	mfa      bool // the second step is on before it
	own      bool // the session that does it goes on
	password string
	unlock   Code
	do       func(b *bench, id PersonID, s *Session) error
}

var changes = []change{
	{name: "password", own: true, password: "another long password", do: func(b *bench, _ PersonID, s *Session) error {
		return s.ChangePassword(b.Context(), userPassword, "another long password")
	}},
	{name: "mfa on", own: true, do: func(b *bench, _ PersonID, s *Session) error {
		b.enrol(s)
		return nil
	}},
	{name: "mfa off", mfa: true, own: true, do: func(b *bench, _ PersonID, s *Session) error { return s.DisableMFA(b.Context()) }},
	{name: "new backup codes", mfa: true, own: true, do: func(b *bench, _ PersonID, s *Session) error {
		return errOf(s.NewBackupCodes(b.Context()))
	}},
	{name: "new phone", mfa: true, own: true, do: func(b *bench, _ PersonID, s *Session) error {
		move := must(s.BeginMove(b.Context()))(b.T)
		return errOf(move.Confirm(b.Context(), b.pin(move.secret)))
	}},
	{name: "mfa reset", mfa: true, do: func(b *bench, id PersonID, _ *Session) error {
		return errOf(b.admin().ResetMFA(b.Context(), id))
	}},
	{name: "password reset", unlock: CodeCurrentWrong, do: func(b *bench, id PersonID, _ *Session) error {
		_, _, err := b.admin().ResetPassword(b.Context(), id)
		return err
	}},
	{name: "suspended", do: func(b *bench, id PersonID, _ *Session) error { return errOf(b.admin().Suspend(b.Context(), id)) }},
	{name: "suspended and resumed", do: func(b *bench, id PersonID, _ *Session) error {
		b.want("", errOf(b.admin().Suspend(b.Context(), id)))
		return errOf(b.admin().Resume(b.Context(), id))
	}},
	{name: "role", do: func(b *bench, id PersonID, _ *Session) error {
		return errOf(b.admin().SetRole(b.Context(), id, RoleAdministrator))
	}},
	{name: "deleted", unlock: CodeCurrentWrong, do: func(b *bench, id PersonID, _ *Session) error {
		return b.admin().DeleteUser(b.Context(), id, "takahashi.k")
	}},
}

// Bug: whoever stole a session, or stands at a locked window or before the PIN, goes on
// after the password or the second step was changed because of that.
func TestOldSessionsEndWithAChange(t *testing.T) {
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			id, s := b.user("takahashi.k")
			var secret []byte
			sign := func() *Session { return must2(b.SignIn(t.Context(), "takahashi.k", userPassword))(t) }
			if c.mfa {
				secret, _ = b.enrol(s)
				sign = func() *Session { return b.signedIn(secret) }
			}
			other, locked := sign(), sign().Lock()
			var p *Pending
			if c.mfa {
				b.clock.add(otp.Period)
				p = b.pending("takahashi.k", userPassword)
			}
			b.want("", c.do(b, id, s))

			b.want(CodeEnded, errOf(other.Profile(t.Context())))
			b.want(CodeEnded, other.DisableMFA(t.Context()))
			if other.State() != SessionOver {
				t.Error("a refused session goes on")
			}
			password, unlock := userPassword, CodeEnded
			if c.password != "" {
				password = c.password
			}
			if c.unlock != "" {
				unlock = c.unlock
			}
			b.want(unlock, errOf(locked.Unlock(t.Context(), password)))
			if p != nil {
				b.want(CodeEnded, errOf(p.Enter(t.Context(), b.pin(secret))))
			}
			if err := errOf(s.Profile(t.Context())); (err == nil) != c.own {
				t.Errorf("the session that was there: %v", err)
			}
		})
	}
}

// Bug: the password is changed while a PIN is due, and the old password leads on.
func TestDuePINEndsWithThePassword(t *testing.T) {
	b, _, s, secret := protected(t)
	p := b.pending("takahashi.k", userPassword)
	b.want("", s.ChangePassword(t.Context(), userPassword, "another long password"))
	b.want(CodeEnded, errOf(p.Enter(t.Context(), b.pin(secret))))
}

// Bug: an administrator's sessions outlive a new password by the kit, or a new kit.
func TestOldSessionsOfAdministratorsEndWithTheKit(t *testing.T) {
	b := newBench(t, KindMulti)
	old := b.admin()
	_, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another long password")
	b.want("", err)
	b.want(CodeEnded, errOf(old.People(t.Context())))
	s := must2(b.SignIn(t.Context(), "sato.h", "another long password"))(t)
	b.secondAdministrator(s)
	colleague := must2(b.SignIn(t.Context(), "kimura.a", userPassword))(t)
	b.want("", s.NewKit(t.Context(), b.kit))
	b.want(CodeEnded, errOf(colleague.People(t.Context())))
	b.want("", errOf(s.People(t.Context())))
}
