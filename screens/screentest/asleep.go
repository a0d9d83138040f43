package screentest

import (
	"testing"
	"time"
	"unsafe"
)

// AfterSleep is the time that a PC reports after sleeping: its wall clock has moved on, its monotonic clock has not. The
// first word of a time.Time with both holds the seconds of the wall clock above thirty bits of nanoseconds.
func AfterSleep(t time.Time, d time.Duration) time.Time {
	*(*uint64)(unsafe.Pointer(&t)) += uint64(d/time.Second) << 30
	return t
}

// Sleeps puts the PC to sleep. There was no tick yet when it wakes.
func (s *Harness) Sleeps(d time.Duration) {
	s.T.Helper()
	s.Clock.Mu.Lock()
	defer s.Clock.Mu.Unlock()
	before := s.Clock.At
	s.Clock.At = AfterSleep(before, d)
	if wall := s.Clock.At.Round(0).Sub(before.Round(0)); wall != d || s.Clock.At.Sub(before) != 0 {
		s.T.Fatalf("the clock went by %v, the monotonic time by %v", wall, s.Clock.At.Sub(before))
	}
}

// WithMonotonicClock makes a harness with a clock that has monotonic time, too.
func WithMonotonicClock(t *testing.T) *Harness {
	t.Helper()
	s := New(t)
	s.Clock.At = time.Now()
	return s
}
