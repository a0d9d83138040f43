package pgtest

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// binaries is the folder of PostgreSQL's programs: QLINGO_POSTGRES, the path's, or that of Debian's newest version.
// "": there is none.
func binaries() string {
	if folder := os.Getenv("QLINGO_POSTGRES"); folder != "" {
		return folder
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

// cluster is a server on this machine.
type cluster struct {
	*Server
	postgres   string // the program
	attributes *syscall.SysProcAttr
	stop       func() // nil where it does not run
}

// newCluster makes a server that does not run yet; nil where there is no PostgreSQL.
func newCluster() (*cluster, error) {
	programs := binaries()
	if programs == "" {
		return nil, nil
	}
	folder, err := os.MkdirTemp("", "pg") // the path of a socket has 107 bytes at most
	if err != nil {
		return nil, err
	}
	c := &cluster{Server: &Server{Folder: folder}, postgres: filepath.Join(programs, "postgres")}
	if err := c.initialise(filepath.Join(programs, "initdb")); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return c, nil
}

func (c *cluster) initialise(initdb string) (err error) {
	var owner *owner
	if c.attributes, owner, err = ordinary(); err != nil {
		return err
	}
	if c.Port, err = freePort(); err != nil {
		return err
	}
	if c.CA, c.certify, err = newCertifier(c.Folder); err != nil {
		return err
	}
	if err := c.certify(func(*x509.Certificate) {}); err != nil {
		return err
	}
	password := filepath.Join(c.Folder, "password")
	if err := os.WriteFile(password, []byte(Password), 0o600); err != nil {
		return err
	}
	if err := owner.give(c.Folder, password, filepath.Join(c.Folder, keyName)); err != nil {
		return err
	}
	initialise := exec.Command(initdb, "--pgdata="+c.data(), "--username="+Role, "--pwfile="+password,
		"--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
	initialise.Dir, initialise.SysProcAttr = c.Folder, c.attributes
	if out, err := initialise.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return os.WriteFile(filepath.Join(c.data(), "postgresql.conf"), configuration(c.Folder, c.Port), 0o600)
}

func (c *cluster) data() string { return filepath.Join(c.Folder, "data") }

// signal puts a file into the data of a server that does not run, which tells it what to do when it starts.
func (c *cluster) signal(name string) error {
	return os.WriteFile(filepath.Join(c.data(), name), nil, 0o644)
}

// remove stops it and takes it away.
func (c *cluster) remove() {
	if c.stop != nil {
		c.stop()
	}
	_ = os.RemoveAll(c.Folder)
}

func configuration(folder string, port int) []byte {
	return fmt.Appendf(nil, `
unix_socket_directories = '%[1]s'
port = %[2]d
listen_addresses = 'localhost'
ssl = on
ssl_cert_file = '%[1]s/%[3]s'
ssl_key_file = '%[1]s/%[4]s'
autovacuum = off
shared_buffers = 16MB
wal_level = replica
max_wal_senders = 0
`, folder, port, certificateName, keyName)
}

// freePort is a port of localhost that nobody listens at.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}

// owner is a user who gets files; nil where they need not be given to anybody.
type owner struct{ uid, gid int }

func (o *owner) give(paths ...string) error {
	var errs []error
	for _, path := range paths {
		if o != nil {
			errs = append(errs, os.Chown(path, o.uid, o.gid))
		}
	}
	return errors.Join(errs...)
}

// ordinary makes programs run as an ordinary user and end with this one: PostgreSQL refuses root.
func ordinary() (*syscall.SysProcAttr, *owner, error) {
	attributes := &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	if os.Getuid() != 0 {
		return attributes, nil, nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, nil, err
	}
	uid, err := strconv.ParseUint(who.Uid, 10, 31)
	if err != nil {
		return nil, nil, err
	}
	gid, err := strconv.ParseUint(who.Gid, 10, 31)
	if err != nil {
		return nil, nil, err
	}
	attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attributes, &owner{int(uid), int(gid)}, nil
}

// start starts the server and waits until it can be asked.
func (c *cluster) start() error {
	server := exec.Command(c.postgres, "-D", c.data())
	server.Dir, server.SysProcAttr = c.Folder, c.attributes
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread() // the server ends with the thread that started it, and others may have been started by it before
		defer runtime.UnlockOSThread()
		err := server.Start()
		started <- err
		if err == nil {
			_ = server.Wait()
		}
		close(ended)
	}()
	if err := <-started; err != nil {
		return err
	}
	c.stop = func() {
		_ = server.Process.Signal(syscall.SIGINT)
		<-ended
		c.stop = nil
	}
	for range 1000 {
		select {
		case <-ended:
			return fmt.Errorf("postgres: %s", said.String())
		case <-time.After(20 * time.Millisecond):
		}
		// The last line of this file says that the server can be asked: "ready", or "standby".
		state, err := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
		if text := strings.TrimSpace(string(state)); err == nil && (strings.HasSuffix(text, "ready") || strings.HasSuffix(text, "standby")) {
			return nil
		}
	}
	return errors.New("postgres: it is not ready")
}
