package model

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store/pgtest"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		code Code
		edit func(*Options)
	}{
		{"nothing there", CodeNoDatabase, func(*Options) {}},
		{"no data folder", CodeFolderMissing, func(o *Options) { o.Data = filepath.Join(o.Data, "none") }},
		{"no config folder", CodeConfigMissing, func(o *Options) { o.Config = filepath.Join(o.Config, "none") }},
		{"a file as folder", CodeFolderMissing, func(o *Options) { o.Data = file }},
		{"below a file", CodeFolderUnreadable, func(o *Options) { o.Data = filepath.Join(file, "x") }},
		{"a network folder", CodeNetworkFolder, func(o *Options) { o.OnNetwork = func(string) (bool, error) { return true, nil } }},
		{"a folder that cannot be asked", CodeFolderUnreadable, func(o *Options) { o.OnNetwork = func(string) (bool, error) { return false, errors.New("x") } }},
		{"a text file", CodeNotDatabase, func(o *Options) {
			if err := os.WriteFile(o.Database(), []byte("just a letter, and long enough to be looked at"), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		o := Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true}
		c.edit(&o)
		if _, err := Open(t.Context(), o); CodeOf(err) != c.code || err.Error() == "" {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
	}
}

func TestSecondInstance(t *testing.T) {
	b := newBench(t, KindMulti)
	_, err := Open(t.Context(), b.options)
	b.want(CodeInUse, err)
	_, err = Create(t.Context(), b.options, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit})
	b.want(CodeInUse, err)
	b.closeOffice()
	_, err = Create(t.Context(), b.options, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit})
	b.want(onEngine(CodeInUse, CodeUsesServer), err) // never over an existing office
	b.want("", b.reopen())
}

// placeStub is a key store that fails as told.
type placeStub struct {
	keys.Store
	err error
}

func (p placeStub) Put(keys.ID, *keys.Key) error  { return p.err }
func (p placeStub) Get(keys.ID) (keys.Key, error) { return keys.Key{}, p.err }

func TestKeyStores(t *testing.T) {
	b := newBench(t, KindMulti)
	if b.KeyPlace() != keys.PlaceFile || b.Name() != "山田商店" {
		t.Errorf("place %q, name %q", b.KeyPlace(), b.Name())
	}
	good := b.options
	b.options.Keys = placeStub{err: keys.ErrSilent}
	b.want(CodeKeyStoreSilent, b.reopen())
	b.options.Keys = placeStub{err: keys.ErrNoKey}
	b.want(CodeKeyMissing, b.reopen())
	b.options = good
	b.want("", b.reopen())
	empty := Options{Data: t.TempDir(), Config: t.TempDir(), Keys: placeStub{Store: keys.File(t.TempDir()), err: keys.ErrSilent}}
	_, err := Create(t.Context(), empty, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit})
	b.want(CodeKeyStoreSilent, err)
	nothingLeft(t, empty.Data)
}

func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	for _, path := range must(filepath.Glob(filepath.Join(dir, "qlingo*")))(t) {
		t.Errorf("left behind: %s", filepath.Base(path))
	}
}

func TestCreateRefusesBadInput(t *testing.T) {
	kit := must(NewRecoveryKit())(t)
	good := Setup{Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤", Password: adminPassword, Kit: kit}
	for field, edit := range map[string]func(*Setup){
		"office":   func(s *Setup) { s.Office = " " },
		"login":    func(s *Setup) { s.Login = "x" },
		"name":     func(s *Setup) { s.Name = "" },
		"password": func(s *Setup) { s.Password = "short" },
		"":         func(s *Setup) { s.Kind = "other" },
	} {
		o := Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light}
		s := good
		edit(&s)
		_, err := Create(t.Context(), o, s)
		var coded *Error
		if !errors.As(err, &coded) || coded.Field != field {
			t.Errorf("%q: %v", field, err)
		}
		nothingLeft(t, o.Data)
	}
	o := Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Create(ctx, o, good); CodeOf(err) != CodeCanceled {
		t.Errorf("cancelled: %v", err)
	}
	nothingLeft(t, o.Data)
	for _, path := range must(filepath.Glob(filepath.Join(o.Config, "*", "*")))(t) {
		t.Errorf("left behind: %s", path)
	}
	// The last step fails: the anchor's folder is a file.
	blocked := o
	blocked.Data, blocked.Config = t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(blocked.Config, "anchors"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(t.Context(), blocked, good); err == nil {
		t.Error("made without an anchor")
	}
	nothingLeft(t, blocked.Data)
	for _, path := range must(filepath.Glob(filepath.Join(blocked.Config, "keys", "*")))(t) {
		t.Errorf("left behind: %s", path)
	}
	// A leftover of a killed first run is no obstacle.
	if err := os.WriteFile(o.Database()+".new", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	office := must(Create(t.Context(), o, good))(t)
	if err := office.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(o.Database() + ".new"); !errors.Is(err, os.ErrNotExist) {
		t.Error("the leftover is still there")
	}
}

// smallDisk mounts a file system of its own, which needs root.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		// Where this is no root, TestBrokenAnywhere still fills the disk in every operation.
		t.Skipf("mounting a file system needs root: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir
}

func TestFullDisk(t *testing.T) {
	kit := must(NewRecoveryKit())(t)
	o := Options{Data: smallDisk(t, "32k"), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light}
	_, err := Create(t.Context(), o, Setup{Kind: KindSingle, Login: "sato.h", Name: "x", Password: adminPassword, Kit: kit})
	if CodeOf(err) != CodeDiskFull {
		t.Errorf("%v", err)
	}
	nothingLeft(t, o.Data)

	o.Data = smallDisk(t, "1m")
	office := must(Create(t.Context(), o, Setup{Kind: KindSingle, Login: "sato.h", Name: "x", Password: adminPassword, Kit: kit}))(t)
	s, _, err := office.SignIn(t.Context(), "sato.h", adminPassword)
	if err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(o.Data, "filler")
	_ = os.WriteFile(filler, make([]byte, 1<<20), 0o600) // as much as there is room for
	if err := s.ChangePassword(t.Context(), adminPassword, userPassword); CodeOf(err) != CodeDiskFull {
		t.Errorf("a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := s.ChangePassword(t.Context(), adminPassword, userPassword); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := office.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyDisk(t *testing.T) {
	folder, root := t.TempDir(), os.Geteuid() == 0
	if root { // who may write whatever the modes say
		folder = smallDisk(t, "1m")
	}
	o := Options{Data: folder, Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light}
	kit := must(NewRecoveryKit())(t)
	setup := Setup{Kind: KindSingle, Login: "sato.h", Name: "x", Password: adminPassword, Kit: kit}
	if err := must(Create(t.Context(), o, setup))(t).Close(); err != nil {
		t.Fatal(err)
	}
	switch {
	case root:
		if out, err := exec.Command("mount", "-o", "remount,ro", o.Data).CombinedOutput(); err != nil {
			t.Skipf("remounting needs root: %s", out)
		}
	case runtime.GOOS == "windows":
		t.Skip("Windows knows no modes, and nothing is mounted here")
	default:
		must(0, os.Chmod(folder, 0o500))(t)
		t.Cleanup(func() { must(0, os.Chmod(folder, 0o700))(t) })
	}
	if _, err := Open(t.Context(), o); CodeOf(err) != CodeReadOnly {
		t.Errorf("%v", err)
	}
}

// With QLINGO_TEST_CHILD set this is another process, which does what QLINGO_TEST_DOES
// says on the folders there, and says how far it is.
func TestMain(m *testing.M) {
	if os.Getenv("QLINGO_TEST_CHILD") == "" {
		code := pgtest.Run(m)
		tellFaults()
		os.Exit(code)
	}
	round, _ := strconv.Atoi(os.Getenv("QLINGO_TEST_ROUND"))
	if err := children[os.Getenv("QLINGO_TEST_DOES")](os.Getenv("QLINGO_TEST_CHILD"), round); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// children are what another process does. typeWrongPINs types one after the other, saying
// so before and after each.
var children = map[string]func(dir string, round int) error{
	"wrong PINs": typeWrongPINs, "new users": addUsers, "open": sayWhatOpenSays, "hold": holdTheWriteLock,
}

// faultsInjected counts what the tests have broken, where they can.
var faultsInjected = func() int64 { return 0 }

// tellFaults says how many faults there were, also into the file QLINGO_FAULTS: of tests
// that pass "go test" shows nothing.
func tellFaults() {
	line := fmt.Sprintf("faults injected: %d\n", faultsInjected())
	fmt.Print(line)
	if path := os.Getenv("QLINGO_FAULTS"); path != "" {
		if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
			fmt.Println(err)
		}
	}
}

func typeWrongPINs(dir string, round int) error {
	start := time.Date(2027, 1, 1+100*round, 0, 0, 0, 0, time.UTC)
	jumps := 0
	o := Options{
		Data: filepath.Join(dir, "data"), Config: filepath.Join(dir, "config"), ForceFileKeys: true, Hash: keys.Light,
		ownClock: true, Clock: func() time.Time { return start.Add(time.Duration(jumps) * longestWait) },
	}
	office, err := Open(context.Background(), o)
	if err != nil {
		return err
	}
	_, p, err := office.SignIn(context.Background(), "sato.h", adminPassword)
	if err != nil {
		return err
	}
	for {
		fmt.Println("typed")
		_, err := p.Enter(context.Background(), "000000")
		if CodeOf(err) != CodeWrongPIN {
			return err
		}
		fmt.Println("answered")
		jumps++
		p.mutex.Lock()
		p.touched = o.Clock()
		p.mutex.Unlock()
	}
}

// kill −9 between typing and answer never lowers a counter, and leaves a file that
// opens.
func TestKilled(t *testing.T) {
	b := newBench(t, KindMulti)
	b.enrol(b.admin())
	b.closeOffice()
	dir := t.TempDir()
	copyFolder(t, b.options.Data, filepath.Join(dir, "data"))
	copyFolder(t, b.options.Config, filepath.Join(dir, "config"))
	b.options.Data, b.options.Config = filepath.Join(dir, "data"), filepath.Join(dir, "config")
	var before int64
	for round := range 8 {
		answered := killed(t, dir, round)
		b.want("", b.reopen())
		var failures int64
		b.want("", b.read(t.Context(), func(v *view) error {
			u, err := v.userByLogin("sato.h")
			if err != nil {
				return err
			}
			counter, _, err := v.counter(b.secondKey(u.ID))
			if err == nil {
				failures = counter.Failures
			}
			return err
		}))
		b.closeOffice()
		if failures < before+answered {
			t.Errorf("round %d: %d failures are known, %d before it and %d told in it", round, failures, before, answered)
		}
		before = failures
	}
	if before == 0 {
		t.Error("nothing was ever counted")
	}
}

// killed starts the child, lets it live for a while and kills it. It returns how many
// answers came.
func killed(t *testing.T, dir string, round int) (answered int64) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), "QLINGO_TEST_CHILD="+dir, "QLINGO_TEST_DOES=wrong PINs", "QLINGO_TEST_ROUND="+strconv.Itoa(round))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	typed := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch lines.Text() {
		case "answered":
			answered++
		case "typed":
			if typed++; typed == 3 {
				time.Sleep(time.Duration(round) * 3 * time.Millisecond) // somewhere in the attempt
				if err := child.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
					t.Error(err)
				}
			}
		default:
			if !strings.Contains(lines.Text(), string(CodeSecondStopped)) {
				t.Errorf("the child says %s", strconv.Quote(lines.Text()))
			}
		}
	}
	_ = child.Wait() // it was killed
	return answered
}
