//go:build e2e

package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Somebody has installed the program for Windows and starts it without any flag.
func TestUsualPlaces(t *testing.T) {
	t.Parallel()
	if !onWindows() {
		t.Skip("on Linux the folders are tested in app, and the key store by TestKeyStore")
	}
	owner := person{login: "yamada.t", name: "山田 太郎", password: "seven quiet herons fly"}
	c := newPC(t)
	c.usual, c.keyStore = true, true
	home := c.homeOnWindows()
	c.data, c.config = filepath.Join(home, "Local", "qlingo"), filepath.Join(home, "Roaming", "qlingo")
	c.log.path = filepath.Join(c.config, "qlingo.log")

	c.start("first_run_1")
	c.firstRun("", owner)
	c.quit()
	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.shot("my-page")
	c.quit()
	c.findsNoSecret()
	if _, err := os.Stat(filepath.Join(c.data, "qlingo.db")); err != nil {
		t.Error(err)
	}
	// The Credential Manager has the key.
	if _, err := os.Stat(filepath.Join(c.config, "keys")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder of keys: %v", err)
	}
}

// homeOnWindows is the AppData folder of the person for whom the program was installed, as this system sees it.
func (c *pc) homeOnWindows() string {
	c.t.Helper()
	words := c.words()
	parts := strings.Split(words[len(words)-1], `\`) // C:, users, name …
	for _, word := range words {
		if prefix, ok := strings.CutPrefix(word, "WINEPREFIX="); ok && len(parts) > 3 {
			return filepath.Join(prefix, "drive_c", parts[1], parts[2], "AppData")
		}
	}
	c.t.Fatal("QLINGO_PROGRAM tells no WINEPREFIX and no program below a person's folder")
	return ""
}
