package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// The places where a machine key is kept, as the meta row names them.
const (
	PlaceOS   = "keyring"
	PlaceFile = "file"
)

// Errors of a key store. They are kept apart because what to do differs: without the
// key the recovery kit is needed, a silent store is asked again.
var (
	ErrNoKey  = errors.New("keys: the machine key is not in the key store")
	ErrSilent = errors.New("keys: the key store does not answer")
)

// Store keeps machine keys, one for each database.
type Store interface {
	Place() string
	Get(db ID) (Key, error)    // ErrNoKey, ErrSilent
	Put(db ID, key *Key) error // never overwrites another key
	Delete(db ID) error        // a key that is not there is no error
}

const service = "Qlingo"

// osStore is the key store of the operating system.
type osStore struct{ patience time.Duration }

// OS is the operating system's key store: Secret Service, Keychain or Credential
// Manager. A store that hangs or is locked is given patience, then ErrSilent comes.
func OS(patience time.Duration) Store { return osStore{patience} }

func (osStore) Place() string { return PlaceOS }

func (s osStore) Get(db ID) (Key, error) {
	var text string
	err := s.wait(func() (err error) {
		text, err = keyring.Get(service, hex.EncodeToString(db[:]))
		return err
	})
	if err != nil {
		return Key{}, err
	}
	return parseKey(text)
}

func (s osStore) Put(db ID, key *Key) error {
	if _, err := s.Get(db); err == nil {
		return errors.New("keys: the key store holds a key for this database already")
	}
	return s.wait(func() error {
		return keyring.Set(service, hex.EncodeToString(db[:]), hex.EncodeToString(key[:]))
	})
}

func (s osStore) Delete(db ID) error {
	err := s.wait(func() error { return keyring.Delete(service, hex.EncodeToString(db[:])) })
	if errors.Is(err, ErrNoKey) {
		return nil
	}
	return err
}

// wait runs one call of the key store. A call that never returns leaves its goroutine
// behind: there is no way to stop it, and the program ends soon after.
func (s osStore) wait(call func() error) error {
	done := make(chan error, 1)
	go func() { done <- call() }()
	select {
	case err := <-done:
		switch {
		case errors.Is(err, keyring.ErrNotFound):
			return ErrNoKey
		case err != nil:
			return fmt.Errorf("%w: %w", ErrSilent, err)
		}
		return nil
	case <-time.After(s.patience):
		return fmt.Errorf("%w within %v", ErrSilent, s.patience)
	}
}

// fileStore keeps keys as files that only their owner can read.
type fileStore struct{ dir string }

// File keeps keys in dir, mode 0700, one file of mode 0600 a database. It is for
// machines without a key store; dir must not be where the databases lie.
func File(dir string) Store { return fileStore{dir} }

func (fileStore) Place() string { return PlaceFile }

func (s fileStore) path(db ID) string {
	return filepath.Join(s.dir, hex.EncodeToString(db[:])+".key")
}

func (s fileStore) Get(db ID) (Key, error) {
	text, err := os.ReadFile(s.path(db))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Key{}, ErrNoKey
	case err != nil:
		return Key{}, fmt.Errorf("%w: %w", ErrSilent, err)
	}
	defer clear(text)
	return parseKey(strings.TrimSpace(string(text)))
}

func (s fileStore) Put(db ID, key *Key) (err error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("keys: make the key folder: %w", err)
	}
	file, err := os.OpenFile(s.path(db), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("keys: make the key file: %w", err)
	}
	defer func() {
		err = errors.Join(err, file.Close())
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if _, err := fmt.Fprintln(file, hex.EncodeToString(key[:])); err != nil {
		return fmt.Errorf("keys: write the key file: %w", err)
	}
	if err := errors.Join(syncOpen(file), SyncFolder(s.dir), SyncFolder(filepath.Dir(s.dir))); err != nil {
		return fmt.Errorf("keys: write the key file: %w", err)
	}
	return nil
}

func (s fileStore) Delete(db ID) error {
	if err := os.Remove(s.path(db)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keys: remove the key file: %w", err)
	}
	return nil
}

// parseKey reads a key as it is kept. A damaged entry counts as absent: the kit
// brings it back, asking again does not.
func parseKey(text string) (Key, error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != Size {
		return Key{}, fmt.Errorf("%w: the entry is damaged", ErrNoKey)
	}
	defer clear(raw)
	return Key(raw), nil
}
