package keys

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"qlingo/model/keys/keyringtest"
)

// The patience of these tests: long where an answer comes, short where none does.
const (
	ample = time.Minute
	short = 300 * time.Millisecond
)

// on lets this process use a bus, and forget it in the end.
func on(t *testing.T, s *keyringtest.Service) {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", s.Bus)
	t.Cleanup(func() {
		if conn, err := dbus.SessionBus(); err == nil {
			_ = conn.Close()
		}
	})
}

func TestSecretService(t *testing.T) {
	service := keyringtest.Start(t)
	on(t, service)
	s := OS(ample)
	checkStore(t, s, PlaceOS)

	k, user := newKey(t), nameOf(ID{1})
	if err := s.Put(ID{1}, k); err != nil {
		t.Fatal(err)
	}
	if got := service.Look(user); got != hex.EncodeToString(k[:]) {
		t.Errorf("another program finds %d characters under the key's name", len(got))
	}
	for _, damage := range []string{"damaged", strings.Repeat("0", 2*Size-1), "鍵"} {
		service.Set(user, damage)
		if _, err := s.Get(ID{1}); !errors.Is(err, ErrNoKey) {
			t.Errorf("an entry with %q: %v", damage, err)
		}
	}
	if err := s.Put(ID{1}, k); err != nil {
		t.Errorf("in the place of a damaged entry: %v", err)
	}
	service.Clear(user)
	if _, err := s.Get(ID{1}); !errors.Is(err, ErrNoKey) {
		t.Errorf("an entry that was deleted: %v", err)
	}
}

// A key outlives the daemon that keeps it.
func TestSecretServiceStartsAgain(t *testing.T) {
	service := keyringtest.Start(t)
	on(t, service)
	k := newKey(t)
	if err := OS(ample).Put(ID{1}, k); err != nil {
		t.Fatal(err)
	}
	service.Kill()
	silent(t, OS(ample)) // at once: the bus knows that nobody is there
	service.Run()
	if back, err := OS(ample).Get(ID{1}); err != nil || back != *k {
		t.Errorf("came back: %v", err)
	}
}

// silent expects that a store says nothing, neither a key nor that there is none.
func silent(t *testing.T, s Store) {
	t.Helper()
	for name, err := range map[string]error{
		"get": errOf(s.Get(ID{1})), "put": s.Put(ID{2}, newKey(t)), "delete": s.Delete(ID{1}),
	} {
		if !errors.Is(err, ErrSilent) || errors.Is(err, ErrNoKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSecretServiceLocked(t *testing.T) {
	service := keyringtest.Start(t)
	on(t, service)
	k := newKey(t)
	if err := OS(ample).Put(ID{1}, k); err != nil {
		t.Fatal(err)
	}
	service.Lock()
	silent(t, OS(ample))
	service.Kill()
	service.Run()
	if back, err := OS(ample).Get(ID{1}); err != nil || back != *k {
		t.Errorf("unlocked: %v", err)
	}
	if held := service.Look(nameOf(ID{2})); held != "" {
		t.Error("a locked store took a key")
	}
}

// A daemon that hangs is given up; when it wakes it is as good as before, and what was
// given up is not in it.
func TestSecretServiceHangs(t *testing.T) {
	service := keyringtest.Start(t)
	on(t, service)
	k := newKey(t)
	if err := OS(ample).Put(ID{1}, k); err != nil {
		t.Fatal(err)
	}
	service.Stop()
	if _, err := OS(short).Get(ID{1}); !errors.Is(err, ErrSilent) {
		t.Errorf("get: %v", err)
	}
	if err := OS(short).Put(ID{2}, newKey(t)); !errors.Is(err, ErrSilent) {
		t.Errorf("put: %v", err)
	}
	service.Continue()
	if back, err := OS(ample).Get(ID{1}); err != nil || back != *k {
		t.Errorf("awake: %v", err)
	}
	if err := OS(ample).Put(ID{3}, k); err != nil { // waits for what was given up
		t.Errorf("awake: %v", err)
	}
	if _, err := OS(ample).Get(ID{2}); !errors.Is(err, ErrNoKey) {
		t.Errorf("what was given up: %v", err)
	}
}

func TestNoSecretService(t *testing.T) {
	on(t, keyringtest.StartBus(t))
	silent(t, OS(ample))
	t.Run("nor a bus", func(t *testing.T) {
		conn, err := dbus.SessionBus()
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
		silent(t, OS(ample))
	})
}

// asking is a key store that asks for a password which nobody types.
type asking struct{ asked chan bool }

func (asking) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return nil, "/prompt", nil
}

func (a asking) Prompt(string) *dbus.Error {
	a.asked <- true
	return nil
}

// watched tells when a call is really over.
type watched struct {
	library
	over chan bool
}

func (w watched) Get(service, user string) (string, error) {
	defer close(w.over)
	return w.library.Get(service, user)
}

// Nobody types the password, and then the bus goes, as at the end of a desktop session:
// the library does not survive that, the program does.
func TestSecretServiceAsksForEver(t *testing.T) {
	service := keyringtest.StartBus(t)
	on(t, service)
	conn, err := dbus.Connect(service.Bus)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	daemon := asking{make(chan bool, 1)}
	if reply, err := conn.RequestName("org.freedesktop.secrets", 0); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	if err := errors.Join(
		conn.Export(daemon, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service"),
		conn.Export(daemon, "/prompt", "org.freedesktop.Secret.Prompt"),
	); err != nil {
		t.Fatal(err)
	}
	library := watched{over: make(chan bool)}
	if _, err := (osStore{library, short, putLock}).Get(ID{1}); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
	<-daemon.asked
	service.EndBus()
	<-library.over
}
