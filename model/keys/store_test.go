package keys

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

func checkStore(t *testing.T, s Store, place string) {
	t.Helper()
	if s.Place() != place {
		t.Errorf("place %q", s.Place())
	}
	k := newKey(t)
	if _, err := s.Get(ID{9}); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key yet: %v", err)
	}
	if err := s.Put(ID{9}, k); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(ID{9}, newKey(t)); !errors.Is(err, ErrHeld) {
		t.Errorf("a key was overwritten: %v", err)
	}
	if _, err := s.Get(ID{8}); !errors.Is(err, ErrNoKey) {
		t.Errorf("the key of another database: %v", err)
	}
	if back, err := s.Get(ID{9}); err != nil || back != *k {
		t.Errorf("came back: %v", err)
	}
	for range 2 {
		if err := s.Delete(ID{9}); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Get(ID{9}); !errors.Is(err, ErrNoKey) {
		t.Errorf("deleted: %v", err)
	}
}

func TestFileStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	places := File(dir)
	checkStore(t, places, PlaceFile)
	if err := places.Put(ID{1}, newKey(t)); err != nil {
		t.Fatal(err)
	}
	wantMode(t, dir, 0o700)
	wantMode(t, places.path(ID{1}), 0o600)

	for _, damage := range []string{"", "damaged", strings.Repeat("0", 2*Size-1), strings.Repeat("0", 2*Size+2)} {
		if err := os.WriteFile(places.path(ID{1}), []byte(damage), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := places.Get(ID{1}); !errors.Is(err, ErrNoKey) {
			t.Errorf("a file with %q: %v", damage, err)
		}
		again := newKey(t)
		if err := places.Put(ID{1}, again); err != nil {
			t.Fatalf("in the place of %q: %v", damage, err)
		}
		if back, err := places.Get(ID{1}); err != nil || back != *again {
			t.Errorf("put in the place of %q: %v", damage, err)
		}
	}

	if err := os.Mkdir(places.path(ID{2}), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := places.Get(ID{2}); !errors.Is(err, ErrFile) || errors.Is(err, ErrNoKey) {
		t.Errorf("a folder in the key's place: %v", err)
	}
	if err := places.Put(ID{2}, newKey(t)); !errors.Is(err, ErrFile) {
		t.Errorf("put in a folder's place: %v", err)
	}
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := File(filepath.Join(blocked, "keys")).Put(ID{1}, newKey(t)); err == nil {
		t.Error("a key was kept below a file")
	}
}

func wantMode(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != mode {
		t.Errorf("%s has mode %v, want %v", filepath.Base(path), info.Mode(), mode)
	}
}

// What others could read is taken from them, told, and used all the same.
func TestOpenModesAreClosed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows no modes")
	}
	dir := filepath.Join(t.TempDir(), "keys")
	places := File(dir)
	k := newKey(t)
	if err := places.Put(ID{1}, k); err != nil {
		t.Fatal(err)
	}
	var told []string
	places.Warn = func(err error) { told = append(told, err.Error()) }
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660, 0o777} {
		told = nil
		if err := errors.Join(os.Chmod(dir, mode|0o100), os.Chmod(places.path(ID{1}), mode)); err != nil {
			t.Fatal(err)
		}
		if back, err := places.Get(ID{1}); err != nil || back != *k {
			t.Errorf("mode %v: %v", mode, err)
		}
		wantMode(t, dir, (mode|0o100)&0o700)
		wantMode(t, places.path(ID{1}), mode&0o700)
		if len(told) != 2 || strings.Contains(strings.Join(told, ""), hex.EncodeToString(k[:])) {
			t.Errorf("mode %v: told %q", mode, told)
		}
	}
	if err := os.Chmod(places.path(ID{1}), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Chmod(dir, 0o755), places.Put(ID{2}, k)); err != nil {
		t.Fatal(err)
	}
	wantMode(t, dir, 0o700)
	told = nil
	if _, err := places.Get(ID{1}); err != nil || len(told) > 0 {
		t.Errorf("nothing to tell: %v, %v", told, err)
	}
}

// fakeSecrets is a key store of the test's own that can be held shut.
type fakeSecrets struct {
	mutex sync.Mutex
	held  map[string]string
	sets  int
	fails error
	shut  map[string]chan bool // by call; closed to let it go on
}

func (d *fakeSecrets) pass(call string) error {
	d.mutex.Lock()
	wait := d.shut[call]
	d.mutex.Unlock()
	if wait != nil {
		<-wait
	}
	return d.fails
}

func (d *fakeSecrets) Get(_, user string) (string, error) {
	if err := d.pass("get"); err != nil {
		return "", err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	text, ok := d.held[user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return text, nil
}

func (d *fakeSecrets) Set(_, user, text string) error {
	if err := d.pass("set"); err != nil {
		return err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.sets++
	d.held[user] = text
	return nil
}

func (d *fakeSecrets) Delete(_, user string) error {
	if err := d.pass("delete"); err != nil {
		return err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if _, ok := d.held[user]; !ok {
		return keyring.ErrNotFound
	}
	delete(d.held, user)
	return nil
}

// osStoreOn is a store of the operating system's kind over something of the test's own.
func osStoreOn(by secrets) osStore { return osStore{by, 30 * time.Second, make(chan bool, 1)} }

func newFakeSecrets(shut ...string) *fakeSecrets {
	d := &fakeSecrets{held: map[string]string{}, shut: map[string]chan bool{}}
	for _, call := range shut {
		d.shut[call] = make(chan bool)
	}
	return d
}

func TestOSStore(t *testing.T) {
	d := newFakeSecrets()
	s := osStoreOn(d)
	checkStore(t, s, PlaceOS)
	d.held[nameOf(ID{1})] = "damaged"
	if _, err := s.Get(ID{1}); !errors.Is(err, ErrNoKey) {
		t.Errorf("a damaged entry: %v", err)
	}
	if err := s.Put(ID{1}, newKey(t)); err != nil {
		t.Errorf("in the place of a damaged entry: %v", err)
	}
	d.fails = errors.New("locked")
	for name, err := range map[string]error{
		"get": errOf(s.Get(ID{1})), "put": s.Put(ID{2}, newKey(t)), "delete": s.Delete(ID{1}),
	} {
		if !errors.Is(err, ErrSilent) || errors.Is(err, ErrNoKey) {
			t.Errorf("%s from a store that fails: %v", name, err)
		}
	}
	if s := OS(time.Second); s != (osStore{library{}, time.Second, putLock}) {
		t.Errorf("%v", s)
	}
}

func errOf[R any](_ R, err error) error { return err }

// What the store does not say is not overwritten.
func TestPutNeedsToKnow(t *testing.T) {
	d := newFakeSecrets()
	s := osStoreOn(unreadableSecrets{d})
	d.held[nameOf(ID{1})] = "the only copy"
	if err := s.Put(ID{1}, newKey(t)); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
	if d.sets > 0 {
		t.Error("something was put over what could not be seen")
	}
}

// blind fails where it is asked what it holds.
type unreadableSecrets struct{ *fakeSecrets }

func (unreadableSecrets) Get(string, string) (string, error) {
	return "", errors.New("the prompt was dismissed")
}

// panics is a library that does not survive the end of the bus.
type panickingSecrets struct{ *fakeSecrets }

func (panickingSecrets) Get(string, string) (string, error) { panic("no signal") }

func TestPanicOfTheLibrary(t *testing.T) {
	s := osStoreOn(panickingSecrets{newFakeSecrets()})
	if _, err := s.Get(ID{1}); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
	if err := s.Put(ID{1}, newKey(t)); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
}

// A store that hangs is given up after patience, wherever it hangs, and what it does
// after that leaves no key behind.
func TestHangingStore(t *testing.T) {
	for _, hangs := range []string{"get", "set"} {
		synctest.Test(t, func(t *testing.T) {
			d := newFakeSecrets(hangs)
			s := osStoreOn(d)
			start := time.Now()
			if err := s.Put(ID{1}, newKey(t)); !errors.Is(err, ErrSilent) {
				t.Errorf("put into a store that hangs at %s: %v", hangs, err)
			}
			if hangs == "get" {
				if _, err := s.Get(ID{1}); !errors.Is(err, ErrSilent) {
					t.Errorf("get: %v", err)
				}
				start = start.Add(30 * time.Second)
			}
			if waited := time.Since(start); waited != 30*time.Second {
				t.Errorf("waited %v", waited)
			}
			close(d.shut[hangs])
			synctest.Wait()
			if len(d.held) > 0 {
				t.Errorf("a store that hung at %s kept what was given up", hangs)
			}
			if hangs == "get" && d.sets > 0 {
				t.Error("put after it was given up")
			}
		})
	}
}

// What a Put that was given up takes out again is its own, not what the next one put.
func TestLatePutTakesNothingOfTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newFakeSecrets("set", "delete")
		s, k := osStoreOn(d), newKey(t)
		if err := s.Put(ID{1}, newKey(t)); !errors.Is(err, ErrSilent) {
			t.Fatal(err)
		}
		next := make(chan error)
		go func() { next <- s.Put(ID{1}, k) }()
		synctest.Wait()
		close(d.shut["set"])
		synctest.Wait()
		close(d.shut["delete"])
		if err := <-next; err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if back, err := s.Get(ID{1}); err != nil || back != *k {
			t.Errorf("the key that was put last is gone: %v", err)
		}
	})
}
