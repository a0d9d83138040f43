package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"qlingo/model/files"
)

// FileStore keeps keys as files that only their owner can read.
type FileStore struct {
	dir string
	// Warn hears of a folder or file that others could read; it may be nil.
	Warn func(error)
}

// File keeps keys in dir, mode 0700, one file of mode 0600 a database. It is for
// machines without a key store; dir must not be where the databases lie.
func File(dir string) FileStore { return FileStore{dir: dir} }

// Place is PlaceFile.
func (FileStore) Place() string { return PlaceFile }

// keyText is more than a key's file holds, blanks around it included.
const keyText = 4 * Size

func (s FileStore) path(db ID) string { return filepath.Join(s.dir, nameOf(db)+".key") }

// Get reads a key.
func (s FileStore) Get(db ID) (Key, error) {
	text, err := files.Read(s.path(db), keyText)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Key{}, ErrNoKey
	case err != nil:
		return Key{}, fmt.Errorf("%w: %w", ErrFile, err)
	}
	defer clear(text)
	s.tighten(s.dir)
	s.tighten(s.path(db))
	return parseKey(strings.TrimSpace(string(text)))
}

// tighten takes from others what they must not have. Refusing the key, as ssh does,
// would lock an office out because somebody copied its folders back from a disk that
// knows no modes; what was readable stays known to whoever has read it.
func (s FileStore) tighten(path string) {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return // on Windows the folder of the person keeps others out
	}
	err = os.Chmod(path, info.Mode().Perm()&^0o077)
	if s.Warn != nil {
		s.Warn(errors.Join(fmt.Errorf("keys: others could read %s: it had mode %v", path, info.Mode()), err))
	}
}

// Put makes the key's file. One that is there but holds no key is replaced.
func (s FileStore) Put(db ID, key *Key) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("keys: make the key folder: %w", err)
	}
	s.tighten(s.dir)
	err := s.put(db, key)
	if errors.Is(err, fs.ErrExist) {
		there, broken := s.Get(db)
		there.Wipe()
		if !errors.Is(broken, ErrNoKey) {
			return errors.Join(ErrHeld, broken)
		}
		if err := s.Delete(db); err != nil {
			return err
		}
		err = s.put(db, key)
	}
	return err
}

func (s FileStore) put(db ID, key *Key) error {
	path := s.path(db)
	if err := files.Create(path, []byte(hex.EncodeToString(key[:])+"\n")); err != nil {
		return fmt.Errorf("keys: write the key file: %w", err)
	}
	if err := errors.Join(files.SyncFolder(s.dir), files.SyncFolder(filepath.Dir(s.dir))); err != nil {
		return fmt.Errorf("keys: write the key file: %w", errors.Join(err, files.RemoveIfExists(path)))
	}
	return nil
}

// Delete removes the key's file.
func (s FileStore) Delete(db ID) error {
	if err := files.RemoveIfExists(s.path(db)); err != nil {
		return fmt.Errorf("keys: remove the key file: %w", err)
	}
	return nil
}
