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
	c := newPC(t)
	database := filepath.Join(c.data, "qlingo.db")

	if err := os.WriteFile(database, []byte("no database, just a letter\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.fails("not_database")
	if err := os.Remove(database); err != nil {
		t.Fatal(err)
	}

	whole := c.data
	c.data = filepath.Join(c.root, "gone")
	c.fails("folder_missing")
	if _, err := os.Stat(c.data); !errors.Is(err, os.ErrNotExist) {
		t.Error("a missing folder was made")
	}
	c.data = whole

	// Half-way through the first run nothing is on the disk.
	c.start("first_run_1")
	c.fill("山田商店")
	c.crash()
	if names, err := filepath.Glob(filepath.Join(c.data, "*.db*")); err != nil || len(names) > 0 {
		t.Errorf("an unfinished first run left %v (%v)", names, err)
	}

	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	c.start("first_run_1")
	c.firstRun("", owner)

	c.secondInstance()
	c.quit()

	keys := filepath.Join(c.config, "keys")
	rename(t, keys, keys+".away")
	c.fails("key_missing")
	c.start("failure")
	c.still()
	c.fill(strings.ToLower(c.kit))
	c.shot("kit-for-the-key")
	c.enter()
	c.sees("login")
	c.quit()

	anchors := filepath.Join(c.config, "anchors")
	rename(t, anchors, anchors+".away")
	c.fails("freshness_unknown")
	rename(t, anchors+".away", anchors)

	c.start("login")
	c.signIn(owner.login, owner.password)
	c.sees("my_page")
	c.quit()
}

// fails starts the program, expects the page that says why not, and ends it.
func (c *pc) fails(code string) {
	c.t.Helper()
	c.output.Reset()
	c.start("failure")
	c.shot("failure-" + code)
	c.quit()
	if !strings.Contains(c.log.tail(40), "code="+code) {
		c.t.Errorf("the log does not name %s", code)
	}
	if !strings.Contains(c.output.String(), "。") {
		c.t.Errorf("%s: no sentence for the terminal: %q", code, c.output.String())
	}
}

// secondInstance starts the program once more on the same file, where it cannot reach the first.
func (c *pc) secondInstance() {
	c.t.Helper()
	var heard lockedBuffer
	second := c.command()
	second.Env = append(slices.Clone(c.env), "XDG_CACHE_HOME="+filepath.Join(c.root, "elsewhere"))
	second.Stderr = &heard
	if err := second.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.until("the second instance to be refused", func() bool { return strings.Contains(heard.String(), "。") })
	c.isRefused("in_use")
	c.sees("failure")
	if err := second.Process.Kill(); err != nil {
		c.t.Error(err)
	}
	_ = second.Wait()
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	for _, call := range []struct {
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
		cmd := c.command(call.flags...)
		out, err := cmd.CombinedOutput()
		if got := exitCode(t, err); got != call.code {
			t.Errorf("%v: exit code %d, want %d", call.flags, got, call.code)
		}
		if !strings.Contains(string(out), call.says) || bytes.Contains(out, []byte("goroutine")) {
			t.Errorf("%v says %q", call.flags, out)
		}
	}

	blind := c.command()
	blind.Env = environment("", filepath.Join(c.root, "home"))
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
