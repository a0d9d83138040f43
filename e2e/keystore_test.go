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
	c := newPC(t)
	c.keyStore = true
	c.env = append(c.env, "DBUS_SESSION_BUS_ADDRESS="+service.Bus) // the last one counts
	owner := person{login: "sato.h", name: "佐藤 花子", password: "seven lanterns on the pier"}

	c.start("first_run_1")
	c.firstRun("山田商店", owner)
	if files, err := filepath.Glob(filepath.Join(c.config, "keys", "*")); err != nil || len(files) > 0 {
		t.Errorf("a key beside the key store: %v, %v", files, err)
	}
	name := c.known()
	key := service.Look(name)
	if len(key) != 64 {
		t.Fatalf("the key store holds %d characters for this database, want 64", len(key))
	}
	c.keepSecret("machine key", key)
	c.quit()

	c.start("login")
	c.quit()
	c.waitsForKeyStore(service)
	c.signIn(owner.login, owner.password)
	c.sees("users")
	c.quit()

	// It can be left while it waits.
	service.Stop()
	c.start("opening_key_store")
	c.tab(1)
	c.enter()
	c.ends()
	service.Continue()

	service.Clear(name)
	c.fails("key_missing")
	c.start("failure")
	c.still()
	c.fill(strings.ToLower(c.kit))
	c.enter()
	c.sees("login")
	if service.Look(name) != key {
		t.Error("the kit did not put the key back into the key store")
	}
	c.quit()
	c.findsNoSecret()
}

// known is the name under which this PC knows the database.
func (c *pc) known() string {
	c.t.Helper()
	anchors, err := filepath.Glob(filepath.Join(c.config, "anchors", "*"))
	if err != nil || len(anchors) != 1 {
		c.t.Fatalf("the anchors are %v, %v", anchors, err)
	}
	return filepath.Base(anchors[0])
}

// waitsForKeyStore starts the program while the key store hangs: the window says so and
// lives, gives the store up in the end, and opens when it is asked again.
func (c *pc) waitsForKeyStore(service *keyringtest.Service) {
	c.t.Helper()
	service.Stop()
	c.start("opening_key_store")
	c.shot("key-store-hangs")
	c.moving(func() { c.tab(1) })
	c.shot("key-store-hangs-focus")
	c.isRefused("key_store_silent")
	c.sees("failure")
	c.shot("key-store-silent")
	service.Continue()
	c.enter()
	c.sees("login")
}
