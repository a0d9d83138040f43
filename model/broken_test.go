//go:build linux

package model

import (
	"fmt"
	"slices"
	"testing"

	"qlingo/model/store/faults"
)

// A disk that fails in any one operation, or from there on for a while, makes the use case
// fail with a sentence and half-done nothing, and the office goes on without a restart.
func TestBrokenAnywhere(t *testing.T) {
	s := newCrashScene(t)
	for i, c := range useCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			allowed := ends(s.record(t, c.ready))
			for _, fault := range []faults.Fault{faults.Broken, faults.Full} {
				for _, length := range []int{1, forAWhile} {
					for n := i % brokenStride; s.breakAt(t, c.ready, allowed, fault, n, length); n += brokenStride {
					}
				}
			}
		})
	}
}

// forAWhile is longer than any use case.
const forAWhile = 1 << 30

// breakAt runs a use case on a fresh copy whose disk fails in its operation n. It tells
// whether the use case got that far.
func (s *crashScene) breakAt(t *testing.T, ready func(*bench, *crashScene) func() error, allowed []int64, fault faults.Fault, n, length int) bool {
	t.Helper()
	b, disk := s.take(t)
	defer b.closeOffice()
	b.want("", b.reopen())
	must(b.WaitForVerification(t.Context()))(t)
	run := ready(b, s)
	disk.Fail(fault, n, length)
	err := run()
	refused := disk.Heal()
	if len(refused) == 0 {
		b.want("", err)
		return false
	}
	early := n/brokenStride%2 == 0 // before anything else is written
	if failed := s.afterwards(b, ready, allowed, refused[0], err, early); failed != nil {
		t.Errorf("fault %d in operation %d, a %v, %d times, told as %v: %v", fault, n, refused[0], length, err, failed)
	}
	if fault == faults.Full && err != nil && CodeOf(err) != CodeDiskFull {
		t.Errorf("a full disk in operation %d, %d times: %v", n, length, err)
	}
	return true
}

// afterwards looks at an office in which a use case met a fault.
func (s *crashScene) afterwards(b *bench, ready func(*bench, *crashScene) func() error, allowed []int64, refused faults.Kind, reported error, early bool) error {
	switch CodeOf(reported) {
	case "", CodeDiskFull, CodeDiskFailed, CodeReadOnly:
	default:
		return fmt.Errorf("the code is none of a bad disk")
	}
	seq, err := b.state()
	if err != nil {
		return err
	}
	if early {
		if err := b.reopen(); err != nil {
			return err
		}
	}
	first, last := allowed[0], allowed[len(allowed)-1]
	switch {
	case !slices.Contains(allowed, seq):
		return fmt.Errorf("the log ends at %d, not at one of %v", seq, allowed)
	case reported == nil && seq != last:
		return fmt.Errorf("the log ends at %d, not at %d", seq, last)
	case reported != nil && seq == last && refused != faults.DirSync:
		return fmt.Errorf("it is done all the same")
	}
	if seq == first {
		if err := ready(b, s)(); err != nil {
			return fmt.Errorf("a second try: %w", err)
		}
	}
	_, _, err = b.SignIn(b.Context(), "nobody", "a wrong password, certainly")
	if err := unless(CodeWrongCredentials, err); err != nil {
		return fmt.Errorf("the next write: %w", err)
	}
	before, err := b.logged()
	if err != nil {
		return err
	}
	if err := b.reopen(); err != nil {
		return err
	}
	after, err := b.state()
	if after != before {
		return fmt.Errorf("%d rows before the office was opened anew, %d after: %w", before, after, err)
	}
	return err
}
