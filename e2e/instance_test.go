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
	d := newDesk(t)
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}

	// Both at once: one of them becomes the window, the other leaves.
	rival := d.command()
	said := make(chan string, 1)
	go func() {
		out, _ := rival.CombinedOutput()
		said <- string(out)
	}()
	d.program = d.command()
	d.program.Stdout, d.program.Stderr = &d.output, &d.output
	if err := d.program.Start(); err != nil {
		t.Fatal(err)
	}
	mine := make(chan error, 1)
	go func(program *exec.Cmd) { mine <- program.Wait() }(d.program)
	select {
	case text := <-said: // the rival left
		d.exited = mine
		if !strings.Contains(text, "前に出しました。") || rival.ProcessState.ExitCode() != 0 {
			t.Errorf("the second of two ended with %v: %q", rival.ProcessState, text)
		}
	case err := <-mine:
		if text := d.output.String(); !strings.Contains(text, "前に出しました。") || err != nil {
			t.Errorf("the second of two ended with %v: %q", err, text)
		}
		d.program, d.exited = rival, make(chan error, 1)
		go func() {
			<-said
			d.exited <- nil
		}()
	}
	d.sees("first_run_1")
	d.crash() // it leaves its socket behind

	d.start("first_run_1")
	d.firstRun("", owner)
	d.signIn(owner.login, owner.password)
	d.sees("my_page")

	cover := d.another()
	d.startsAgain()
	d.key("ctrl+l")
	d.sees("lock")
	d.mustTool("xdotool", "windowfocus", "--sync", cover)
	d.startsAgain()
	if d.log.unread("msg=screen") || d.log.unread("msg=failure") {
		t.Error("the locked window shows something else")
	}
	d.shot("locked-in-front")
	d.quit()
	d.isPrivate()
}

// another puts the window of a program with data of its own in front, and returns it.
func (d *desk) another() string {
	d.t.Helper()
	other := newDesk(d.t, "other")
	other.env = d.env
	other.start("first_run_1")
	d.focused(other.window)
	return other.window
}

// startsAgain starts the program a second time, and expects the window in front and the second gone.
func (d *desk) startsAgain() {
	d.t.Helper()
	out, err := d.command().CombinedOutput()
	if err != nil || strings.Count(string(out), "。") != 2 {
		d.t.Errorf("the second program ended with %v: %q", err, out)
	}
	d.until("the window to come forward", func() bool { return d.log.next("msg=forward") })
	d.focused(d.window)
}

// focused waits until a window has the keyboard.
func (d *desk) focused(window string) {
	d.t.Helper()
	d.until("the focus", func() bool { return strings.TrimSpace(d.tool(nil, "xdotool", "getwindowfocus")) == window })
}
