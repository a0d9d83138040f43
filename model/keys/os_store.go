package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"
)

const service = "Qlingo"

// osStore is the key store of the operating system.
type osStore struct {
	secrets secrets
	timeout time.Duration
	putLock chan bool // holds one value while a key is being put
}

// secrets is what the library offers; tests put something else in its place.
type secrets interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error // overwrites
	Delete(service, user string) error
}

// library is the Secret Service, the Keychain or the Credential Manager.
type library struct{}

func (library) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (library) Set(service, user, secret string) error   { return keyring.Set(service, user, secret) }
func (library) Delete(service, user string) error        { return keyring.Delete(service, user) }

// OS is the operating system's key store: Secret Service, Keychain or Credential
// Manager. A store that hangs or is locked is ErrSilent after the timeout.
func OS(timeout time.Duration) Store { return osStore{library{}, timeout, putLock} }

// putLock lets one key be put at a time, until that has really ended: a Put that was
// given up would otherwise take away what the next one has put.
var putLock = make(chan bool, 1)

func (osStore) Place() string { return PlaceOS }

func (s osStore) Get(db ID) (Key, error) {
	var key Key
	err := s.wait(func(*call) (err error) {
		key, err = s.get(db)
		return err
	})
	if err != nil {
		return Key{}, err // key may still be written to
	}
	return key, nil
}

func (s osStore) get(db ID) (Key, error) {
	text, err := s.secrets.Get(service, nameOf(db))
	if err != nil {
		return Key{}, explain(err)
	}
	return parseKey(text)
}

// Put leaves no key behind that nobody knows of: what is given up is not put any more,
// and what is put too late is taken out again.
func (s osStore) Put(db ID, key *Key) error {
	text := hex.EncodeToString(key[:]) // the caller may wipe the key before a late call is over
	return s.wait(func(c *call) error {
		s.putLock <- true
		defer func() { <-s.putLock }()
		there, err := s.get(db)
		there.Wipe()
		switch {
		case err == nil:
			return ErrHeld
		case !errors.Is(err, ErrNoKey): // what it holds is not known, and Set overwrites
			return err
		case c.givenUp():
			return ErrSilent
		}
		if err := s.secrets.Set(service, nameOf(db), text); err != nil {
			return explain(err)
		}
		if !c.answer() {
			return explain(s.secrets.Delete(service, nameOf(db)))
		}
		return nil
	})
}

func (s osStore) Delete(db ID) error {
	err := s.wait(func(*call) error { return explain(s.secrets.Delete(service, nameOf(db))) })
	if errors.Is(err, ErrNoKey) {
		return nil
	}
	return err
}

// explain puts an error of the library into our words.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoKey
	}
	return fmt.Errorf("%w: %w", ErrSilent, err)
}

// call is one call of the key store. Either its answer counts or that it was given up,
// whichever comes first.
type call struct{ over atomic.Int32 }

const (
	answered = iota + 1
	givenUp
)

func (c *call) answer() bool  { return c.over.CompareAndSwap(0, answered) }
func (c *call) giveUp() bool  { return c.over.CompareAndSwap(0, givenUp) }
func (c *call) givenUp() bool { return c.over.Load() == givenUp }

// wait runs one call of the key store. A call that never returns leaves its goroutine
// behind: there is no way to stop it, and the program ends without it.
func (s osStore) wait(ask func(*call) error) error {
	c, done := new(call), make(chan error, 1)
	go func() { done <- callSafely(c, ask) }()
	timer := time.NewTimer(s.timeout)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		if c.giveUp() {
			return fmt.Errorf("%w within %v", ErrSilent, s.timeout)
		}
		return <-done // its answer was on the way
	}
}

// callSafely keeps a panic of the library from ending the program. It panics when the bus
// goes away while the key store asks the person for a password.
func callSafely(c *call, ask func(*call) error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%w: the library panicked: %v", ErrSilent, reason)
		}
	}()
	return ask(c)
}
