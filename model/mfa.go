package model

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// enrolmentIdle is how long a QR code may stand without a PIN.
const enrolmentIdle = 10 * time.Minute

// Enrolment is a second step that is being set up. Its secret lives only here until a
// right PIN confirms it; leaving it changes nothing.
type Enrolment struct {
	s     *Session
	label string

	mutex   sync.Mutex
	secret  []byte
	touched time.Time
	over    bool
}

// Format keeps the secret out of every verb of fmt.
func (e *Enrolment) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Enrolment") }

// BeginMFA makes a secret to be scanned. It needs a fresh proof and refuses while a
// second step is on: an active one is never touched by a new one.
func (s *Session) BeginMFA(ctx context.Context) (*Enrolment, error) {
	err := s.see(ctx, needProof, func(_ *view, me *store.User, h *hand) error {
		return s.refuseActive(me, h)
	})
	if err != nil {
		return nil, err
	}
	secret, err := otp.NewSecret(s.o.with.Rand)
	if err != nil {
		return nil, &Error{Code: CodeNoRandomness, Err: err}
	}
	return &Enrolment{s: s, label: otp.Label(s.Person().Login, s.account.Name), secret: secret, touched: s.o.with.Clock()}, nil
}

func (s *Session) refuseActive(me *store.User, h *hand) error {
	second, err := s.o.openRecord(me, &h.uk)
	if err != nil {
		return err
	}
	defer second.wipe()
	if second.On {
		return &Error{Code: CodeMFAOn}
	}
	return nil
}

// URI is what the QR code says; "" once the enrolment was cancelled or confirmed.
func (e *Enrolment) URI() string {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	uri, err := otp.URI(e.secret, e.label)
	if err != nil {
		return ""
	}
	return uri
}

// Key is the secret in base32 for typing, in groups of four.
func (e *Enrolment) Key() string {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return otp.Key(e.secret)
}

// Label is the account name as the app shows it.
func (e *Enrolment) Label() string { return e.label }

// Cancel forgets the secret.
func (e *Enrolment) Cancel() {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.forget()
}

func (e *Enrolment) forget() {
	e.over = true
	clear(e.secret)
	e.secret = nil
}

// Expired tells that the QR code stood too long.
func (e *Enrolment) Expired() bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.expired()
}

func (e *Enrolment) expired() bool {
	return e.over || elapsed(e.touched, e.s.o.with.Clock()) >= enrolmentIdle
}

// Confirm takes the PIN that the app shows and switches MFA on. The five backup codes
// come back this once. A wrong PIN keeps the secret.
func (e *Enrolment) Confirm(ctx context.Context, pin string) ([]string, error) {
	secret, err := e.use()
	if err != nil {
		return nil, err
	}
	defer clear(secret)
	kind, code := otp.Parse(pin)
	if kind != otp.PIN {
		return nil, &Error{Code: CodePINFormat, Field: "pin"}
	}
	codes, err := otp.NewBackupCodes(e.s.o.with.Rand)
	if err != nil {
		return nil, &Error{Code: CodeNoRandomness, Err: err}
	}
	err = e.s.act(ctx, 0, func(w *writing, me *store.User, h *hand) error {
		if err := e.s.refuseActive(me, h); err != nil {
			return err
		}
		step, ok, err := otp.Verify(secret, code, w.now, 0)
		if err != nil {
			return err
		}
		if !ok {
			return wrongEnrolment(secret, code, w.now)
		}
		second, err := newRecord(e.s.o.with.Rand, secret, codes, me.CodeGeneration)
		if err != nil {
			return err
		}
		if err := e.s.o.sealRecord(me, &h.uk, second); err != nil {
			return err
		}
		// The code that enrols counts as used; the step belongs to this secret.
		me.LastStep, me.MFASince, me.MFAUsed = step, millis(w.now), millis(w.now)
		me.Epoch++
		return w.update(me, event{kind: kindMFAOn, actor: me, target: me})
	})
	if err != nil {
		return nil, err
	}
	e.Cancel()
	return codes, nil
}

// use copies the secret and keeps the enrolment alive. The copy lets the window ask for
// the URI while a PIN is being looked at.
func (e *Enrolment) use() ([]byte, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.expired() {
		e.forget()
		return nil, &Error{Code: CodeEnrolmentEnded}
	}
	e.touched = e.s.o.with.Clock()
	return append([]byte{}, e.secret...), nil
}

// wrongEnrolment tells a clock that is off from a PIN that is wrong.
func wrongEnrolment(secret []byte, code string, now time.Time) error {
	if offset, ok := otp.Drift(secret, code, now); ok {
		return &Error{Code: CodeClockOff, Field: "pin", Offset: offset}
	}
	return &Error{Code: CodeWrongPIN, Field: "pin"}
}

// switchOff empties the second step of a person: secret, codes and what is known of
// their use. The caller writes the row.
func (o *Office) switchOff(u *store.User, uk *keys.Key) error {
	if err := o.sealRecord(u, uk, &record{}); err != nil {
		return err
	}
	u.LastStep, u.MFASince, u.MFAUsed = 0, 0, 0
	u.Epoch++
	return nil
}

// DisableMFA switches the person's own second step off, with a fresh proof.
func (s *Session) DisableMFA(ctx context.Context) error {
	return s.act(ctx, needProof, func(w *writing, me *store.User, h *hand) error {
		second, err := s.o.openRecord(me, &h.uk)
		if err != nil {
			return err
		}
		defer second.wipe()
		if !second.On {
			return &Error{Code: CodeMFAOff}
		}
		if err := s.o.switchOff(me, &h.uk); err != nil {
			return err
		}
		if err := w.update(me, event{kind: kindMFAOff, actor: me, target: me}); err != nil {
			return err
		}
		return w.clear(s.o.secondKey(me.ID))
	})
}
