//go:build e2e

package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"qlingo/model/keys/keyringtest"
)

// The machine key in a real Secret Service: a first run that needs no word about it, a
// store that hangs, one that lost the key.
func TestKeyStore(t *testing.T) {
	t.Parallel()
	service := keyringtest.Start(t)
	d := newDesk(t)
	d.keyStore = true
	d.env = append(d.env, "DBUS_SESSION_BUS_ADDRESS="+service.Bus) // the last one counts
	owner := person{login: "sato.h", name: "佐藤 花子", password: "seven lanterns on the pier"}

	d.start("first_run_1")
	d.firstRun("山田商店", owner)
	if files, err := filepath.Glob(filepath.Join(d.config, "keys", "*")); err != nil || len(files) > 0 {
		t.Errorf("a key beside the key store: %v, %v", files, err)
	}
	name := d.known()
	key := service.Look(name)
	if len(key) != 64 {
		t.Fatalf("the key store holds %d characters for this database, want 64", len(key))
	}
	d.keepSecret("machine key", key)
	d.quit()

	d.start("login")
	d.quit()
	d.waitsForKeyStore(service)
	d.signIn(owner.login, owner.password)
	d.sees("users")
	d.quit()

	// It can be left while it waits.
	service.Stop()
	d.start("opening_key_store")
	d.tab(1)
	d.enter()
	d.ends()
	service.Continue()

	service.Clear(name)
	d.fails("key_missing")
	d.start("failure")
	d.still()
	d.fill(strings.ToLower(d.kit))
	d.enter()
	d.sees("login")
	if service.Look(name) != key {
		t.Error("the kit did not put the key back into the key store")
	}
	d.quit()
	d.findsNoSecret()
}

// known is the name under which this PC knows the database.
func (d *desk) known() string {
	d.t.Helper()
	anchors, err := filepath.Glob(filepath.Join(d.config, "anchors", "*"))
	if err != nil || len(anchors) != 1 {
		d.t.Fatalf("the anchors are %v, %v", anchors, err)
	}
	return filepath.Base(anchors[0])
}

// waitsForKeyStore starts the program while the key store hangs: the window says so and
// lives, gives the store up in the end, and opens when it is asked again.
func (d *desk) waitsForKeyStore(service *keyringtest.Service) {
	d.t.Helper()
	service.Stop()
	d.start("opening_key_store")
	d.shot("key-store-hangs")
	d.moving(func() { d.tab(1) })
	d.shot("key-store-hangs-focus")
	d.isRefused("key_store_silent")
	d.sees("failure")
	d.shot("key-store-silent")
	service.Continue()
	d.enter()
	d.sees("login")
}
