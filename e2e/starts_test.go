//go:build e2e

package e2e

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Starts that cannot go well end in a window with a sentence, and the terminal
// hears of it too.
func TestStartsThatFail(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	database := filepath.Join(d.data, "qlingo.db")

	if err := os.WriteFile(database, []byte("no database, just a letter\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.fails("not_database")
	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}

	whole := d.data
	d.data = filepath.Join(d.root, "gone")
	d.fails("folder_missing")
	if _, err := os.Stat(d.data); !errors.Is(err, os.ErrNotExist) {
		t.Error("a missing folder was made")
	}
	d.data = whole

	// Half-way through the first run nothing is on the disk.
	d.start("first_run_1")
	d.fill("山田商店")
	d.crash()
	if names, err := filepath.Glob(filepath.Join(d.data, "*.db*")); err != nil || len(names) > 0 {
		t.Errorf("an unfinished first run left %v (%v)", names, err)
	}

	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	d.start("first_run_1")
	d.firstRun("", owner)

	d.secondInstance()
	d.quit()

	keys := filepath.Join(d.config, "keys")
	rename(t, keys, keys+".away")
	d.fails("key_missing")
	d.start("failure")
	d.still()
	d.fill(strings.ToLower(d.kit))
	d.shot("kit-for-the-key")
	d.enter()
	d.sees("login")
	d.quit()

	anchors := filepath.Join(d.config, "anchors")
	rename(t, anchors, anchors+".away")
	d.fails("freshness_unknown")
	rename(t, anchors+".away", anchors)

	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.quit()
}

// fails starts the program, expects the page that says why not, and ends it.
func (d *desk) fails(code string) {
	d.t.Helper()
	d.output.Reset()
	d.start("failure")
	d.shot("failure-" + code)
	d.quit()
	if !strings.Contains(d.log.tail(40), "code="+code) {
		d.t.Errorf("the log does not name %s", code)
	}
	if !strings.Contains(d.output.String(), "。") {
		d.t.Errorf("%s: no sentence for the terminal: %q", code, d.output.String())
	}
}

// secondInstance starts the program once more on the same file, where it cannot reach the first.
func (d *desk) secondInstance() {
	d.t.Helper()
	var heard lockedBuffer
	second := d.command()
	second.Env = append(slices.Clone(d.env), "XDG_CACHE_HOME="+filepath.Join(d.root, "elsewhere"))
	second.Stderr = &heard
	if err := second.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.until("the second instance to be refused", func() bool { return strings.Contains(heard.String(), "。") })
	d.isRefused("in_use")
	d.sees("failure")
	if err := second.Process.Kill(); err != nil {
		d.t.Error(err)
	}
	_ = second.Wait()
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, c := range []struct {
		flags []string
		code  int
		says  string
	}{
		{[]string{"--version"}, 0, "Qlingo"},
		{[]string{"--help"}, 0, "--data"},
		{[]string{"--lang", "en", "--help"}, 0, "--keystore"},
		{[]string{"--colour"}, 2, "--colour"},
		{[]string{"--lang", "xx"}, 2, "--lang"},
		{[]string{"--keystore", "drawer"}, 2, "--keystore"},
		{[]string{"--data"}, 2, "--data"},
		{[]string{"dance"}, 2, "dance"},
	} {
		cmd := d.command(c.flags...)
		out, err := cmd.CombinedOutput()
		if got := exitCode(t, err); got != c.code {
			t.Errorf("%v: exit code %d, want %d", c.flags, got, c.code)
		}
		if !strings.Contains(string(out), c.says) || bytes.Contains(out, []byte("goroutine")) {
			t.Errorf("%v says %q", c.flags, out)
		}
	}

	blind := d.command()
	blind.Env = environment("", filepath.Join(d.root, "home"))
	out, err := blind.CombinedOutput()
	if got := exitCode(t, err); got != 1 || bytes.Contains(out, []byte("goroutine")) {
		t.Errorf("without a display: exit code %d, %q", got, out)
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}
