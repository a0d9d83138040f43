package model

import (
	"context"
	"time"

	"qlingo/model/otp"
	"qlingo/model/store"
)

const (
	freeFailures  = 4
	firstWait     = 30 * time.Second
	longestWait   = 15 * time.Minute
	passwordStop  = 100 // failures of the first step in a row
	secondStop    = 20  // of the second
	tellAttempts  = 5   // from here on the attempts left are shown
	passwordScope = "password"
	secondScope   = "second"
)

// waits remember when this process first saw a wait, so that a wait ends after its own length
// even if the clock was set back. The throttle limits by count, because the clock is in the
// hands of whoever sits there.
type waits map[[32]byte]firstSeen

type firstSeen struct {
	generation int64
	at         time.Time // with its monotonic reading
}

// passwordKey hides a login: the counter of an ID that nobody has looks like any other.
func (o *Office) passwordKey(login string) [32]byte {
	return [32]byte(o.ring.Throttle.MAC(passwordScope, []byte(login)))
}

func (o *Office) secondKey(person store.ID) [32]byte {
	return [32]byte(o.ring.Throttle.MAC(secondScope, person[:]))
}

// waitAfter is the wait behind the failures so far: four are free, then 30 s, doubling
// up to 15 minutes.
func waitAfter(failures int64) time.Duration {
	wait := firstWait
	for n := int64(freeFailures) + 1; n < failures && wait < longestWait; n++ {
		wait *= 2
	}
	if failures <= freeFailures {
		return 0
	}
	return min(wait, longestWait)
}

// isLockedOut tells whether a person has to wait or has failed too often.
func (v *view) isLockedOut(u *store.User) (bool, error) {
	for _, c := range []struct {
		key  [32]byte
		stop int64
	}{{v.o.passwordKey(u.Login), passwordStop}, {v.o.secondKey(u.ID), secondStop}} {
		t, err := v.tx.Throttle(c.key)
		if err != nil {
			return false, err
		}
		if t != nil && t.Failures > 0 && (v.checkRow(t, c.key[:]) != nil || locksOut(t, v.now(), c.stop)) {
			return true, nil // where the counter was changed from outside, whoever it belongs to cannot sign in
		}
	}
	return false, nil
}

// locksOut tells whether a counter has come to its stop, or makes its person wait.
func locksOut(t *store.Throttle, now time.Time, stop int64) bool {
	return t.Failures >= stop || now.Sub(timeOf(t.Since)) < waitAfter(t.Failures)
}

// remaining is how much of a counter's wait is left.
func (w *writing) remaining(t *store.Throttle) time.Duration {
	wait := waitAfter(t.Failures)
	if wait == 0 {
		return 0
	}
	here, waits := w.o.options.Clock(), w.o.waits
	first, ok := waits[t.ID]
	if !ok || first.generation != t.Stamp().Generation {
		first = firstSeen{t.Stamp().Generation, here}
		waits[t.ID] = first
	}
	elapsed := max(w.now.Sub(timeOf(t.Since)), here.Sub(first.at), 0)
	return max(wait-elapsed, 0)
}

// countAttempt counts an attempt as a failure in a commit of its own, BEFORE anything typed
// is looked at: killing the process does not save the attempt. It returns the failures with this one.
func (o *Office) countAttempt(ctx context.Context, key [32]byte, stop func(failures int64) error) (failures int64, err error) {
	err = o.writeWanted(ctx, []*store.Wanted{store.WantThrottle(key)}, func(w *writing) error {
		t, fresh, err := w.counter(key)
		if err != nil {
			return err
		}
		if err := stop(t.Failures); err != nil {
			return err
		}
		if wait := w.remaining(t); wait > 0 {
			return &Error{Code: CodeThrottled, Wait: wait}
		}
		t.Failures++
		t.Since = millis(w.now)
		failures = t.Failures
		o.waits[key] = firstSeen{t.Stamp().Generation + 1, o.options.Clock()}
		if fresh {
			return w.insert(t, event{kind: activityAttemptCounted})
		}
		return w.update(t, event{kind: activityAttemptCounted})
	})
	return failures, err
}

// neverStop is for counters whose stop nobody could lift: only the waits slow an attacker down.
func neverStop(int64) error { return nil }

func stopPassword(failures int64) error {
	if failures >= passwordStop {
		return &Error{Code: CodePasswordStopped}
	}
	return nil
}

// stopSecond stops PINs; a backup code cannot be guessed and is still tried.
func stopSecond(kind otp.Kind) func(int64) error {
	return func(failures int64) error {
		if failures >= secondStop && kind != otp.Backup {
			return &Error{Code: CodeSecondStopped}
		}
		return nil
	}
}

// resetCounters sets counters back to 0.
func (w *writing) resetCounters(counters ...[32]byte) error {
	for _, key := range counters {
		t, fresh, err := w.counter(key)
		if err != nil {
			return err
		}
		if fresh || t.Failures == 0 {
			continue
		}
		t.Failures, t.Since = 0, 0
		if err := w.update(t, event{kind: activityAttemptCounted}); err != nil {
			return err
		}
	}
	return nil
}

// attemptsLeft is how many PINs may still be tried; 0 until the end is near.
func attemptsLeft(failures int64) int {
	if rest := secondStop - failures; rest <= tellAttempts {
		return int(max(rest, 0))
	}
	return 0
}
