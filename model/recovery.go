package model

import (
	"context"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// CheckKit tells whether a typed recovery kit has the right shape: CodeKitTyped with the
// number of the mistyped group in Row, or 0 when characters are missing.
func CheckKit(typed string) error {
	kit, err := parseKit(typed)
	if err != nil {
		return err
	}
	kit.Wipe()
	return nil
}

func parseKit(typed string) (*keys.Kit, error) {
	kit, err := keys.ParseKit(typed)
	if err != nil {
		return nil, mistyped(CodeKitTyped, "kit", err)
	}
	return kit, nil
}

// mistyped says what is wrong with a text in groups.
func mistyped(code Code, field string, err error) error {
	answer := &Error{Code: code, Field: field, Err: err}
	var group *keys.GroupError
	if errors.As(err, &group) {
		answer.Row = int64(group.Group)
	}
	return answer
}

// openedKit is what a kit has opened: an account and its administrators' key.
type openedKit struct {
	account   *store.Account
	adminsKey keys.Key
}

// openKit tries a kit on every account. A kit that opens none, or that holds the machine
// key of another database, is CodeKitWrong.
func (v *view) openKit(kit *keys.Kit) (*openedKit, error) {
	accounts, err := v.tx.Accounts()
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if v.checkRow(a, a.ID[:]) != nil {
			continue
		}
		machine, adminsKey, err := kit.Open(v.o.ring.DB, a.ID, a.Kit)
		if err != nil {
			continue
		}
		ring := keys.NewRing(&machine, v.o.ring.DB)
		same := ring.Equal(v.o.ring)
		machine.Wipe()
		ring.Wipe()
		if same {
			return &openedKit{a, adminsKey}, checkMirror(a, &adminsKey)
		}
	}
	return nil, &Error{Code: CodeKitWrong, Field: "kit"}
}

// checkOwnKit refuses a kit that is not an account's: CodeKitWrong.
func (v *view) checkOwnKit(kit *keys.Kit, account store.ID) error {
	found, err := v.openKit(kit)
	if err != nil {
		return err
	}
	found.adminsKey.Wipe()
	if found.account.ID != account {
		return &Error{Code: CodeKitWrong, Field: "kit"}
	}
	return nil
}

// RecoverPassword sets a new password for an administrator or a single user who has the
// recovery kit, lifts the stop of too many wrong passwords, and goes on as SignIn does:
// the second step is asked for as ever. A login that the kit does not belong to is
// CodeKitWrong, so that nobody without a kit learns anything.
func (o *Office) RecoverPassword(ctx context.Context, login, kit, password string) (*Session, *Pending, error) {
	parsed, err := parseKit(kit)
	if err != nil {
		return nil, nil, err
	}
	defer parsed.Wipe()
	o.attempts.Lock()
	defer o.attempts.Unlock()
	if err := o.requireReady(ctx); err != nil {
		return nil, nil, err
	}
	var p *proven
	err = o.write(ctx, func(w *writing) error {
		found, err := w.openKit(parsed)
		if err != nil {
			return err
		}
		defer found.adminsKey.Wipe()
		u, err := w.userByLogin(foldLogin(login))
		if err != nil {
			return err
		}
		if u == nil || u.Account != found.account.ID || u.Role != string(RoleAdministrator) {
			return &Error{Code: CodeKitWrong, Field: "kit"}
		}
		if err := CheckPassword(password, policyOf(found.account).MinPassword, u.Login, u.Name, found.account.Name); err != nil {
			return err
		}
		userKey, err := w.openEscrow(u, &handle{adminsKey: found.adminsKey})
		if err != nil {
			return err
		}
		p = &proven{user: u, userKey: *userKey}
		userKey.Wipe()
		if p.private, err = o.setPassword(u, &p.userKey, forAdmins(&found.adminsKey), foldPassword(password), false); err != nil {
			return err
		}
		u.PasswordChanged = millis(w.now)
		u.Epoch++
		if err := w.update(u, event{kind: ActivityPasswordRecovered, actor: u, target: u}); err != nil {
			return err
		}
		w.moveTimeMark()
		return w.resetCounters(o.passwordKey(u.Login))
	})
	if err != nil {
		return nil, nil, err
	}
	defer p.wipe()
	return o.proceed(ctx, p)
}
