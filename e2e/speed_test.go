//go:build e2e && bench

package e2e

import (
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
)

// figure is what a program needed.
type figure struct{ seconds, rss, anonymous float64 }

// TestSpeed prints what a person feels of a start, side by side with KeePassXC, a program for the same desk, as Go's
// benchmarks do: it holds nothing but that both start. Ours shows the login page of an office.
func TestSpeed(t *testing.T) {
	owner := person{login: "sato.h", name: "佐藤 花子", password: "lantern river cobalt 27"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("", owner)
	c.quit()

	programs := []func() *exec.Cmd{
		func() *exec.Cmd { return c.command() },
		func() *exec.Cmd {
			cmd := exec.Command("keepassxc")
			cmd.Env = c.env
			return cmd
		},
	}
	view := c.newView()
	runs := make([][]figure, len(programs))
	for i := range starts + 1 {
		for p, command := range programs {
			got := c.firstWindow(view, command())
			if i > 0 { // the first fills caches
				runs[p] = append(runs[p], got)
			}
		}
	}

	line := func(what, unit string, of func(figure) float64) {
		var ours, theirs, ratios []float64
		for i := range starts {
			a, b := of(runs[0][i]), of(runs[1][i])
			ours, theirs, ratios = append(ours, a), append(theirs, b), append(ratios, a/b)
		}
		fmt.Printf("BenchmarkWindow/%s 1 %.3g %s %.3g KeePassXC-%s %.2f x-KeePassXC\n", what, median(ours), unit, median(theirs), unit, median(ratios))
	}
	line("first-window", "s", func(f figure) float64 { return f.seconds })
	line("memory", "MiB", func(f figure) float64 { return f.rss })
	line("own-memory", "MiB", func(f figure) float64 { return f.anonymous })
}

// firstWindow starts a program, waits for its window, reads its memory and ends it.
func (c *pc) firstWindow(view *view, cmd *exec.Cmd) figure {
	c.t.Helper()
	view.forget()
	began := time.Now()
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	painted, err := view.painted(began.Add(patience))
	if err != nil {
		c.t.Fatalf("%s shows no window: %v", filepath.Base(cmd.Path), err)
	}
	time.Sleep(settling)
	f := figure{seconds: painted.Sub(began).Seconds()}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
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
	return f
}

func median(of []float64) float64 { return slices.Sorted(slices.Values(of))[len(of)/2] }
