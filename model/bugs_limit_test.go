package model

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"qlingo/model/store"
)

const wrongCode = "000000000000000000000000"

// Bug: one of the places where a secret of somebody is typed has no limit, and is the one
// where it is guessed.
func TestEveryPlaceToGuessHasALimit(t *testing.T) {
	for name, guess := range map[string]func(b *bench, s *Session) error{
		"sign-in": func(b *bench, _ *Session) error {
			_, _, err := b.SignIn(b.Context(), "takahashi.k", "wrong wrong wrong wrong")
			return err
		},
		"sign-in of nobody": func(b *bench, _ *Session) error {
			_, _, err := b.SignIn(b.Context(), "nobody.here", "wrong wrong wrong wrong")
			return err
		},
		"PIN": func(b *bench, _ *Session) error {
			return errOf(b.pending("takahashi.k", userPassword).Enter(b.Context(), "000000"))
		},
		"backup code": func(b *bench, _ *Session) error {
			return errOf(b.pending("takahashi.k", userPassword).Enter(b.Context(), wrongCode))
		},
		"unlock":         func(b *bench, s *Session) error { return errOf(s.Lock().Unlock(b.Context(), "wrong")) },
		"proof":          func(b *bench, s *Session) error { return s.Prove(b.Context(), "wrong", "") },
		"PIN of a proof": func(b *bench, s *Session) error { return s.Prove(b.Context(), userPassword, "000000") },
		"backup code of a proof": func(b *bench, s *Session) error {
			return s.Prove(b.Context(), userPassword, wrongCode)
		},
		"password change": func(b *bench, s *Session) error {
			return s.ChangePassword(b.Context(), "wrong", "another long password")
		},
		"backup code check": func(b *bench, s *Session) error { return s.CheckBackupCode(b.Context(), wrongCode) },
		"login that is taken": func(b *bench, _ *Session) error {
			return b.CheckLoginFree(b.Context(), "sato.h")
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			b.allowAccounts()
			_, s := b.user("takahashi.k")
			b.enrol(s)
			for n := range freeFailures + 1 {
				if err := guess(b, s); err == nil || CodeOf(err) == CodeThrottled {
					t.Fatalf("guess %d: %v", n, err)
				}
			}
			b.want(CodeThrottled, guess(b, s))
		})
	}
}

// Bug: the places share no counter, and whoever is throttled at one goes on at the next.
func TestPlacesToGuessShareOneLimit(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	for range freeFailures + 1 {
		b.want(CodeCurrentWrong, s.Prove(t.Context(), "wrong", ""))
	}
	_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeThrottled, err)
	b.want(CodeThrottled, s.ChangePassword(t.Context(), userPassword, "another long password"))
	b.want(CodeThrottled, errOf(s.Lock().Unlock(t.Context(), userPassword)))
}

// Bug: a right password sets the limit of the PIN back, and whoever knows the password
// tries PINs for ever.
func TestRightPasswordLeavesTheLimitOfThePIN(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	for range freeFailures + 1 {
		b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
		b.want("", s.Prove(t.Context(), userPassword, ""))
		s = must(s.Lock().Unlock(t.Context(), userPassword))(t)
	}
	b.want(CodeThrottled, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
}

// Bug: another spelling of an ID has a counter of its own.
func TestEverySpellingOfAnIDSharesOneLimit(t *testing.T) {
	spellings := []string{"takahashi.k", "TAKAHASHI.K", " takahashi.k\n", "ｔａｋａｈａｓｈｉ．ｋ", "Ｔakahashi.Ｋ", "\u3000takahashi.K"}
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	for range freeFailures + 1 {
		spelling := spellings[0]
		spellings = append(spellings[1:], spelling)
		_, _, err := b.SignIn(t.Context(), spelling, "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
	}
	for _, spelling := range spellings {
		_, _, err := b.SignIn(t.Context(), spelling, userPassword)
		b.want(CodeThrottled, err)
	}
}

// Bug: the limit is in memory, and a restart forgets it; or it is counted after the
// answer, and a killed process has not paid.
func TestLimitOutlivesTheProcess(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	b.enrol(s)
	b.chargeToTheStop(b.pending("takahashi.k", userPassword))
	b.want("", b.reopen())
	b.want(CodeSecondStopped, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "123456")))
	for range freeFailures + 1 {
		_, _, err := b.SignIn(t.Context(), "takahashi.k", "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
		b.want("", b.reopen())
	}
	_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want(CodeThrottled, err)
}

// Bug: setting the clock of the PC on ends every wait, and nothing else bounds the guesses.
func TestTurningTheClockDoesNotRemoveTheLimit(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	_, codes := b.enrol(s)
	rows := func() (n int) {
		b.want("", b.read(t.Context(), func(v *view) error {
			n = v.o.ledger.person(store.ID(s.Person().ID)).PINFailures
			return nil
		}))
		return n
	}
	random := rand.New(rand.NewPCG(1, 2))
	var p *Pending
	for range 300 {
		b.clock.add(time.Duration(random.Int64N(int64(48*time.Hour))) - 12*time.Hour)
		if p == nil || p.Over() {
			p = b.pending("takahashi.k", userPassword)
		}
		_, err := p.Enter(t.Context(), fmt.Sprintf("%06d", random.IntN(1_000_000)))
		switch code := CodeOf(err); code {
		case CodeWrongPIN, CodeThrottled, CodeSecondStopped, CodeEnded:
		default:
			t.Fatalf("%v", err)
		}
		if CodeOf(err) == CodeEnded {
			p = nil
		}
	}
	if n := rows(); n == 0 || n > secondStop {
		t.Errorf("%d PINs were looked at, want at most %d", n, secondStop)
	}
	// At the hard stop a backup code is still tried, but not during a wait.
	b.want(CodeSecondStopped, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "123456")))
	b.clock.add(longestWait)
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), wrongCode)))
	b.want(CodeThrottled, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0])))
	b.clock.add(longestWait)
	b.want("", errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0])))
}
