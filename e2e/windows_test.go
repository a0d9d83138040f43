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
	d := newDesk(t)
	d.usual, d.keyStore = true, true
	home := d.homeOnWindows()
	d.data, d.config = filepath.Join(home, "Local", "qlingo"), filepath.Join(home, "Roaming", "qlingo")
	d.log.path = filepath.Join(d.config, "qlingo.log")

	d.start("first_run_1")
	d.firstRun("", owner)
	d.quit()
	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.shot("my-page")
	d.quit()
	d.findsNoSecret()
	if _, err := os.Stat(filepath.Join(d.data, "qlingo.db")); err != nil {
		t.Error(err)
	}
	// The Credential Manager has the key.
	if _, err := os.Stat(filepath.Join(d.config, "keys")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder of keys: %v", err)
	}
}

// homeOnWindows is the AppData folder of the person for whom the program was installed, as this system sees it.
func (d *desk) homeOnWindows() string {
	d.t.Helper()
	words := d.words()
	parts := strings.Split(words[len(words)-1], `\`) // C:, users, name …
	for _, word := range words {
		if prefix, ok := strings.CutPrefix(word, "WINEPREFIX="); ok && len(parts) > 3 {
			return filepath.Join(prefix, "drive_c", parts[1], parts[2], "AppData")
		}
	}
	d.t.Fatal("QLINGO_PROGRAM tells no WINEPREFIX and no program below a person's folder")
	return ""
}
