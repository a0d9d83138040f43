package model

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"qlingo/model/keys"
	"qlingo/model/keys/keyringtest"
)

// realStore lets offices of this test keep their keys in a real Secret Service.
func realStore(t *testing.T, s *keyringtest.Service) Options {
	t.Helper()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", s.Bus)
	t.Cleanup(func() {
		if conn, err := dbus.SessionBus(); err == nil {
			_ = conn.Close()
		}
	})
	return Options{Data: t.TempDir(), Config: t.TempDir(), Hash: keys.Light}
}

// storeBench is a new office with these surroundings.
func storeBench(t *testing.T, options Options) *bench {
	t.Helper()
	b := &bench{T: t, clock: &clock{now: time.Now()}, options: options, kit: must(NewRecoveryKit())(t)}
	b.options.Clock = b.clock.Now
	b.Office = must(Create(t.Context(), b.options, Setup{
		Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: b.kit,
	}))(t)
	t.Cleanup(func() { b.closeOffice() })
	return b
}

// noKeyFile expects that no key lies among the settings.
func (b *bench) noKeyFile() {
	b.Helper()
	if names := must(filepath.Glob(filepath.Join(b.options.Config, "keys", "*")))(b.T); len(names) > 0 {
		b.Errorf("a key file beside the key store: %v", names)
	}
}

// A whole office whose key is in the key store: it is there, it outlives both programs,
// and when it is gone the kit puts it back.
func TestOfficeOnSecretService(t *testing.T) {
	service := keyringtest.Start(t)
	b := storeBench(t, realStore(t, service))
	if b.KeyPlace() != keys.PlaceOS {
		t.Fatalf("the key is in a %s", b.KeyPlace())
	}
	b.noKeyFile()
	name := hex.EncodeToString(b.ring.DB[:])
	machine := must(b.Office.options.keyStore(b.keyPlace).Get(b.ring.DB))(t)
	kept := service.Look(name)
	if kept != hex.EncodeToString(machine[:]) {
		t.Fatal("the key store does not hold this office's key")
	}
	b.closeOffice()

	service.Kill()
	b.want(CodeKeyStoreSilent, b.reopen())
	service.Run()
	b.want("", b.reopen())
	b.admin()
	b.closeOffice()

	service.Lock()
	b.want(CodeKeyStoreSilent, b.reopen())
	service.Kill()
	service.Run()

	for what, lose := range map[string]func(){
		"removed": func() { service.Clear(name) },
		"damaged": func() { service.Set(name, kept[1:]) },
	} {
		lose()
		b.want(CodeKeyMissing, b.reopen())
		b.want("", Recover(t.Context(), b.options, b.kitText(), false))
		if service.Look(name) != kept {
			t.Errorf("%s: the kit did not put the key back", what)
		}
		b.noKeyFile()
		b.want("", b.reopen())
		b.admin()
		b.closeOffice()
	}
}

// A copied database on a PC that has no key store at all opens with the kit, and its key
// goes into a file there.
func TestNewPCWithoutKeyStore(t *testing.T) {
	service := keyringtest.Start(t)
	b := storeBench(t, realStore(t, service))
	b.closeOffice()
	service.Kill()
	b.options.Config = t.TempDir()
	b.want(CodeKeyStoreSilent, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	if b.KeyPlace() != keys.PlaceFile {
		t.Errorf("the key is in the %s", b.KeyPlace())
	}
	b.admin()
}

// A first run waits for a key store that hangs as long as it has patience, once, and
// keeps the key in a file. When the store wakes it does not get the key any more.
func TestFirstRunWithHangingKeyStore(t *testing.T) {
	service := keyringtest.Start(t)
	options := realStore(t, service)
	options.keyStoreTimeout = 200 * time.Millisecond
	warned, asking, asked := 0, 0, 0
	options.Warn = func(error) { warned++ }
	options.KeyStoreBusy = func(begun bool) {
		if begun {
			asking++
		} else {
			asking, asked = asking-1, asked+1
		}
	}
	service.Stop()
	b := storeBench(t, options)
	if b.KeyPlace() != keys.PlaceFile || warned == 0 {
		t.Fatalf("the key is in the %s, %d warnings", b.KeyPlace(), warned)
	}
	if asking != 0 || asked != 1 {
		t.Errorf("the store was asked %d times, and is asked still %d times", asked, asking)
	}
	name := hex.EncodeToString(b.ring.DB[:])
	must(os.Stat(filepath.Join(b.options.Config, "keys", name+".key")))(t)
	service.Continue()
	// The store puts one key at a time: this one comes after the one that was given up.
	other := must(keys.NewKey(b.Office.options.Rand))(t)
	b.want("", keys.OS(time.Minute).Put(keys.ID{1}, &other))
	if service.Look(name) != "" {
		t.Error("two places hold the key")
	}
	b.want("", b.reopen())
	b.admin()
}
