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

// enrolmentIdle is how long a QR code may be shown without a PIN.
const enrolmentIdle = 10 * time.Minute

// Enrolment is a second step that is being set up. Its secret lives only here until a
// right PIN confirms it; leaving it changes nothing.
type Enrolment struct {
	s     *Session
	label string
	moves bool  // a second step that is on goes to a new phone
	epoch int64 // whatever changes the person's sign-in ends the enrolment

	mutex   sync.Mutex
	secret  []byte
	touched time.Time
	over    bool
	offTime string // the newest PIN that fits the secret at another time
	offs    int    // how many such PINs there were
}

// Format keeps the secret out of every verb of fmt.
func (e *Enrolment) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Enrolment") }

// BeginMFA makes a secret for an authenticator app. It needs a fresh proof, and is refused while
// a second step is on: a new secret never touches an active one.
func (s *Session) BeginMFA(ctx context.Context) (*Enrolment, error) {
	return s.beginEnrolment(ctx, false)
}

func (s *Session) beginEnrolment(ctx context.Context, moves bool) (*Enrolment, error) {
	var epoch int64
	err := s.read(ctx, needProof|allowEnrol, func(_ *view, me *store.User, h *handle) error {
		epoch = me.Epoch
		return s.refuseState(me, h, moves)
	})
	if err != nil {
		return nil, err
	}
	secret, err := otp.NewSecret(s.o.options.Rand)
	if err != nil {
		return nil, coded(err)
	}
	return &Enrolment{
		s: s, moves: moves, epoch: epoch, secret: secret, touched: s.o.options.Clock(),
		label: otp.Label(s.Person().Login, s.Account().Name),
	}, nil
}

// refuseState refuses to set up what is on, and to move what is off.
func (s *Session) refuseState(me *store.User, h *handle, moves bool) error {
	second, err := s.o.openRecord(me, &h.userKey)
	if err != nil {
		return err
	}
	defer second.wipe()
	switch {
	case second.On && !moves:
		return &Error{Code: CodeMFAOn}
	case !second.On && moves:
		return &Error{Code: CodeMFAOff}
	}
	return nil
}

// Moves tells whether a second step that is on moves to a new phone. The old phone is good until
// a PIN of the new one is confirmed.
func (e *Enrolment) Moves() bool { return e.moves }

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

// Expired tells whether the QR code was shown too long without a PIN.
func (e *Enrolment) Expired() bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.expired()
}

func (e *Enrolment) expired() bool {
	return e.over || elapsed(e.touched, e.s.o.options.Clock()) >= enrolmentIdle
}

// Confirm takes the PIN that the app shows and switches MFA on. It returns the five backup
// codes, this once; after a move it returns none, because the old ones stay good. A wrong PIN
// keeps the secret.
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
	codes, err := otp.NewBackupCodes(e.s.o.options.Rand)
	if err != nil {
		return nil, coded(err)
	}
	err = e.s.write(ctx, allowEnrol, func(w *writing, me *store.User, h *handle) error {
		if err := e.s.refuseState(me, h, e.moves); err != nil {
			return err
		}
		if me.Epoch != e.epoch {
			return &Error{Code: CodeEnrolmentEnded}
		}
		step, ok, err := otp.Verify(secret, code, w.now, 0)
		if err != nil {
			return err
		}
		if !ok {
			return e.wrong(secret, code, w.now)
		}
		// The code that enrols counts as used; the step belongs to this secret.
		me.LastStep, me.MFAUsed = step, millis(w.now)
		me.Epoch++
		if e.moves {
			return e.replaceSecret(w, me, h, secret)
		}
		return e.switchOn(w, me, h, secret, codes)
	})
	if err != nil {
		return nil, err
	}
	e.s.noteProof(Factors{Second: true})
	e.Cancel()
	if e.moves {
		return nil, nil
	}
	return codes, nil
}

func (e *Enrolment) switchOn(w *writing, me *store.User, h *handle, secret []byte, codes []string) error {
	second, err := newRecord(e.s.o.options.Rand, secret, codes, me.CodeGeneration)
	if err != nil {
		return err
	}
	if err := e.s.o.sealRecord(me, &h.userKey, second); err != nil {
		return err
	}
	me.MFASince, me.CodesMade, me.MFAReset = millis(w.now), millis(w.now), 0
	return w.update(me, event{kind: ActivityMFAEnabled, actor: me, target: me})
}

// replaceSecret leaves the backup codes as they are.
func (e *Enrolment) replaceSecret(w *writing, me *store.User, h *handle, secret []byte) error {
	second, err := e.s.o.activeRecord(me, &h.userKey)
	if err != nil {
		return err
	}
	defer second.wipe()
	second.Secret = append([]byte{}, secret...)
	if err := e.s.o.sealRecord(me, &h.userKey, second); err != nil {
		return err
	}
	return w.update(me, event{kind: ActivityMFAMoved, actor: me, target: me})
}

// use copies the secret and keeps the enrolment alive. With a copy, the window can ask for the
// URI while a PIN is being checked.
func (e *Enrolment) use() ([]byte, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.expired() {
		e.forget()
		return nil, &Error{Code: CodeEnrolmentEnded}
	}
	e.touched = e.s.o.options.Clock()
	return append([]byte{}, e.secret...), nil
}

// wrong tells a PIN that has expired from one that is wrong. A PIN that fits another
// time says nothing about the clocks: somebody was slow. Only a second one, still of the
// same secret, makes it possible that a clock is off.
func (e *Enrolment) wrong(secret []byte, code string, now time.Time) error {
	offset, ok := otp.Drift(secret, code, now)
	if !ok {
		return &Error{Code: CodeWrongPIN, Field: "pin"}
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if code != e.offTime {
		e.offTime = code
		e.offs++
	}
	answer := &Error{Code: CodeWrongPIN, Field: "pin", Err: fmt.Errorf("the PIN fits the time %v from now", offset)}
	switch {
	case e.offs > 1:
		answer.Code = CodeClockOff
	case offset < 0:
		answer.Code = CodePINExpired
	}
	return answer
}

// switchOff clears a person's second step: the secret, the codes, and what is known of their
// use. The days of grace begin anew, whoever does it. The caller writes the row.
func (w *writing) switchOff(u *store.User, userKey *keys.Key) error {
	if err := w.o.sealRecord(u, userKey, &record{}); err != nil {
		return err
	}
	u.LastStep, u.MFASince, u.MFAUsed, u.CodesMade = 0, 0, 0, 0
	u.GraceFrom = w.today()
	u.Epoch++
	return w.closeRequest(u) // its answer must not switch off what is set up next
}

// resetMFA switches the second step off for somebody who did not choose to: by an
// administrator's reset, a backup code, or the support desk.
func (w *writing) resetMFA(u *store.User, userKey *keys.Key) error {
	if err := w.switchOff(u, userKey); err != nil {
		return err
	}
	u.MFAReset = millis(w.now)
	return nil
}

// DisableMFA switches the person's own second step off, with a fresh proof.
func (s *Session) DisableMFA(ctx context.Context) error {
	return s.write(ctx, needProof, func(w *writing, me *store.User, h *handle) error {
		second, err := s.o.activeRecord(me, &h.userKey)
		if err != nil {
			return err
		}
		second.wipe()
		if err := w.switchOff(me, &h.userKey); err != nil {
			return err
		}
		if err := w.update(me, event{kind: ActivityMFADisabled, actor: me, target: me}); err != nil {
			return err
		}
		return w.resetCounters(s.o.secondKey(me.ID))
	})
}
