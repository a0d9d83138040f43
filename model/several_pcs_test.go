package model

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
)

// onPCs makes an office that so many PCs share. Their clocks and that of the server are one that stands still.
func onPCs(t *testing.T, n int) []*bench {
	t.Helper()
	first := newBenchOn(t, KindMulti, true)
	pcs := []*bench{first}
	for len(pcs) < n {
		pcs = append(pcs, first.another(fmt.Sprintf("PC %d", len(pcs)+1)))
	}
	return pcs
}

// another is one more PC, which joins with the kit.
func (b *bench) another(name string) *bench {
	b.Helper()
	other := &bench{T: b.T, clock: b.clock, kit: b.kit, server: b.server, password: b.password, options: Options{
		Data: b.TempDir(), Config: b.TempDir(), ForceFileKeys: true,
		Clock: b.options.Clock, ownClock: b.options.ownClock, Hash: keys.Light, Host: name,
	}}
	b.want("", JoinWithKit(b.Context(), other.options, b.server, b.password, b.kitText(), true))
	b.Cleanup(other.closeOffice)
	other.want("", other.reopen())
	must(other.WaitForVerification(b.Context()))(b.T)
	return other
}

// together calls do at every PC at one time, and gives how it ended at each.
func together(pcs []*bench, do func(b *bench) error) []error {
	errs := make([]error, len(pcs))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, b := range pcs {
		all.Go(func() {
			<-start
			errs[i] = do(b)
		})
	}
	close(start)
	all.Wait()
	return errs
}

// succeeded counts those that ended well. The others have to have one of some codes.
func succeeded(t *testing.T, errs []error, others ...Code) (n int) {
	t.Helper()
	for i, err := range errs {
		switch {
		case err == nil:
			n++
		case !slices.Contains(others, CodeOf(err)):
			t.Errorf("PC %d: %v", i+1, err)
		}
	}
	return n
}

// soundOn fails unless every PC finds the whole log sound, and all the same one.
func soundOn(t *testing.T, pcs []*bench) {
	t.Helper()
	var ends []int64
	for i, b := range pcs {
		b.want("", b.audit(context.Background()))
		b.want("", b.Reconnect(context.Background()))
		seq, _ := b.ledger.end()
		ends = append(ends, seq)
		if seq != ends[0] {
			t.Errorf("PC %d knows the log to %d, the first to %d", i+1, seq, ends[0])
		}
	}
}

// However many PCs there are, one PIN and one backup code let one of them in.
func TestOneCodeOneSessionOnSeveralPCs(t *testing.T) {
	for _, n := range []int{2, 20} {
		for _, backup := range []bool{false, true} {
			t.Run(fmt.Sprint(n, " PCs, a backup code ", backup), func(t *testing.T) {
				if n > 2 {
					onlyThere(t)
				}
				pcs := onPCs(t, n)
				_, user := pcs[0].user("takahashi.k")
				secret, codes := pcs[0].enrol(user)
				rounds := map[bool]int{true: 1, false: 5}[backup || n > 2]
				for range rounds {
					pcs[0].clock.add(max(otp.Period, longestWait)) // whoever has lost waits for nothing
					typed := pcs[0].pin(secret)
					if backup {
						typed = codes[0]
					}
					attempts := map[*bench]*Pending{}
					for _, b := range pcs {
						attempts[b] = b.pending("takahashi.k", userPassword)
					}
					errs := together(pcs, func(b *bench) error {
						return errOf(attempts[b].Enter(context.Background(), typed))
					})
					if got := succeeded(t, errs, CodePINUsed, CodeNotBackupCode, CodeThrottled, CodeEnded); got != 1 {
						t.Errorf("%d sessions out of one code: %v", got, errs)
					}
				}
				soundOn(t, pcs)
			})
		}
	}
}

// Wrong passwords are counted over all PCs, each exactly once, and the wait behind them is one for all.
func TestOneThrottleOnSeveralPCs(t *testing.T) {
	for _, n := range []int{2, 20} {
		t.Run(fmt.Sprint(n, " PCs"), func(t *testing.T) {
			if n > 2 {
				onlyThere(t)
			}
			pcs := onPCs(t, n)
			pcs[0].user("takahashi.k")
			var mutex sync.Mutex
			answers := map[Code]int{}
			together(pcs, func(b *bench) error {
				for range 6 {
					_, _, err := b.SignIn(context.Background(), "takahashi.k", "wrong wrong wrong wrong")
					mutex.Lock()
					answers[CodeOf(err)]++
					mutex.Unlock()
				}
				return nil
			})
			if answers[CodeWrongCredentials] != freeFailures+1 || answers[CodeThrottled] != 6*n-freeFailures-1 {
				t.Errorf("%v", answers)
			}
			for _, b := range pcs {
				_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
				b.want(CodeThrottled, err)
			}
			pcs[0].clock.add(firstWait)
			last := pcs[n-1]
			must2(last.SignIn(t.Context(), "takahashi.k", userPassword))(t)
			soundOn(t, pcs)
		})
	}
}

// Whatever several PCs do at one time happens once, and to one row after the other.
func TestSeveralPCsChangeTheSame(t *testing.T) {
	pcs := onPCs(t, 3)
	id, _ := pcs[0].user("takahashi.k")
	admins := map[*bench]*Session{}
	for _, b := range pcs {
		admins[b] = b.admin()
	}
	errs := together(pcs, func(b *bench) error {
		_, _, err := admins[b].AddUser(context.Background(), NewUser{Login: "same.login", Details: Details{Name: "同"}})
		return err
	})
	if got := succeeded(t, errs, CodeLoginTaken); got != 1 {
		t.Errorf("%d people with one ID", got)
	}
	errs = together(pcs, func(b *bench) error {
		for i := range 10 {
			changed := Details{Name: fmt.Sprint(b.options.Host, i)}
			if err := errOf(admins[b].EditUser(context.Background(), id, Details{}, changed)); err != nil {
				return err
			}
		}
		return nil
	})
	if got := succeeded(t, errs); got != len(pcs) {
		t.Errorf("%v", errs)
	}
	soundOn(t, pcs)
	pcs[0].counted(map[ActivityKind]int{ActivityUserEdited: 10 * len(pcs)})
}

// A PC whose clock is off goes by the server's: for PINs and waits, and for what is logged. Who sits there is told.
func TestPCWhoseClockIsOff(t *testing.T) {
	first := newShared(t, KindMulti).bench
	for name, off := range map[string]time.Duration{"ahead": 10 * time.Minute, "behind": -10 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			_, user := first.user("user." + name)
			e := must(user.BeginMFA(t.Context()))(t)
			secret := append([]byte{}, e.secret...)
			must(e.Confirm(t.Context(), must(otp.Code(secret, otp.Step(time.Now())))(t)))(t)

			b := &bench{
				T: t, clock: first.clock, kit: first.kit,
				server: first.server, password: first.password, options: newPC(t, name),
			}
			b.options.Clock = func() time.Time { return time.Now().Add(off) }
			b.want("", JoinWithKit(t.Context(), b.options, b.server, b.password, b.kitText(), true))
			b.want("", b.reopen())
			t.Cleanup(b.closeOffice)
			b.want("", b.Reconnect(t.Context()))
			if got := b.Connection().ClockOff; (got - off).Abs() > 30*time.Second {
				t.Errorf("the clock is off by %v, it is told as %v", off, got)
			}
			p := b.pending("user."+name, userPassword)
			here := must(otp.Code(secret, otp.Step(time.Now().Add(off))))(t)
			if err := errOf(p.Enter(t.Context(), here)); err == nil {
				t.Error("the PIN of this PC's time is good")
			}
			next := must(otp.Code(secret, otp.Step(time.Now())+1))(t) // the one of now was used
			must(p.Enter(t.Context(), next))(t)
			events, _, err := b.admin().Activity(t.Context(), ActivityQuery{Limit: 3})
			b.want("", err)
			for _, e := range events {
				if time.Since(e.Time).Abs() > 5*time.Minute {
					t.Errorf("logged at %v", e.Time)
				}
			}
			for range freeFailures + 1 {
				_, _, err = b.SignIn(t.Context(), "user."+name, "wrong wrong wrong wrong")
				b.want(CodeWrongCredentials, err)
			}
			_, _, err = first.SignIn(t.Context(), "user."+name, userPassword)
			b.want(CodeThrottled, err)
			if wait := err.(*Error).Wait; wait <= 0 || wait > firstWait {
				t.Errorf("a wait of %v", wait)
			}
		})
	}
}
