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

// PendingIdle is how long a right password waits for its PIN: time to fetch the phone, and not to leave the window open.
const PendingIdle = 10 * time.Minute

// Pending is somebody whose password was right and whose PIN is due.
type Pending struct {
	o             *Office
	login         string
	user, account store.ID
	epoch         int64
	administrator bool
	single        bool
	desk          SupportDesk
	ahead         bool
	proved        time.Time

	mutex   sync.Mutex
	userKey keys.Key
	private keys.Key
	touched time.Time
	over    bool
}

// Format keeps the key out of every verb of fmt.
func (p *Pending) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Pending") }

// Login is the ID of whoever signs in.
func (p *Pending) Login() string { return p.login }

// Administrator tells whether the support desk, not an administrator, helps this person.
func (p *Pending) Administrator() bool { return p.administrator }

// Single tells whether this person is the only one of the account, so that there is no
// administrator to ask.
func (p *Pending) Single() bool { return p.single }

// SupportDesk is the desk that the account asks; the zero value where there is none.
func (p *Pending) SupportDesk() SupportDesk { return p.desk }

// UsedAhead tells whether the newest used PIN lies in the future: the clock of this machine was
// ahead once, and PINs are refused until it gets there.
func (p *Pending) UsedAhead() bool { return p.ahead }

// Leave ends the attempt.
func (p *Pending) Leave() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.leave()
}

func (p *Pending) leave() {
	p.over = true
	p.userKey.Wipe()
	p.private.Wipe()
}

// Over tells whether the password has to be given again.
func (p *Pending) Over() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.isOver()
}

func (p *Pending) isOver() bool {
	return p.over || elapsed(p.touched, p.o.options.Clock()) >= PendingIdle
}

// Enter is the second step: a PIN, or a backup code, which also switches MFA off.
// Something that is neither costs nothing: CodePINFormat or CodeBackupLength.
func (p *Pending) Enter(ctx context.Context, field string) (*Session, error) {
	kind, code, err := parseCode("pin", field)
	if err != nil {
		return nil, err
	}
	p.o.attempts.Lock()
	defer p.o.attempts.Unlock()
	who, err := p.who()
	if err != nil {
		return nil, err
	}
	defer who.wipe()
	failures, err := p.o.countAttempt(ctx, p.o.secondKey(p.user), stopSecond(kind))
	if err != nil {
		return nil, err
	}
	activity, use := ActivitySignedInByPIN, (*writing).usePIN
	if kind == otp.Backup {
		activity, use = ActivitySignedInByBackupCode, (*writing).useBackup
	}
	s, err := p.o.finishSignIn(ctx, who, activity, func(w *writing, u *store.User) error {
		if p.Over() { // somebody left while this was on its way
			return &Error{Code: CodeEnded}
		}
		return use(w, u, &who.userKey, code)
	})
	switch code := CodeOf(err); {
	case err == nil:
		s.password = p.proved
		p.Leave()
		return s, nil
	case refusesCode(err):
		return nil, p.o.wrongCode(ctx, p.user, ActivityWrongPIN, failures, err)
	case code == CodeEnded, code == CodeSuspended:
		p.Leave()
	}
	return nil, err
}

// who checks that the attempt is alive and copies what it holds.
func (p *Pending) who() (*proven, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.isOver() {
		p.leave()
		return nil, &Error{Code: CodeEnded}
	}
	p.touched = p.o.options.Clock()
	user := &store.User{ID: p.user, Account: p.account, Login: p.login, Epoch: p.epoch}
	return &proven{user: user, userKey: p.userKey, private: p.private}, nil
}
