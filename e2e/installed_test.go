//go:build e2e

package e2e

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program that a package brought does the main job, is removed and installed again,
// and knows the person as before.
func TestInstalled(t *testing.T) {
	again := os.Getenv("QLINGO_REINSTALL")
	if again == "" {
		t.Skip("needs a package, and a command in QLINGO_REINSTALL that removes it and installs it again: make installed")
	}
	owner := person{login: "kurata.y", name: "倉田 𠮷男", password: "seven quiet herons fly"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("", owner)
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.shot("my-page")
	d.toSecurity()
	phone, codes := d.switchesOn("owner")
	d.signOut()

	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.entersCode(phone.pin(1))
	d.sees("my_page")
	d.shot("signed-in-by-pin")
	d.signOut()
	d.quit()

	before := d.everything()
	cmd := exec.Command("sh", "-c", again)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("removing and installing again: %v\n%s", err, out)
	}
	if !maps.Equal(before, d.everything()) {
		t.Error("the person's files are not what they were before the package was removed")
	}

	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	d.shot("pin-after-reinstalling")
	d.entersCode(codes[0])
	d.sees("security")
	d.shot("signed-in-by-backup-code")
	d.signOut()
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.quit()
	d.findsNoSecret()
	d.isPrivate()
}

// everything is what lies in the person's folders, by path.
func (d *desk) everything() map[string]string {
	d.t.Helper()
	files := map[string]string{}
	for _, folder := range []string{d.data, d.config, d.papers} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			raw, err := os.ReadFile(name)
			files[name] = string(raw)
			return err
		})
		if err != nil {
			d.t.Error(err)
		}
	}
	if len(files) == 0 {
		d.t.Error("the person has no files")
	}
	return files
}
