//go:build linux

package model

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"qlingo/model/store/faults"
)

// A crash or a power cut while a backup is made leaves the office as it was, and under the
// name of a backup nothing but a whole one; the next backup works.
func TestCrashWhileBackingUp(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	b, disk := s.take(t)
	b.want("", b.reopen())
	admin := b.admin()
	before := must(b.logged())(t)
	trace := recorded(t, disk, func() (*Office, error) { return nil, errOf(admin.BackUp(t.Context())) })
	after := must(b.logged())(t)
	finished := false
	crashEverywhere(t, trace, cutsEach, func(root string, moment int) error {
		o := s.options(root)
		backups, err := filepath.Glob(filepath.Join(o.Data, "backups", "*.db"))
		for _, path := range backups {
			finished = true
			err = errors.Join(err, errOf(Check(t.Context(), o, path)))
		}
		_, reported := trace.Reported(moment)
		if reported && len(backups) != 1 {
			return fmt.Errorf("reported as done, and there are %d", len(backups))
		}
		seq, failed := state(o)
		if failed == nil && seq != after && (reported || seq != before) {
			failed = fmt.Errorf("the log ends at %d", seq)
		}
		if err = errors.Join(err, failed); err != nil || moment%backupStride > 0 {
			return err
		}
		return errOf(BackUp(t.Context(), o, ""))
	})
	if !finished {
		t.Error("no backup was ever there")
	}
}

// backupStride is how seldom another backup is tried, which costs as much as the rest.
const backupStride = 5

// The same of a restore: there is the old file or the new one, or a file that asks for the
// kit once more.
func TestCrashWhileRestoring(t *testing.T) {
	t.Parallel()
	s := newCrashScene(t)
	paper := (&bench{kit: s.kit}).kitText()
	b, disk := s.take(t)
	b.want("", b.reopen())
	backup := must(b.admin().BackUp(t.Context()))(t).Path
	must2(b.SignIn(t.Context(), "kimura.a", userPassword))(t)
	old := must(b.logged())(t)
	b.closeOffice()
	trace := recorded(t, disk, func() (*Office, error) { return nil, errOf(Restore(t.Context(), b.options, backup, paper)) })
	restored := must(state(b.options))(t)
	reached := map[int64]bool{}
	crashEverywhere(t, trace, cutsEach, func(root string, moment int) error {
		o := s.options(root)
		seq, err := state(o)
		_, reported := trace.Reported(moment)
		if CodeOf(err) == CodeOldCopy && !reported {
			if err := Recover(t.Context(), o, paper, true); err != nil {
				return fmt.Errorf("the kit once more: %w", err)
			}
			if seq, err = state(o); seq > restored {
				seq = restored // and what the kit wrote
			}
		}
		reached[seq] = true
		if err == nil && (reported && seq != restored || seq != restored && seq != old) {
			err = fmt.Errorf("the log ends at %d", seq)
		}
		kept, _ := filepath.Glob(filepath.Join(o.Data, "backups", "qlingo-before-restore-*.db"))
		if seq == restored && len(kept) != 1 {
			err = errors.Join(err, fmt.Errorf("%d files are kept of the one that was there", len(kept)))
		}
		for _, path := range kept {
			err = errors.Join(err, errOf(Check(t.Context(), o, path)))
		}
		return err
	})
	if !reached[old] || !reached[restored] {
		t.Errorf("only %v were seen", reached)
	}
}

// A disk that fails in any operation of a backup or a restore is told as that, and nothing
// half-done is left.
func TestBrokenWhileBackingUp(t *testing.T) {
	s := newCrashScene(t)
	paper := (&bench{kit: s.kit}).kitText()
	b, _ := s.take(t)
	b.want("", b.reopen())
	backup := must(b.admin().BackUp(t.Context()))(t).Path
	b.closeOffice()
	for name, do := range map[string]func(o Options) error{
		"backup":  func(o Options) error { return errOf(BackUp(t.Context(), o, "")) },
		"restore": func(o Options) error { return errOf(Restore(t.Context(), o, backup, paper)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, fault := range []faults.Fault{faults.Broken, faults.Full} {
				for n := 0; ; n += brokenStride {
					options, disk := s.watched(t)
					must(0, os.CopyFS(filepath.Dir(options.Data), os.DirFS(s.root)))(t)
					disk.Fail(fault, n, 1)
					err := do(options)
					refused := disk.Heal()
					if len(refused) == 0 {
						must(0, err)(t)
						break
					}
					if failed := s.unharmed(options, err, do); failed != nil {
						t.Errorf("fault %d in operation %d, a %v, told as %v: %v", fault, n, refused[0], err, failed)
					}
				}
			}
		})
	}
}

func (s *crashScene) unharmed(o Options, reported error, do func(Options) error) error {
	if code := CodeOf(reported); !slices.Contains(badDisk, code) {
		return errors.New("the code is none of a bad disk")
	}
	left, err := filepath.Glob(filepath.Join(o.Data, "backups", "*.partial"))
	if len(left) > 0 {
		err = errors.Join(err, fmt.Errorf("left over: %v", left))
	}
	_, failed := state(o)
	if CodeOf(failed) == CodeOldCopy { // a restore whose anchor failed
		failed = do(o)
	}
	return errors.Join(err, failed, do(o))
}

// badDisk are the codes with which a bad disk is told.
var badDisk = []Code{"", CodeDiskFull, CodeDiskFailed, CodeReadOnly, CodeDamaged, CodeBackupFolder, CodeBackupMissing, CodeBackupDamaged, CodeBackupUnsound}
