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
func (d *desk) database() string { return filepath.Join(d.data, "qlingo.db") }

// dailyBackup is the path of today's backup.
func (d *desk) dailyBackup() string {
	return filepath.Join(d.data, "backups", "qlingo-"+time.Now().Format("2006-01-02")+".db")
}

// secondPC goes to a PC with nothing on it.
func (d *desk) secondPC() {
	d.t.Helper()
	d.data, d.config = filepath.Join(d.root, "second", "data"), filepath.Join(d.root, "second", "config")
	for _, folder := range []string{d.data, d.config} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			d.t.Fatal(err)
		}
	}
	d.log = journal{path: filepath.Join(d.config, "qlingo.log")}
	d.output.Reset()
}

// says runs a command of the program with something on its standard input.
func (d *desk) says(input string, args ...string) (out string, code int) {
	d.t.Helper()
	cmd := d.command(args...)
	cmd.Stdin = strings.NewReader(input)
	raw, err := cmd.CombinedOutput()
	d.search("output of "+args[0], raw)
	return string(raw), exitCode(d.t, err)
}

// checks verifies a file, the database if none is named, and expects an exit code.
func (d *desk) checks(want int, path ...string) {
	d.t.Helper()
	if out, code := d.says("", append([]string{"check"}, path...)...); code != want {
		d.t.Errorf("qlingo check: exit code %d, want %d: %s", code, want, out)
	}
}

// isRefusedAlready is isRefused for a sentence that came before the page that was waited for.
func (d *desk) isRefusedAlready(code string) {
	d.t.Helper()
	if !strings.Contains(d.log.tail(40), "code="+code) {
		d.t.Errorf("the log does not name %s", code)
	}
}

// restoresChosen goes on from the chosen line of the list of backups to the login page.
func (d *desk) restoresChosen() {
	d.t.Helper()
	d.enter()
	d.sees("restore_preview")
	d.still()
	d.shot("restore-preview")
	d.enter()
	d.sees("restore_kit")
	d.still()
	d.fill(strings.ToLower(d.kit))
	d.shot("restore-kit")
	d.leavesByEnter("restore", d.enter)
	d.enter() // the kit is still there
	d.seesDialog("restore")
	d.tab(-1) // from the button that stays
	d.key("space")
	d.sees("login")
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
