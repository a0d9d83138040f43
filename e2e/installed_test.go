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
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("", owner)
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.shot("my-page")
	c.toSecurity()
	phone, codes := c.switchesOn("owner")
	c.signOut()

	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.entersCode(phone.pin(1))
	c.sees("my_page")
	c.shot("signed-in-by-pin")
	c.signOut()
	c.quit()

	before := c.everything()
	cmd := exec.Command("sh", "-c", again)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("removing and installing again: %v\n%s", err, out)
	}
	if !maps.Equal(before, c.everything()) {
		t.Error("the person's files are not what they were before the package was removed")
	}

	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("pin")
	c.shot("pin-after-reinstalling")
	c.entersCode(codes[0])
	c.sees("security")
	c.shot("signed-in-by-backup-code")
	c.signOut()
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.quit()
	c.findsNoSecret()
	c.isPrivate()
}

// everything is what lies in the person's folders, by path.
func (c *pc) everything() map[string]string {
	c.t.Helper()
	files := map[string]string{}
	for _, folder := range []string{c.data, c.config, c.papers} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			raw, err := os.ReadFile(name)
			files[name] = string(raw)
			return err
		})
		if err != nil {
			c.t.Error(err)
		}
	}
	if len(files) == 0 {
		c.t.Error("the person has no files")
	}
	return files
}
