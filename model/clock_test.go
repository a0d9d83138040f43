package model

import (
	"errors"
	"testing"
	"time"

	"qlingo/model/otp"
)

const year = 365 * day

// jumps of the PC's clock, of which the program is told by nobody.
var jumps = map[string]time.Duration{
	"far ahead": 20 * year, "a day ahead": day, "an hour back": -time.Hour, "a day back": -day, "far back": -20 * year,
}

// eachJump turns the clock while the program runs, or while it does not.
func eachJump(t *testing.T, do func(t *testing.T, b *bench, jump func())) {
	for name, by := range jumps {
		for _, closed := range []bool{false, true} {
			if closed {
				name += ", while it is closed"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				b := newBench(t, KindMulti)
				do(t, b, func() {
					b.clock.add(by)
					if closed {
						b.want("", b.reopen())
					}
				})
			})
		}
	}
}

// A wait never grows past its own length, and after it the next attempt counts.
func TestWaitsEndAfterAClockJump(t *testing.T) {
	eachJump(t, func(t *testing.T, b *bench, jump func()) {
		wrong := func() error {
			_, _, err := b.SignIn(t.Context(), "sato.h", "a wrong password, certainly")
			return err
		}
		for range freeFailures + 1 {
			b.want(CodeWrongCredentials, wrong())
		}
		for n := int64(freeFailures + 1); n < freeFailures+4; n++ {
			jump()
			for try := 0; ; try++ {
				err := wrong()
				if CodeOf(err) == CodeWrongCredentials {
					break
				}
				b.want(CodeThrottled, err)
				var reported *Error
				if errors.As(err, &reported); reported.Wait > waitAfter(n) || reported.Wait <= 0 || try > 2 {
					t.Fatalf("try %d: a wait of %v after %d failures, whose own is %v", try, reported.Wait, n, waitAfter(n))
				}
				// A running program counts a wait by monotonic time, which the clock of these
				// tests has not. Where it was set back only a new start goes on.
				if try == 1 {
					b.want("", b.reopen())
				} else {
					b.clock.add(reported.Wait)
				}
			}
		}
		b.clock.add(longestWait)
		b.admin()
	})
}

// What expires does so in its time, or sooner, whatever the clock says in between; and an
// administrator can always issue another.
func TestEverythingExpiresInTheEnd(t *testing.T) {
	eachJump(t, func(t *testing.T, b *bench, jump func()) {
		_, temporary, err := b.admin().AddUser(t.Context(), NewUser{Login: "ito.s", Details: Details{Name: "x"}})
		b.want("", err)
		jump()
		_, _, err = b.SignIn(t.Context(), "ito.s", temporary)
		if code := CodeOf(err); code != "" && code != CodeTemporaryExpired {
			t.Fatal(err)
		}
		b.want("", b.reopen())
		b.clock.add(firstTemporary + day)
		_, _, err = b.SignIn(t.Context(), "ito.s", temporary)
		b.want(CodeTemporaryExpired, err)
		var id PersonID
		for _, p := range must(b.admin().People(t.Context()))(t) {
			if p.Login == "ito.s" {
				id = p.ID
			}
		}
		jump()
		_, another, err := b.admin().ResetPassword(t.Context(), id)
		b.want("", err)
		s := must2(b.SignIn(t.Context(), "ito.s", another))(t)
		b.want("", s.ChangePassword(t.Context(), "", userPassword))
	})
}

// Nobody is locked out: with the password and a PIN of the time the PC shows, or, when a
// PIN of a later time was used already, with a backup code.
func TestClockJumpsLockNobodyOut(t *testing.T) {
	eachJump(t, func(t *testing.T, b *bench, jump func()) {
		_, user := b.user("takahashi.k")
		secret, codes := b.enrol(user)
		admin := b.admin()
		jump()
		if code := CodeOf(errOf(admin.People(t.Context()))); code != "" && code != CodeEnded && code != CodeLocked {
			t.Errorf("an open session says %s", code)
		}
		b.admin()
		p := b.pending("takahashi.k", userPassword)
		_, err := p.Enter(t.Context(), b.pin(secret))
		if !p.UsedAhead() {
			b.want("", err)
			b.clock.add(otp.Period)
			p = b.pending("takahashi.k", userPassword)
		} else {
			b.want(CodeWrongPIN, err)
		}
		s := must(p.Enter(t.Context(), codes[0]))(t)
		jump()
		if code := CodeOf(errOf(s.Profile(t.Context()))); code != "" && code != CodeEnded && code != CodeLocked {
			t.Errorf("the session says %s", code)
		}
		b.again("takahashi.k", userPassword)
	})
}
