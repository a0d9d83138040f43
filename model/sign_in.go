package model

import (
	"context"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// proven is somebody whose password was right: the row as it was read, and the keys it
// opened.
type proven struct {
	user    *store.User
	userKey keys.Key
	private keys.Key // the private half of the person's pair
	kek     keys.Key // where there is no pair yet, to seal one under

	rehashed *rehashed // nil where the hash costs what it should
}

func (p *proven) wipe() {
	p.userKey.Wipe()
	p.private.Wipe()
	p.kek.Wipe()
	if p.rehashed != nil {
		p.rehashed.proof.Wipe()
	}
}

// prove is the first step: sign-in, unlocking and fresh proof share its counter. The caller clears the counter in the write that follows.
func (o *Office) prove(ctx context.Context, login, password string) (*proven, error) {
	login, password = foldLogin(login), foldPassword(password)
	if _, err := o.countAttempt(ctx, o.passwordKey(login), stopPassword); err != nil {
		return nil, err
	}
	var user *store.User
	err := o.readWanted(ctx, []*store.Wanted{store.WantLogin(login)}, func(v *view) (err error) {
		user, err = v.userByLogin(login)
		return err
	})
	if err != nil {
		return nil, err
	}
	p := &proven{user: user}
	if ok, err := o.matchesPassword(p, login, password); ok || err != nil {
		return p, err
	}
	// The same rows are written for known and unknown IDs. The ID that was typed is
	// stored for nobody: it may be a password in the wrong field.
	err = o.write(ctx, func(w *writing) error {
		return w.log(event{kind: ActivityWrongPassword, target: user, account: o.first}, nil)
	})
	if err != nil {
		return nil, err
	}
	return nil, &Error{Code: CodeWrongCredentials}
}

// matchesPassword compares a password and opens the person's keys. For an unknown ID it hashes a
// dummy at the same cost.
func (o *Office) matchesPassword(p *proven, login, password string) (ok bool, err error) {
	if p.user == nil {
		salt := keys.Salt(o.ring.Throttle.MAC("salt", []byte(login))[:16])
		o.ring.Password(store.ID{}, o.hash([]byte(password), salt, o.options.Hash), salt).Wipe()
		return false, nil
	}
	u := p.user
	salt := keys.Salt(u.Salt)
	proof := o.ring.Password(u.ID, o.hash([]byte(password), salt, paramsOf(u)), salt)
	if u.Temporary {
		// The slow hash above is spent all the same: time tells nothing.
		proof.Wipe()
		proof = o.ring.Temporary(u.ID, password, salt)
	}
	defer proof.Wipe()
	if !proof.Matches(u.PasswordCheck) {
		return false, nil
	}
	return true, o.openKeys(p, &proof.KEK)
}

// SignIn is the first step. Without an error exactly one of the results is there: a
// Session, or a Pending that waits for the PIN.
func (o *Office) SignIn(ctx context.Context, login, password string) (*Session, *Pending, error) {
	o.attempts.Lock()
	defer o.attempts.Unlock()
	if err := o.requireReady(ctx); err != nil {
		return nil, nil, err
	}
	p, err := o.prove(ctx, login, password)
	if err != nil {
		return nil, nil, err
	}
	defer p.wipe()
	if err := o.rehash(p, password); err != nil {
		return nil, nil, coded(err)
	}
	return o.proceed(ctx, p)
}

// proceed goes on after the first step: a Session for those without a second one.
func (o *Office) proceed(ctx context.Context, p *proven) (*Session, *Pending, error) {
	second, err := o.openRecord(p.user, &p.userKey)
	if err != nil {
		return nil, nil, err
	}
	defer second.wipe()
	if !second.On {
		s, err := o.finishSignIn(ctx, p, ActivitySignedInByPassword, nil)
		return s, nil, err
	}
	var account *store.Account
	var step int64
	err = o.writeWanted(ctx, o.wantedToSignIn(p.user), func(w *writing) error {
		step = otp.Step(w.now)
		u, a, err := w.signingIn(p)
		if err != nil {
			return err
		}
		changed, err := w.bringUpToDate(u, a, p)
		if err == nil && changed {
			err = w.update(u, event{kind: activityRewritten})
		}
		if err != nil {
			return err
		}
		p.user, account = u, a
		return w.resetCounters(o.passwordKey(u.Login))
	})
	if err != nil {
		return nil, nil, err
	}
	now := o.options.Clock()
	return nil, &Pending{
		o: o, login: p.user.Login, user: p.user.ID, account: account.ID, epoch: p.user.Epoch, userKey: p.userKey, private: p.private, proved: now, touched: now,
		administrator: p.user.Role == string(RoleAdministrator), single: account.Kind == string(KindSingle),
		desk:  askedDesk(account),
		ahead: p.user.LastStep > step+1,
	}, nil
}

// wantedToSignIn are the rows that a sign-in reads and writes of somebody who was proven.
func (o *Office) wantedToSignIn(u *store.User) []*store.Wanted {
	return []*store.Wanted{
		store.WantUser(u.ID), store.WantAccount(u.Account),
		store.WantThrottle(o.passwordKey(u.Login)), store.WantThrottle(o.secondKey(u.ID)),
	}
}

// signingIn reads the rows of somebody who was proven, if nothing about the sign-in has
// changed since.
func (w *writing) signingIn(p *proven) (*store.User, *store.Account, error) {
	u, err := w.user(p.user.ID)
	if err != nil {
		return nil, nil, err
	}
	if u.Epoch != p.user.Epoch {
		return nil, nil, &Error{Code: CodeEnded}
	}
	if err := w.checkStatus(u); err != nil {
		return nil, nil, err
	}
	a, err := w.account(u.Account)
	return u, a, err
}

// bringUpToDate brings the row of somebody whose password was right to what this version keeps, and
// the hash to the cost of today. The caller writes the row if it changed.
func (w *writing) bringUpToDate(u *store.User, a *store.Account, p *proven) (changed bool, err error) {
	if changed, err = w.addPair(u, a, p); err != nil {
		return false, err
	}
	stronger, err := w.applyRehash(u, p)
	return changed || stronger, err
}

// checkStatus looks at the status, only after the password was right.
func (w *writing) checkStatus(u *store.User) error {
	switch {
	case u.Status != active:
		return &Error{Code: CodeSuspended}
	case u.Temporary && w.today() >= u.TemporaryUntil:
		return &Error{Code: CodeTemporaryExpired}
	}
	return nil
}

// finishSignIn finishes a sign-in in one transaction: change (which may be nil) is what the
// second step does to the row, then counters, the activity row and the session.
func (o *Office) finishSignIn(ctx context.Context, p *proven, kind ActivityKind, change func(*writing, *store.User) error) (*Session, error) {
	var s *Session
	err := o.writeWanted(ctx, o.wantedToSignIn(p.user), func(w *writing) error {
		u, a, err := w.signingIn(p)
		if err != nil {
			return err
		}
		if _, err := w.bringUpToDate(u, a, p); err != nil {
			return err
		}
		if change != nil {
			if err := change(w, u); err != nil {
				return err
			}
		}
		since := w.o.ledger.person(u.ID)
		before := timeOf(u.LastSignIn)
		if before.IsZero() { // nobody loses days of grace by starting late
			u.GraceFrom = w.today()
		}
		u.LastSignIn = millis(w.now)
		if err := w.update(u, event{kind: kind, actor: u, target: u}); err != nil {
			return err
		}
		if err := w.resetCounters(o.passwordKey(u.Login), o.secondKey(u.ID)); err != nil {
			return err
		}
		w.moveTimeMark()
		s, err = w.session(u, a, p)
		if s != nil {
			s.second = s.started
			s.news = News{
				BackupCode: kind == ActivitySignedInByBackupCode, Support: kind == ActivitySignedInBySupport,
				LastSignIn: before, Failures: since.Failures, PINFailures: since.PINFailures,
				MFAMoved: timeOf(since.MFAMoved), NewCodes: timeOf(since.NewCodes),
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	o.attend(s)
	return s, nil
}

// elapsed is the larger of monotonic and wall time since a moment: setting the clock
// back does not lengthen a session.
func elapsed(since, now time.Time) time.Duration {
	return max(now.Sub(since), now.Round(0).Sub(since.Round(0)))
}
