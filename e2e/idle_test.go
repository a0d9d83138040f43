//go:build e2e && bench

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

const idleTime = 60 * time.Second

// TestIdle prints what the window takes while nobody does anything, as Go's benchmarks do. QLINGO_PROGRAM names
// another program than bin/qlingo to compare with.
func TestIdle(t *testing.T) {
	c, admin := largeOffice(t)
	c.start("login")
	c.reportIdle("idle-login")
	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.reportIdle("idle-people")
	c.toSecurity()
	c.switchesOn("owner")
	c.quit()

	c.start("login")
	c.signIn(admin.login, admin.password)
	c.sees("pin")
	c.reportIdle("idle-pin")
	c.quit()
}

// largeOffice sets an office up on a PC, and ends the program.
func largeOffice(t *testing.T) (*pc, person) {
	t.Helper()
	admin := person{login: "sato.h", name: "佐藤 花子", password: "paper boats at dawn 1987"}
	c := newPC(t)
	c.start("first_run_1")
	c.firstRun("山田商店", admin)
	c.signIn(admin.login, admin.password)
	c.sees("users")
	c.imports(c.staffFile())
	c.quit()
	return c, admin
}

// report prints a line of a benchmark: values and their units in turn.
func report(name string, figures ...any) {
	fmt.Printf("BenchmarkWindow/%s 1", name)
	for i := 0; i < len(figures); i += 2 {
		fmt.Printf(" %.3g %s", figures[i], figures[i+1])
	}
	fmt.Println()
}

// reportIdle prints the share of one core that the program takes on a page.
func (c *pc) reportIdle(name string) {
	c.t.Helper()
	c.still()
	time.Sleep(settling)
	before := c.processorTime()
	time.Sleep(idleTime)
	report(name, 100*(c.processorTime()-before).Seconds()/idleTime.Seconds(), "%-of-a-core")
}

// processorTime is what all threads of the program have taken so far.
func (c *pc) processorTime() time.Duration {
	c.t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.program.Process.Pid))
	if err != nil {
		c.t.Fatal(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')'):]))
	user, _ := strconv.Atoi(fields[12])
	system, _ := strconv.Atoi(fields[13])
	return time.Duration(user+system) * 10 * time.Millisecond // a tick is a hundredth of a second
}
