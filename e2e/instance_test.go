//go:build e2e

package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// Who starts the program again, on the same data, gets the window that is open.
func TestStartedTwice(t *testing.T) {
	t.Parallel()
	c := newPC(t)
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}

	// Both at once: one of them becomes the window, the other leaves.
	rival := c.command()
	said := make(chan string, 1)
	go func() {
		out, _ := rival.CombinedOutput()
		said <- string(out)
	}()
	c.program = c.command()
	c.program.Stdout, c.program.Stderr = &c.output, &c.output
	if err := c.program.Start(); err != nil {
		t.Fatal(err)
	}
	mine := make(chan error, 1)
	go func(program *exec.Cmd) { mine <- program.Wait() }(c.program)
	select {
	case text := <-said: // the rival left
		c.exited = mine
		if !strings.Contains(text, "前に出しました。") || rival.ProcessState.ExitCode() != 0 {
			t.Errorf("the second of two ended with %v: %q", rival.ProcessState, text)
		}
	case err := <-mine:
		if text := c.output.String(); !strings.Contains(text, "前に出しました。") || err != nil {
			t.Errorf("the second of two ended with %v: %q", err, text)
		}
		c.program, c.exited = rival, make(chan error, 1)
		go func() {
			<-said
			c.exited <- nil
		}()
	}
	c.sees("first_run_1")
	c.crash() // it leaves its socket behind

	c.start("first_run_1")
	c.firstRun("", owner)
	c.signIn(owner.login, owner.password)
	c.sees("my_page")

	cover := c.another()
	c.startsAgain()
	c.key("ctrl+l")
	c.sees("lock")
	c.mustTool("xdotool", "windowfocus", "--sync", cover)
	c.startsAgain()
	if c.log.unread("msg=screen") || c.log.unread("msg=failure") {
		t.Error("the locked window shows something else")
	}
	c.shot("locked-in-front")
	c.quit()
	c.isPrivate()
}

// another puts the window of a program with data of its own in front, and returns it.
func (c *pc) another() string {
	c.t.Helper()
	other := newPC(c.t, "other")
	other.env = c.env
	other.start("first_run_1")
	c.focused(other.window)
	return other.window
}

// startsAgain starts the program a second time, and expects the window in front and the second gone.
func (c *pc) startsAgain() {
	c.t.Helper()
	out, err := c.command().CombinedOutput()
	if err != nil || strings.Count(string(out), "。") != 2 {
		c.t.Errorf("the second program ended with %v: %q", err, out)
	}
	c.until("the window to come forward", func() bool { return c.log.next("msg=forward") })
	c.focused(c.window)
}

// focused waits until a window has the keyboard.
func (c *pc) focused(window string) {
	c.t.Helper()
	c.until("the focus", func() bool { return strings.TrimSpace(c.tool(nil, "xdotool", "getwindowfocus")) == window })
}
