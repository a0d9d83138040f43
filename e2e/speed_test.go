//go:build e2e && bench

package e2e

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	starts   = 9                       // of each program, in turn, so that a drift of the machine's speed cancels
	settling = 2500 * time.Millisecond // from the first picture until memory is read
	idling   = 20 * time.Second
	painted  = 24 // colours that an empty window does not have
)

// figure is what a program needed.
type figure struct{ seconds, rss, anonymous float64 }

// TestSpeed prints what a person feels, side by side with KeePassXC, a program for the same desk: it holds nothing but that
// both start. Ours shows the login page of an office, and the PIN page with its countdown while it is idle.
func TestSpeed(t *testing.T) {
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	d := newDesk(t)
	d.start("first_run_1")
	d.firstRun("", owner)
	d.signIn(owner.login, owner.password)
	d.sees("my_page")
	d.toSecurity()
	d.switchesOn("owner")
	d.quit()

	programs := []struct {
		name    string
		command func() *exec.Cmd
	}{
		{"Qlingo", func() *exec.Cmd { return d.command() }},
		{"KeePassXC", func() *exec.Cmd {
			cmd := exec.Command("keepassxc")
			cmd.Env = d.env
			return cmd
		}},
	}
	runs := make([][]figure, len(programs))
	for i := range starts + 1 {
		for p, program := range programs {
			got := d.firstWindow(program.command())
			if i > 0 { // the first fills caches
				runs[p] = append(runs[p], got)
			}
		}
	}
	var idle [2]float64
	d.start("login")
	d.signIn(owner.login, owner.password)
	d.sees("pin")
	idle[0] = processor(t, d.program.Process.Pid)
	d.quit()
	other := programs[1].command()
	d.firstWindowOf(other)
	idle[1] = processor(t, other.Process.Pid)
	end(other)

	fmt.Printf("\n| | Qlingo | KeePassXC | ratio |\n|---|---|---|---|\n")
	line := func(what, unit string, of func(figure) float64) {
		ratios := make([]float64, 0, starts)
		for i := range runs[0] {
			ratios = append(ratios, of(runs[0][i])/of(runs[1][i]))
		}
		fmt.Printf("| %s | %.3g %s | %.3g %s | %.2f |\n", what, median(runs[0], of), unit, median(runs[1], of), unit, middleOf(ratios))
	}
	line("first painted window", "s", func(f figure) float64 { return f.seconds })
	line("memory", "MiB", func(f figure) float64 { return f.rss })
	line("of it the program's own", "MiB", func(f figure) float64 { return f.anonymous })
	fmt.Printf("| idle (ours with the countdown) | %.1f %% | %.1f %% | |\n\n", idle[0], idle[1])
}

// firstWindow starts a program, waits for its window, reads its memory and ends it.
func (d *desk) firstWindow(cmd *exec.Cmd) figure {
	d.t.Helper()
	f := figure{seconds: d.firstWindowOf(cmd)}
	time.Sleep(settling)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		d.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kilobytes, _ := strconv.ParseFloat(fields[1], 64)
		switch fields[0] {
		case "VmRSS:":
			f.rss = kilobytes / 1024
		case "RssAnon:":
			f.anonymous = kilobytes / 1024
		}
	}
	end(cmd)
	return f
}

// firstWindowOf starts a program and gives the seconds until its window holds more than an empty one.
func (d *desk) firstWindowOf(cmd *exec.Cmd) float64 {
	d.t.Helper()
	began := time.Now()
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	for time.Since(began) < patience {
		for _, window := range strings.Fields(d.tool(nil, "xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(cmd.Process.Pid))) {
			if colourful([]byte(d.tool(nil, "xwd", "-silent", "-id", window))) {
				return time.Since(began).Seconds()
			}
		}
	}
	end(cmd)
	d.t.Fatalf("%s shows no window", filepath.Base(cmd.Path))
	return 0
}

// colourful tells whether a picture as xwd writes it holds more than an empty window: a header of big-endian words, a colour
// table, rows of pixels.
func colourful(dump []byte) bool {
	const words = 25
	if len(dump) < 4*words {
		return false
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(dump[4*i:])) }
	header, table := word(0), word(19)
	seen, last := map[[4]byte]bool{}, [4]byte{}
	for at := header + 12*table; at+4 <= len(dump) && len(seen) <= painted; at += 4 {
		if pixel := [4]byte(dump[at:]); pixel != last {
			seen[pixel], last = true, pixel
		}
	}
	return len(seen) > painted
}

// processor is the share of one core that a program takes while nobody does anything, in percent.
func processor(t *testing.T, pid int) float64 {
	t.Helper()
	ticks := func() float64 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			t.Fatal(err)
		}
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')'):]))
		user, _ := strconv.ParseFloat(fields[12], 64)
		system, _ := strconv.ParseFloat(fields[13], 64)
		return user + system
	}
	time.Sleep(settling)
	before := ticks()
	time.Sleep(idling)
	return (ticks() - before) / idling.Seconds() // a tick is a hundredth of a second
}

func end(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func median(of []figure, value func(figure) float64) float64 {
	values := make([]float64, 0, len(of))
	for _, f := range of {
		values = append(values, value(f))
	}
	return middleOf(values)
}

func middleOf(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
