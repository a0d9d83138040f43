package model

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
)

// childOptions are the surroundings of another process.
func childOptions(dir string, round int) Options {
	return Options{
		Data: filepath.Join(dir, "data"), Config: filepath.Join(dir, "config"), ForceFileKeys: true, Hash: keys.Light,
		ownClock: true, Clock: func() time.Time { return time.Date(2027, 1, 1+round, 0, 0, 0, 0, time.UTC) },
	}
}

// addUsers adds one user after the other, and says of each when it is done.
func addUsers(dir string, round int) error {
	office, err := Open(context.Background(), childOptions(dir, round))
	if err != nil {
		return err
	}
	s, _, err := office.SignIn(context.Background(), "sato.h", adminPassword)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		login := fmt.Sprintf("u%d.%d", round, n)
		fmt.Println("adding", login)
		if _, _, err := s.AddUser(context.Background(), NewUser{Login: login, Details: Details{Name: login}}); err != nil {
			return err
		}
		fmt.Println("added", login)
	}
}

func sayWhatOpenSays(dir string, _ int) error {
	office, err := Open(context.Background(), childOptions(dir, 0))
	fmt.Println("open", CodeOf(err))
	if err != nil {
		return nil // which was said
	}
	return office.Close()
}

// holdTheWriteLock holds it until its input ends.
func holdTheWriteLock(dir string, _ int) error {
	lock := lockFile(childOptions(dir, 0).Data, "write")
	if err := lock.Lock(); err != nil {
		return err
	}
	fmt.Println("held")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// child is another process that runs.
type child struct {
	*exec.Cmd
	lines *bufio.Scanner
	stdin io.WriteCloser
}

func startChild(t *testing.T, does, dir string, round int) *child {
	t.Helper()
	c := &child{Cmd: exec.Command(os.Args[0], "-test.run=^$")}
	c.Env = append(os.Environ(), "QLINGO_TEST_CHILD="+dir, "QLINGO_TEST_DOES="+does, "QLINGO_TEST_ROUND="+strconv.Itoa(round))
	c.lines = bufio.NewScanner(must(c.StdoutPipe())(t))
	c.stdin = must(c.StdinPipe())(t)
	must(0, c.Start())(t)
	t.Cleanup(c.kill)
	return c
}

// line is the next line the child says, "" when it has ended.
func (c *child) line() string {
	c.lines.Scan()
	return c.lines.Text()
}

// kill is kill −9, and what the child said until then is still there.
func (c *child) kill() { _ = c.Process.Kill() }

// settled is a bench moved into a folder that another process can be given.
func settled(t *testing.T) (*bench, string) {
	t.Helper()
	b := newBench(t, KindMulti)
	b.closeOffice()
	dir := t.TempDir()
	copyFolder(t, b.options.Data, filepath.Join(dir, "data"))
	copyFolder(t, b.options.Config, filepath.Join(dir, "config"))
	b.options.Data, b.options.Config = filepath.Join(dir, "data"), filepath.Join(dir, "config")
	return b, dir
}

// kill −9 at any moment: everybody who was reported as added is there, whole, and at most
// one more.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	b, dir := settled(t)
	there := map[string]bool{"sato.h": true}
	for round := range 10 {
		c := startChild(t, "new users", dir, round)
		adding, added := "", 0
		for line := c.line(); line != ""; line = c.line() {
			what, login, _ := strings.Cut(line, " ")
			switch what {
			case "adding":
				adding = login
				if added == 3+round {
					time.Sleep(time.Duration(round) * time.Millisecond) // somewhere in the write
					c.kill()
				}
			case "added":
				there[login], adding = true, ""
				added++
			default:
				t.Fatalf("the child says %s", strconv.Quote(line))
			}
		}
		_ = c.Wait() // it was killed
		b.want("", b.reopen())
		must(b.WaitForVerification(t.Context()))(t)
		for _, p := range must(b.admin().People(t.Context()))(t) {
			if !there[p.Login] && p.Login != adding {
				t.Errorf("round %d: %s was never reported", round, p.Login)
			}
			there[p.Login] = true
		}
		if got := len(must(b.admin().People(t.Context()))(t)); got != len(there) {
			t.Errorf("round %d: %d people are there, %d were reported", round, got, len(there))
		}
		b.closeOffice()
	}
	if len(there) < 30 {
		t.Errorf("only %d people were ever added", len(there))
	}
}

// Two programs on one file: the second does not open, and a write waits for another
// program's, but not for ever; a program that was killed holds nothing.
func TestTwoPrograms(t *testing.T) {
	t.Parallel()
	b, dir := settled(t)
	b.want("", b.reopen())
	if got := startChild(t, "open", dir, 0).line(); got != "open "+string(CodeInUse) {
		t.Errorf("the second program says %q", got)
	}
	s := b.admin()
	add := func(ctx context.Context, login string) error {
		_, _, err := s.AddUser(ctx, NewUser{Login: login, Details: Details{Name: login}})
		return err
	}
	c := startChild(t, "hold", dir, 0)
	if got := c.line(); got != "held" {
		t.Fatalf("the child says %q", got)
	}
	b.want(CodeInUse, add(t.Context(), "ito.s"))
	gone := make(chan error)
	go func() { gone <- add(t.Context(), "abe.m") }()
	c.kill()
	b.want("", <-gone)
	b.closeOffice()
	alone := startChild(t, "open", dir, 0)
	if got := alone.line(); got != "open " {
		t.Errorf("alone, the program says %q", got)
	}
	b.want("", alone.Wait()) // until then it may hold the file
	b.want("", b.reopen())
	var logins []string
	for _, p := range must(b.admin().People(t.Context()))(t) {
		logins = append(logins, p.Login)
	}
	slices.Sort(logins)
	if !slices.Equal(logins, []string{"abe.m", "sato.h"}) {
		t.Errorf("there are %v", logins)
	}
}
