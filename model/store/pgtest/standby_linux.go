package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Kill is kill −9 of the server and of everything that it has started.
func (a *Another) Kill(t testing.TB) {
	t.Helper()
	main := a.pid(t)
	_ = syscall.Kill(main, syscall.SIGSTOP) // it starts nothing more
	processes := append([]int{main}, children(t, main)...)
	for _, pid := range processes {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	for _, pid := range processes {
		for state(pid) != "" && state(pid) != "Z" {
			time.Sleep(time.Millisecond)
		}
	}
	a.stop() // which only waits
	if err := os.Remove(filepath.Join(a.data(), "postmaster.pid")); err != nil {
		t.Fatal(err)
	}
}

func (a *Another) pid(t testing.TB) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(a.data(), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// children are the processes that a process has started.
func children(t testing.TB, parent int) (pids []int) {
	t.Helper()
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", parent))
	if err != nil || len(tasks) == 0 {
		t.Fatal("the system does not tell what a process has started", err)
	}
	for _, task := range tasks {
		raw, _ := os.ReadFile(task)
		for text := range strings.FieldsSeq(string(raw)) {
			if pid, err := strconv.Atoi(text); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// state is the letter of what a process does; "": it is gone.
func state(pid int) string {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(raw), ") ")
	return rest[:1]
}

// NewStandby makes a standby of a server, with a folder of its own for its socket, and the same port. It follows the server
// under a name.
func (a *Another) NewStandby(t testing.TB, name string) *Another {
	t.Helper()
	a.Exec(t, "postgres", "ALTER SYSTEM SET max_wal_senders = 4")
	a.Stop() // its folder can be copied then
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{Server: &Server{Folder: folder, Port: a.Port, CA: a.CA}, postgres: a.postgres, attributes: a.attributes}
	t.Cleanup(c.remove)
	if err := c.follow(a.cluster, name); err != nil {
		t.Fatal(err)
	}
	a.Start(t)
	standby := &Another{c}
	standby.Start(t)
	return standby
}

// follow copies a server that does not run, and sets the copy up to follow it.
func (c *cluster) follow(primary *cluster, name string) error {
	_, owner, err := ordinary()
	if err != nil {
		return err
	}
	if err := owner.give(c.Folder); err != nil {
		return err
	}
	copying := exec.Command("cp", "-R", "-p", primary.data(), c.data())
	copying.SysProcAttr = c.attributes
	if out, err := copying.CombinedOutput(); err != nil {
		return fmt.Errorf("cp: %w\n%s", err, out)
	}
	file, err := os.OpenFile(filepath.Join(c.data(), "postgresql.auto.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	from := fmt.Sprintf("host=%s port=%d user=%s password='%s' application_name=%s", primary.Folder, primary.Port, Role, Password, name)
	_, err = fmt.Fprintf(file, "unix_socket_directories = '%s'\nlisten_addresses = ''\nssl = off\nprimary_conninfo = '%s'\n"+
		"synchronous_standby_names = ''\n", c.Folder, strings.ReplaceAll(from, "'", "''"))
	return errors.Join(err, file.Close(), c.signal("standby.signal"))
}

// Promote makes a server that can be written to of a standby.
func (a *Another) Promote(t testing.TB) { a.Exec(t, "postgres", "SELECT pg_promote(true)") }
