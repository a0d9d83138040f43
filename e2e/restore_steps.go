//go:build e2e

package e2e

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// database is the file of this PC.
func (c *pc) database() string { return filepath.Join(c.data, "qlingo.db") }

// dailyBackup is the path of today's backup.
func (c *pc) dailyBackup() string {
	return filepath.Join(c.data, "backups", "qlingo-"+time.Now().Format("2006-01-02")+".db")
}

// secondPC goes to a PC with nothing on it.
func (c *pc) secondPC() {
	c.t.Helper()
	c.data, c.config = filepath.Join(c.root, "second", "data"), filepath.Join(c.root, "second", "config")
	for _, folder := range []string{c.data, c.config} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			c.t.Fatal(err)
		}
	}
	c.log = programLog{path: filepath.Join(c.config, "qlingo.log")}
	c.output.Reset()
}

// says runs a command of the program with something on its standard input.
func (c *pc) says(input string, args ...string) (out string, code int) {
	c.t.Helper()
	cmd := c.command(args...)
	cmd.Stdin = strings.NewReader(input)
	raw, err := cmd.CombinedOutput()
	c.search("output of "+args[0], raw)
	return string(raw), exitCode(c.t, err)
}

// checks verifies a file, the database if none is named, and expects an exit code.
func (c *pc) checks(want int, path ...string) {
	c.t.Helper()
	if out, code := c.says("", append([]string{"check"}, path...)...); code != want {
		c.t.Errorf("qlingo check: exit code %d, want %d: %s", code, want, out)
	}
}

// isRefusedAlready is isRefused for a sentence that came before the page that was waited for.
func (c *pc) isRefusedAlready(code string) {
	c.t.Helper()
	if !strings.Contains(c.log.tail(40), "code="+code) {
		c.t.Errorf("the log does not name %s", code)
	}
}

// restoresChosen goes on from the chosen line of the list of backups to the login page.
func (c *pc) restoresChosen() {
	c.t.Helper()
	c.enter()
	c.sees("restore_preview")
	c.still()
	c.shot("restore-preview")
	c.enter()
	c.sees("restore_kit")
	c.still()
	c.fill(strings.ToLower(c.kit))
	c.shot("restore-kit")
	c.leavesByEnter("restore", c.enter)
	c.enter() // the kit is still there
	c.seesDialog("restore")
	c.tab(-1) // from the button that stays
	c.key("space")
	c.sees("login")
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

func exitCode(t *testing.T, err error) int {
	t.Helper()
	var failed *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &failed):
		return failed.ExitCode()
	}
	t.Fatal(err)
	return 0
}
