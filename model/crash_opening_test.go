//go:build linux

package model

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"qlingo/model/store/faults"
)

// watched is an empty pair of folders on a watched disk.
func (s *crashScene) watched(t *testing.T) (Options, *faults.Disk) {
	t.Helper()
	root := t.TempDir()
	for _, folder := range []string{"data", "config"} {
		must(0, os.Mkdir(filepath.Join(root, folder), 0o700))(t)
	}
	disk := must(faults.Watch(root))(t)
	t.Cleanup(disk.Close)
	return s.options(root), disk
}

// recorded is the trace of something that ends with an open office, or with none.
func recorded(t *testing.T, disk *faults.Disk, do func() (*Office, error)) *faults.Trace {
	t.Helper()
	must(0, disk.Record())(t)
	o := must(do())(t)
	disk.Mark(1)
	trace := must(disk.Stop())(t)
	traced(t, trace, disk.Root())
	if o != nil {
		must(0, o.Close())(t)
	}
	return trace
}

// The first run is there or not at all, and in that case nothing of it is in the way of
// the next one.
func TestCrashWhileCreating(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	setup := Setup{Kind: KindMulti, Office: "山田商店", Login: "sato.h", Name: "佐藤", Password: adminPassword, Kit: s.kit}
	options, disk := s.watched(t)
	trace := recorded(t, disk, func() (*Office, error) { return Create(t.Context(), options, setup) })
	crashEverywhere(t, trace, cutsEach, func(root string, moment int) error {
		o := s.options(root)
		seq, err := state(o)
		if _, reported := trace.Reported(moment); !reported && CodeOf(err) == CodeNoDatabase {
			return again(t, o, setup)
		}
		if err == nil && seq != 2 {
			err = fmt.Errorf("the log of a new office ends at %d", seq)
		}
		return err
	})
}

// again makes an office where a first try came to nothing.
func again(t *testing.T, options Options, setup Setup) error {
	office, err := Create(t.Context(), options, setup)
	if err != nil {
		return fmt.Errorf("the second try: %w", err)
	}
	err = office.Close()
	for _, path := range must(filepath.Glob(options.Database() + "?*"))(t) {
		err = errors.Join(err, fmt.Errorf("%s is left over", filepath.Base(path)))
	}
	return err
}

// A change of the tables is there or not, and from when it can be there its copy of the
// old file is there, too.
func TestCrashWhileMigrating(t *testing.T) {
	for _, f := range fixtures {
		t.Run(f.version, func(t *testing.T) {
			t.Parallel()
			s := &crashScene{now: f.bench(t).clock.Now()}
			options, disk := s.watched(t)
			must(0, os.CopyFS(filepath.Dir(options.Data), os.DirFS(filepath.Join("testdata", f.version))))(t)
			old := must(os.ReadFile(options.Database()))(t)
			trace := recorded(t, disk, func() (*Office, error) { return Open(t.Context(), options) })
			kept := must(os.ReadFile(options.Database() + "." + f.version))(t)
			crashEverywhere(t, trace, cutsEach, func(root string, _ int) error {
				o := s.options(root)
				present := must(os.ReadFile(o.Database()))(t)
				copied, err := os.ReadFile(o.Database() + "." + f.version)
				whole := err == nil && bytes.Equal(copied, kept)
				if !bytes.Equal(present, old) && !whole {
					return errors.New("the file is changed before there is a copy of it")
				}
				_, err = state(o)
				if _, failed := os.Stat(o.Database() + "." + f.version); failed != nil {
					err = errors.Join(err, failed)
				}
				return err
			})
		})
	}
}

// The recovery kit's work on the file: whatever happens, it can be done again.
func TestCrashWhileRecovering(t *testing.T) {
	s := newCrashScene(t)
	paper := (&bench{kit: s.kit}).kitText()
	for _, c := range []struct {
		name   string
		accept bool
		lose   func(t *testing.T, o Options)
		refuse []Code
	}{
		{"a lost key", false, func(t *testing.T, o Options) { must(0, os.RemoveAll(filepath.Join(o.Config, "keys")))(t) }, []Code{CodeKeyMissing}},
		{"a new PC", true, func(t *testing.T, o Options) {
			for _, folder := range []string{"keys", "anchors"} {
				must(0, os.RemoveAll(filepath.Join(o.Config, folder)))(t)
			}
		}, []Code{CodeKeyMissing, CodeFreshnessUnknown}},
		{"an old copy", true, s.putBack, []Code{CodeOldCopy}},
		{"a bad log", true, func(t *testing.T, o Options) {
			edit(t, o, "UPDATE activity SET host = 'x' WHERE seq = 4")
		}, []Code{CodeTamperedLog}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			options, disk := s.watched(t)
			must(0, os.CopyFS(filepath.Dir(options.Data), os.DirFS(s.root)))(t)
			c.lose(t, options)
			trace := recorded(t, disk, func() (*Office, error) { return nil, Recover(t.Context(), options, paper, c.accept) })
			crashEverywhere(t, trace, cutsEach, func(root string, moment int) error {
				o := s.options(root)
				_, err := state(o)
				if _, reported := trace.Reported(moment); !reported && slices.Contains(c.refuse, CodeOf(err)) {
					if err := Recover(t.Context(), o, paper, c.accept); err != nil {
						return fmt.Errorf("a second try: %w", err)
					}
					_, err = state(o)
				}
				return err
			})
		})
	}
}

// putBack puts an older file in the place of the present one.
func (s *crashScene) putBack(t *testing.T, o Options) {
	t.Helper()
	early := must(os.ReadFile(o.Database()))(t)
	office := must(Open(t.Context(), o))(t)
	_, _, err := office.SignIn(t.Context(), "kimura.a", userPassword)
	must(0, errors.Join(err, office.Close(), os.WriteFile(o.Database(), early, fs.FileMode(0o600))))(t)
}

// What a crash left is mended at the next start; that may be struck as well.
func TestCrashWhileRollingBack(t *testing.T) {
	s := newCrashScene(t)
	for _, c := range useCases {
		if c.name != "a new kit" && c.name != "an import" {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			first := s.record(t, c.ready)
			middle := halfway(first)
			options, disk := s.watched(t)
			must(0, first.Crash(middle).Write(filepath.Dir(options.Data)))(t)
			trace := recorded(t, disk, func() (*Office, error) { return Open(t.Context(), options) })
			if trace.Len() < 4 {
				t.Fatalf("nothing was mended in %d steps", trace.Len())
			}
			crashEverywhere(t, trace, cutsEach, func(root string, _ int) error {
				seq, err := state(s.options(root))
				if err == nil && seq != ends(first)[0] {
					err = fmt.Errorf("the log ends at %d", seq)
				}
				return err
			})
		})
	}
}

// halfway is the last moment at which a journal lies beside a half-written file.
func halfway(trace *faults.Trace) (moment int) {
	for n := range trace.Len() {
		if journal, ok := trace.Crash(n)["data/qlingo.db-journal"]; ok && len(journal) > 512 {
			moment = n
		}
	}
	return moment
}
