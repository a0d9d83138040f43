package model

import (
	"context"
	"time"

	"qlingo/model/otp"
	"qlingo/model/store"
)

// ProofLife is how long a factor counts as just proven.
const ProofLife = 5 * time.Minute

// Factors are what a person signs in with: the password, and the second step if it is on.
type Factors struct{ Password, Second bool }

// Missing are the factors that an action on credentials still asks for, because they were not
// proven within ProofLife. Signing in proves both, unlocking only the password.
func (s *Session) Missing() Factors {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.missing(needProof)
}

func (s *Session) missing(needs need) Factors {
	now := s.o.options.Clock()
	second := needs&needSecond != 0 && s.me.MFA && elapsed(s.second, now) >= ProofLife
	return Factors{
		// No code is looked at without a fresh password.
		Password: (second || needs&needPassword != 0) && elapsed(s.password, now) >= ProofLife,
		Second:   second,
	}
}

// noteProof keeps which factors were proven just now.
func (s *Session) noteProof(f Factors) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	now := s.o.options.Clock()
	if f.Password {
		s.password = now
	}
	if f.Second {
		s.second = now
	}
}

// Prove gives a fresh proof, good for ProofLife, of what is typed: the password, and as code
// a PIN or, in its place, a backup code, which switches MFA off. It is all or nothing.
// Either may be empty, but no code is looked at without a fresh password. Both are
// throttled like at sign-in. The field of an error is "current" for the password, which is
// CodeCurrentWrong where it is wrong, and "pin" for the code, with the codes of
// Pending.Enter.
func (s *Session) Prove(ctx context.Context, password, code string) error {
	kind, parsed := otp.Unknown, ""
	if code != "" {
		var err error
		if kind, parsed, err = parseCode("pin", code); err != nil {
			return err
		}
	}
	s.o.attempts.Lock()
	defer s.o.attempts.Unlock()
	needs := allowChange | allowEnrol
	if password == "" && code != "" {
		needs |= needPassword
	}
	if err := s.mayProve(ctx, needs, password, code); err != nil {
		return err
	}
	epoch := int64(0)
	if password != "" {
		p, err := s.proveOwnPassword(ctx, password)
		if err != nil {
			return err
		}
		p.wipe()
		epoch = p.user.Epoch
	}
	err := s.withCountedAttempt(ctx, kind, func() error {
		return s.write(ctx, needs, func(w *writing, me *store.User, h *handle) error {
			if password != "" && me.Epoch != epoch {
				return &Error{Code: CodeEnded}
			}
			return w.prove(me, h, kind, parsed)
		})
	})
	if err != nil {
		return err
	}
	s.noteProof(Factors{Password: password != "", Second: kind == otp.PIN})
	if kind == otp.Backup {
		s.usedBackupCode()
	}
	return nil
}

// mayProve tells whether what is typed can be a proof, before it costs an attempt.
func (s *Session) mayProve(ctx context.Context, needs need, password, code string) error {
	return s.read(ctx, needs, func(_ *view, me *store.User, _ *handle) error {
		switch {
		case password == "" && code == "":
			return &Error{Code: CodeProofNeeded, Missing: s.Missing()}
		case code != "" && !me.MFA:
			return &Error{Code: CodeMFAOff}
		}
		return nil
	})
}

// withCountedAttempt does something with a code, after an attempt at the second step was counted
// for it. Without a code it costs nothing.
func (s *Session) withCountedAttempt(ctx context.Context, kind otp.Kind, do func() error) error {
	if kind == otp.Unknown {
		return do()
	}
	id := store.ID(s.Person().ID)
	failures, err := s.o.countAttempt(ctx, s.o.secondKey(id), stopSecond(kind))
	if code := CodeOf(err); code == CodeThrottled || code == CodeSecondStopped {
		return inField("pin", err)
	}
	if err == nil {
		err = do()
	}
	if refusesCode(err) {
		return s.o.wrongCode(ctx, id, ActivityWrongPIN, failures, err)
	}
	return err
}

// prove takes the code of a proof whose password is right. Like a finished sign-in it sets
// the counter of the second step back.
func (w *writing) prove(me *store.User, h *handle, kind otp.Kind, code string) error {
	e, use := event{kind: ActivityProofGiven, actor: me}, w.usePIN
	switch kind {
	case otp.Unknown:
		return w.log(e, nil)
	case otp.Backup:
		e, use = event{kind: ActivityProofByBackupCode, actor: me, target: me}, w.useBackup
	}
	if err := use(me, &h.userKey, code); err != nil {
		return err
	}
	if err := w.update(me, e); err != nil {
		return err
	}
	return w.resetCounters(w.o.secondKey(me.ID))
}

// usedBackupCode has the window say the same as after signing in with one.
func (s *Session) usedBackupCode() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.news.BackupCode = true
	if s.locked != nil {
		s.locked.update(s.me, s.epoch, s.news)
	}
}

// withOwnPassword is a change that begins with the password, whose attempt is counted before it is looked at.
func (s *Session) withOwnPassword(ctx context.Context, password string, needs need, do func(*writing, *store.User, *handle, *proven) error) error {
	s.o.attempts.Lock()
	defer s.o.attempts.Unlock()
	// The session is looked at first: a dead one must not cost an attempt.
	if err := s.read(ctx, needs, func(*view, *store.User, *handle) error { return nil }); err != nil {
		return err
	}
	p, err := s.proveOwnPassword(ctx, password)
	if err != nil {
		return err
	}
	defer p.wipe()
	err = s.write(ctx, needs, func(w *writing, me *store.User, h *handle) error {
		if me.Epoch != p.user.Epoch {
			return &Error{Code: CodeEnded}
		}
		return do(w, me, h, p)
	})
	if err == nil {
		s.noteProof(Factors{Password: true})
	}
	return err
}

// proveOwnPassword takes the person's own password. A right one sets its counter back, whatever comes
// of the rest. The caller holds the office's attempts.
func (s *Session) proveOwnPassword(ctx context.Context, password string) (*proven, error) {
	me := s.Person()
	p, err := s.o.prove(ctx, me.Login, password)
	if err != nil {
		return nil, asOwnPassword(err)
	}
	if p.user.ID != store.ID(me.ID) {
		err = &Error{Code: CodeEnded}
	} else {
		err = s.o.write(ctx, func(w *writing) error { return w.resetCounters(s.o.passwordKey(me.Login)) })
	}
	if err != nil {
		p.wipe()
		return nil, err
	}
	return p, nil
}
