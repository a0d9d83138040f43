package model

import (
	"context"
	"errors"
)

// newAccountScope is what attempts to make an account are counted under; no login has this
// form.
const newAccountScope = "new account"

// MoreAccounts tells whether the owner of the first account lets others be made from the
// login page.
func (o *Office) MoreAccounts(ctx context.Context) (allowed bool, err error) {
	err = o.read(ctx, func(v *view) error {
		first, err := v.account(o.first)
		if err != nil {
			return err
		}
		allowed = first.MoreAccounts
		return nil
	})
	return allowed, err
}

// CreateAccount makes another account with its first person in the same database. It is
// refused (CodeDenied) while the first account does not allow it.
func (o *Office) CreateAccount(ctx context.Context, s Setup) error {
	if err := errors.Join(s.CheckNames(), s.CheckPassword()); err != nil {
		return err
	}
	if err := o.requireReady(ctx); err != nil {
		return err
	}
	if allowed, err := o.MoreAccounts(ctx); err != nil || !allowed {
		return errors.Join(err, &Error{Code: CodeDenied})
	}
	machine, err := o.options.keyStore(o.keyPlace).Get(o.ring.DB)
	if err != nil {
		return coded(err)
	}
	defer machine.Wipe()
	if err := o.countLoginQuestion(ctx); err != nil {
		return err
	}
	return o.write(ctx, func(w *writing) error {
		first, err := w.account(o.first)
		if err != nil {
			return err
		}
		if !first.MoreAccounts {
			return &Error{Code: CodeDenied}
		}
		if err := w.checkLoginFree(foldLogin(s.Login)); err != nil {
			return err
		}
		if err := w.addAccount(s, &machine); err != nil {
			return err
		}
		w.moveTimeMark()
		return w.resetCounters(o.passwordKey(newAccountScope))
	})
}

// CheckLoginFree tells whether nobody has a login yet, before all the rest of a new account is
// asked for.
func (o *Office) CheckLoginFree(ctx context.Context, login string) error {
	if allowed, err := o.MoreAccounts(ctx); err != nil || !allowed {
		return errors.Join(err, &Error{Code: CodeDenied})
	}
	if err := o.countLoginQuestion(ctx); err != nil {
		return err
	}
	return o.read(ctx, func(v *view) error { return v.checkLoginFree(foldLogin(login)) })
}

// countLoginQuestion counts a question for a free login like an attempt to sign in, because the
// answer tells which IDs are taken. Whoever asks need not be signed in, so there is no stop: it
// would keep everybody from making an account for ever.
func (o *Office) countLoginQuestion(ctx context.Context) error {
	_, err := o.countAttempt(ctx, o.passwordKey(newAccountScope), neverStop)
	return err
}

// checkLoginFree tells whether nobody has a login yet.
func (v *view) checkLoginFree(login string) error {
	taken, err := v.userByLogin(login)
	if err == nil && taken != nil {
		err = &Error{Code: CodeLoginTaken, Field: "login"}
	}
	return err
}
