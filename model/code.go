package model

import (
	"context"
	"errors"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// parseCode reads a PIN or a backup code. What can be neither is refused before it
// counts as an attempt: field is the input that the error is about.
func parseCode(field, typed string) (otp.Kind, string, error) {
	kind, code := otp.Parse(typed)
	switch kind {
	case otp.Unknown:
		return kind, "", &Error{Code: CodePINFormat, Field: field}
	case otp.PartBackup:
		return kind, "", &Error{Code: CodeBackupLength, Field: field, Max: len(code)}
	}
	return kind, code, nil
}

// usePIN accepts a PIN once: its step must be later than the last one used.
func (w *writing) usePIN(u *store.User, userKey *keys.Key, pin string) error {
	second, err := w.o.openRecord(u, userKey)
	if err != nil {
		return err
	}
	defer second.wipe()
	if !second.On {
		return &Error{Code: CodeEnded}
	}
	return w.acceptPIN(u, second, pin)
}

// useBackup accepts a backup code and switches MFA off: the secret and all five codes
// are gone.
func (w *writing) useBackup(u *store.User, userKey *keys.Key, code string) error {
	second, err := w.o.openRecord(u, userKey)
	if err != nil {
		return err
	}
	defer second.wipe()
	if !second.hasCode(code, u.CodeGeneration) {
		return &Error{Code: CodeNotBackupCode, Field: "pin"}
	}
	return w.resetMFA(u, userKey)
}

// acceptPIN accepts a PIN once: its step must be later than the last one used. The caller
// writes the row. A PIN that fits the very step that was used last is CodePINUsed, any
// other that is not accepted CodeWrongPIN.
func (w *writing) acceptPIN(u *store.User, second *record, pin string) error {
	step, ok, err := otp.Verify(second.Secret, pin, w.now, u.LastStep)
	if err != nil {
		return err
	}
	if ok {
		u.LastStep, u.MFAUsed = step, millis(w.now)
		return nil
	}
	// Verify again, one step earlier: only the last one can be the difference.
	switch _, used, err := otp.Verify(second.Secret, pin, w.now, u.LastStep-1); {
	case err != nil:
		return err
	case used:
		return &Error{Code: CodePINUsed, Field: "pin", Wait: otp.Remaining(w.now)}
	}
	return &Error{Code: CodeWrongPIN, Field: "pin"}
}

// refusesCode tells that a PIN or a backup code was looked at and is none.
func refusesCode(err error) bool {
	switch CodeOf(err) {
	case CodeWrongPIN, CodePINUsed, CodeNotBackupCode:
		return true
	}
	return false
}

// wrongCode records a failure of the second step and tells how it goes on: refused is the
// error to return, with the attempts left and the wait.
func (o *Office) wrongCode(ctx context.Context, id store.ID, kind ActivityKind, failures int64, refused error) error {
	var answer *Error
	if !errors.As(refused, &answer) {
		return refused
	}
	err := o.write(ctx, func(w *writing) error {
		u, err := w.user(id)
		if err != nil {
			return err
		}
		return w.log(event{kind: kind, target: u}, nil)
	})
	if err != nil {
		return err
	}
	counted := *answer
	counted.Left, counted.Wait = attemptsLeft(failures), max(answer.Wait, waitAfter(failures))
	return &counted
}
