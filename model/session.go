package model

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

const (
	// IdleLimit is how long a session may rest before it locks, unless the policy says
	// otherwise.
	IdleLimit = 10 * time.Minute
	// SessionLimit is how long a session may last in all.
	SessionLimit = 12 * time.Hour
)

// SessionState is what a session is in.
type SessionState int

// The states of a session.
const (
	SessionActive SessionState = iota
	SessionIdle                // it rested too long: lock it
	SessionOver                // its time is up, or it was ended
)

// News is what a person hears after signing in.
type News struct {
	BackupCode  bool      // a backup code was used, MFA is off now
	Support     bool      // the support desk's answer was used, MFA is off now
	LastSignIn  time.Time // the one before this; zero: never
	Failures    int       // wrong passwords and PINs since then
	PINFailures int       // those of them that came after the right password
	MFAMoved    time.Time // MFA went to another phone since then; zero: it did not
	NewCodes    time.Time // backup codes were made in the place of the old ones since then
}

// Session is somebody signed in, and the only way to anything that needs it. All its
// methods may be called from any goroutine; those without a context do not wait.
type Session struct {
	o       *Office
	office  store.ID
	started time.Time

	// changing lets one action at a time change something; it is taken after the office's
	// attempts and before its other locks. What only looks must not see an epoch that an
	// action has just raised.
	changing sync.RWMutex

	mutex     sync.Mutex // guards what follows
	news      News
	password  time.Time // when it was last proven
	second    time.Time // when the second step was; zero: not in this session
	me        Person
	account   Account
	policy    Policy
	overdue   bool // the days of grace without a second step are over
	epoch     int64
	userKey   keys.Key // opens what is the person's
	adminsKey keys.Key // opens everybody's key, for an administrator
	touched   time.Time
	running   int
	over      bool
	locked    *Locked // once it was locked
}

// Format keeps the keys out of every verb of fmt.
func (s *Session) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Session") }

// session builds a session for a person whose proof is complete.
func (w *writing) session(u *store.User, account *store.Account, p *proven) (*Session, error) {
	adminsKey, err := w.o.openAdmins(p, u, account)
	if err != nil {
		return nil, err
	}
	now := w.o.options.Clock() // how long it lasts is measured here
	s := &Session{o: w.o, office: account.ID, started: now, userKey: p.userKey, adminsKey: adminsKey, password: now, touched: now}
	s.refresh(u, account, w.today())
	return s, nil
}

// Person is who is signed in, as of the last change this session made.
func (s *Session) Person() Person {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.me
}

// Account is the account of the person.
func (s *Session) Account() Account {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.account
}

// News returns what to show after signing in. BackupCode and Support are cleared once MFA is on
// again, even if it goes off later.
func (s *Session) News() News {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.news
}

// MustChange tells that the password is a temporary one: until a new one is set nothing
// but that, Lock and SignOut works.
func (s *Session) MustChange() bool { return s.Person().Temporary }

// Touch says that the person did something.
func (s *Session) Touch() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.state() == SessionActive {
		s.touched = s.o.options.Clock()
	}
}

// State tells whether the session should be locked or left.
func (s *Session) State() SessionState {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.state()
}

func (s *Session) state() SessionState {
	now := s.o.options.Clock()
	switch {
	case s.over || elapsed(s.started, now) >= SessionLimit:
		return SessionOver
	case s.locked != nil || (s.running == 0 && elapsed(s.touched, now) >= time.Duration(s.policy.IdleMinutes)*time.Minute),
		s.o.lostFor(now) >= LostLimit:
		return SessionIdle
	}
	return SessionActive
}

// SignOut ends the session, locked or not, and drops its keys.
func (s *Session) SignOut() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.over = true
	s.dropKeys()
	if s.locked != nil {
		s.locked.Leave()
	}
}

func (s *Session) dropKeys() {
	s.o.leave(s)
	s.userKey.Wipe()
	s.adminsKey.Wipe()
}

// need is what an action asks of a session beyond being alive.
type need int

const (
	needPassword need = 1 << iota // within ProofLife
	needSecond                    // within ProofLife, where the second step is on
	needAdmin                     // an administrator of a multi-user account
	needOwner                     // an administrator, or the person of a single-user account
	needFirst                     // somebody of the first account
	allowChange                   // works with a temporary password as well
	allowEnrol                    // works when the days of grace are over as well

	needProof = needPassword | needSecond // for an action on credentials
)

// handle is what an action works with: copies, so that locking need not wait for it.
type handle struct {
	userKey, adminsKey keys.Key
	epoch              int64
	me                 Person
	account            *store.Account // as the action found it
}

func (h *handle) wipe() { h.userKey.Wipe(); h.adminsKey.Wipe() }

// begin checks the session and gives copies of its keys.
func (s *Session) begin(needs need) (*handle, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	switch s.state() {
	case SessionOver:
		return nil, &Error{Code: CodeEnded}
	case SessionIdle:
		return nil, &Error{Code: CodeLocked}
	}
	if s.me.Temporary && needs&allowChange == 0 {
		return nil, &Error{Code: CodeMustChange}
	}
	if needs&needAdmin != 0 && (s.me.Role != RoleAdministrator || s.account.Kind != KindMulti) {
		return nil, &Error{Code: CodeDenied}
	}
	if needs&needOwner != 0 && s.me.Role != RoleAdministrator {
		return nil, &Error{Code: CodeDenied}
	}
	if needs&needFirst != 0 && s.office != s.o.first {
		return nil, &Error{Code: CodeDenied}
	}
	if missing := s.missing(needs); missing != (Factors{}) {
		return nil, &Error{Code: CodeProofNeeded, Missing: missing}
	}
	s.touched = s.o.options.Clock()
	s.running++
	return &handle{userKey: s.userKey, adminsKey: s.adminsKey, epoch: s.epoch, me: s.me}, nil
}

func (s *Session) finish(h *handle) {
	h.wipe()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.running--
	s.touched = s.o.options.Clock()
}

// write is a change by this session, in one transaction. When it changed the person's own
// epoch or the keys in the handle, the session takes the new ones; every other session of the
// person is refused from then on.
func (s *Session) write(ctx context.Context, needs need, do func(w *writing, me *store.User, h *handle) error) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	h, err := s.begin(needs)
	if err != nil {
		return err
	}
	defer s.finish(h)
	var after *store.User
	var today int64
	err = s.o.writeWanted(ctx, s.wanted(h), func(w *writing) error {
		me, err := ownRow(w.view, h, needs)
		if err != nil {
			return err
		}
		after, today = me, w.today()
		if err := do(w, me, h); err != nil {
			return err
		}
		w.moveTimeMark()
		return nil
	})
	if err != nil {
		return s.ended(err)
	}
	s.refresh(after, h.account, today)
	s.keepKeys(h)
	return nil
}

// keepKeys takes the keys as an action left them.
func (s *Session) keepKeys(h *handle) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.locked == nil && !s.over {
		s.userKey, s.adminsKey = h.userKey, h.adminsKey
	}
}

// read is a look by this session, in one read transaction.
func (s *Session) read(ctx context.Context, needs need, do func(v *view, me *store.User, h *handle) error) error {
	s.changing.RLock()
	defer s.changing.RUnlock()
	h, err := s.begin(needs)
	if err != nil {
		return err
	}
	defer s.finish(h)
	return s.ended(s.o.readWanted(ctx, s.wanted(h), func(v *view) error {
		me, err := ownRow(v, h, needs)
		if err != nil {
			return err
		}
		s.refresh(me, h.account, v.today())
		return do(v, me, h)
	}))
}

// wanted are the rows that ownRow reads.
func (s *Session) wanted(h *handle) []*store.Wanted {
	return []*store.Wanted{store.WantUser(store.ID(h.me.ID)), store.WantAccount(s.office)}
}

// ownRow reads the person's own row, refuses a stale epoch, and asks for the second step
// where the account does and the days of grace are over.
func ownRow(v *view, h *handle, needs need) (*store.User, error) {
	me, err := v.user(store.ID(h.me.ID))
	if err != nil {
		return nil, err
	}
	if me.Epoch != h.epoch || me.Status != active {
		return nil, &Error{Code: CodeEnded}
	}
	if h.account, err = v.account(me.Account); err != nil {
		return nil, err
	}
	if needs&allowEnrol == 0 && overdue(me, h.account, v.today()) {
		return nil, &Error{Code: CodeMustEnrol}
	}
	return me, nil
}

// refresh keeps what the file says of the person and the account.
func (s *Session) refresh(me *store.User, a *store.Account, today int64) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.me, s.epoch = person(me, a, false), me.Epoch
	s.account, s.policy, s.overdue = Account{AccountKind(a.Kind), a.Name}, policyOf(a), overdue(me, a, today)
	if me.MFA {
		s.news.BackupCode, s.news.Support = false, false
	}
	if s.locked != nil { // an action that was under way when it was locked
		s.locked.update(s.me, s.epoch, s.news)
	}
}

// ended ends the session when an action found that it is no longer valid.
func (s *Session) ended(err error) error {
	var coded *Error
	if errors.As(err, &coded) && coded.Code == CodeEnded {
		s.SignOut()
	}
	return err
}
