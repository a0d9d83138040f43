package model

import (
	"testing"
	"time"

	"qlingo/model/otp"
	"qlingo/model/store"
)

func TestWaits(t *testing.T) {
	for failures, want := range map[int64]time.Duration{
		0: 0, 1: 0, 4: 0, 5: 30 * time.Second, 6: time.Minute, 7: 2 * time.Minute,
		9: 8 * time.Minute, 10: 15 * time.Minute, 11: 15 * time.Minute, 100: 15 * time.Minute, 1 << 40: 15 * time.Minute,
	} {
		if got := waitAfter(failures); got != want {
			t.Errorf("after %d failures: %v, want %v", failures, got, want)
		}
	}
}

func TestPasswordStop(t *testing.T) {
	b := newBench(t, KindMulti)
	id, _ := b.user("takahashi.k")
	for range passwordStop {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
		b.clock.add(longestWait)
	}
	_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodePasswordStopped, err)
	for _, p := range must(b.admin().People(t.Context()))(t) {
		if p.ID == id && p.State != StateLockedOut {
			t.Errorf("the table shows %q", p.State)
		}
	}
}

// The free failures, the wait behind them, and the wait's end with the clock set back.
func TestWaitEndsAfterItsOwnLength(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	try := func(password string) error {
		_, _, err := b.SignIn(t.Context(), " ＴＡＫＡＨＡＳＨＩ.K", password) // another spelling, the same counter
		return err
	}
	for range freeFailures + 1 {
		b.want(CodeWrongCredentials, try("wrong"))
	}
	b.want(CodeThrottled, try(userPassword))
	b.clock.add(-24 * time.Hour)
	b.want(CodeThrottled, try(userPassword))
	b.clock.add(-24 * time.Hour)
	b.want("", b.reopen()) // another process knows nothing of the time between
	err := try(userPassword)
	b.want(CodeThrottled, err)
	if wait := err.(*Error).Wait; wait <= 0 || wait > firstWait {
		t.Errorf("a wait of %v", wait)
	}
	b.clock.add(firstWait)
	b.want("", try(userPassword))
	b.want(CodeWrongCredentials, try("wrong")) // the counter began anew
	b.want("", try(userPassword))
}

// chargeToTheStop is attempts whose process was killed each time: charge is all that has
// happened by then.
func (b *bench) chargeToTheStop(p *Pending) {
	b.Helper()
	for range secondStop {
		_, err := b.countAttempt(b.Context(), b.secondKey(p.user), stopSecond(otp.PIN))
		b.want("", err)
		b.clock.add(longestWait)
	}
}

func TestFinishedSignInClearsTheSecondStep(t *testing.T) {
	b := newBench(t, KindMulti)
	id, s := b.user("takahashi.k")
	secret, _ := b.enrol(s)
	wrong := func(times int) {
		for range times {
			b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
			b.clock.add(longestWait)
		}
	}
	failures := func() int64 {
		var n int64
		b.want("", b.read(t.Context(), func(v *view) error {
			counter, _, err := v.counter(b.secondKey(store.ID(id)))
			if err == nil {
				n = counter.Failures
			}
			return err
		}))
		return n
	}
	wrong(3)
	if n := failures(); n != 3 {
		t.Errorf("%d failures after three; a right password clears the first step only", n)
	}
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret))))
	if n := failures(); n != 0 {
		t.Errorf("%d failures after a finished sign-in", n)
	}
	wrong(2)
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	if n := failures(); n != 0 {
		t.Errorf("%d failures after a reset", n)
	}
}

func TestAttemptsLeftAreShownNearTheEnd(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	for n := 1; n <= secondStop; n++ {
		_, err := b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")
		b.want(CodeWrongPIN, err)
		want := 0
		if rest := secondStop - n; rest <= tellAttempts {
			want = rest
		}
		if coded := err.(*Error); coded.Left != want || coded.Wait != waitAfter(int64(n)) {
			t.Errorf("failure %d: %d left, wait %v", n, coded.Left, coded.Wait)
		}
		b.clock.add(longestWait)
	}
}
