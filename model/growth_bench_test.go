package model

import (
	"fmt"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// BenchmarkGrowth has what a person waits for in offices of 10 to 1,000,000 people, beside bare commits of as many rows: a
// sign-in without its hash by the password alone, one with a PIN, and a reset by an administrator. All of them are durable.
// Figures are medians of b.N.
func BenchmarkGrowth(b *testing.B) {
	for _, people := range []int{10, 1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			o, s, id := largeOffice(b, people)
			b.Run("reset", func(b *testing.B) { benchmarkReset(b, s, id) })
			b.Run("password", func(b *testing.B) { benchmarkPassword(b, o) })
			b.Run("PIN", func(b *testing.B) { benchmarkPIN(b, o, s) })
		})
	}
}

func benchmarkReset(b *testing.B, s *Session, id PersonID) {
	f, times := newBareFile(b), beside{}
	for b.Loop() {
		switchOn(b, s, id)
		times.add(milliseconds(func() {
			if _, err := s.ResetMFA(b.Context(), id); err != nil {
				b.Fatal(err)
			}
		}), milliseconds(func() { f.commit(bareCommit{people: 1, logged: 1}) }))
	}
	times.report(b)
}

// An attempt is counted before the password is looked at: two commits.
func benchmarkPassword(b *testing.B, o *Office) {
	f, times, hashing := newBareFile(b), beside{}, watchHash(o)
	for b.Loop() {
		whole := milliseconds(func() {
			s, _, err := o.SignIn(b.Context(), "sato.h", adminPassword)
			if err != nil {
				b.Fatal(err)
			}
			s.SignOut()
		})
		times.add(whole-*hashing, milliseconds(func() {
			f.commit(bareCommit{counters: 1, logged: 1}, bareCommit{people: 1, counters: 1, logged: 2})
		}))
	}
	times.report(b)
}

// Each step counts its attempt before it looks, and clears its counter after that: four commits.
func benchmarkPIN(b *testing.B, o *Office, s *Session) {
	now := &clock{now: time.Now()}
	o.options.Clock = now.Now
	enrolling, err := s.BeginMFA(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	secret := append([]byte{}, enrolling.secret...)
	pin := func() string {
		now.add(otp.Period) // a PIN is good once
		code, err := otp.Code(secret, otp.Step(now.Now()))
		if err != nil {
			b.Fatal(err)
		}
		return code
	}
	if _, err := enrolling.Confirm(b.Context(), pin()); err != nil {
		b.Fatal(err)
	}
	f, times, hashing := newBareFile(b), beside{}, watchHash(o)
	for b.Loop() {
		code := pin()
		whole := milliseconds(func() {
			_, pending, err := o.SignIn(b.Context(), "sato.h", adminPassword)
			if err != nil {
				b.Fatal(err)
			}
			s, err := pending.Enter(b.Context(), code)
			if err != nil {
				b.Fatal(err)
			}
			s.SignOut()
		})
		times.add(whole-*hashing, milliseconds(func() {
			f.commit(bareCommit{counters: 1, logged: 1}, bareCommit{counters: 1, logged: 1},
				bareCommit{counters: 1, logged: 1}, bareCommit{people: 1, counters: 1, logged: 2})
		}))
	}
	times.report(b)
}

// watchHash gives how many milliseconds the newest hash of a password took.
func watchHash(o *Office) *float64 {
	took := new(float64)
	o.hash = func(secret []byte, salt keys.Salt, p keys.Params) (key keys.Key) {
		*took = milliseconds(func() { key = keys.Hash(secret, salt, p) })
		return key
	}
	return took
}

// beside has the times of something and of the bare commits that it needs, taken in turn.
type beside struct{ ours, bare []float64 }

func (t *beside) add(ours, bare float64) {
	t.ours, t.bare = append(t.ours, ours), append(t.bare, bare)
}

func (t *beside) report(b *testing.B) {
	ours, bare := median(t.ours), median(t.bare)
	b.ReportMetric(0, "ns/op") // which has the setting up in it
	b.ReportMetric(ours, "ms")
	b.ReportMetric(bare, "bare-ms")
	b.ReportMetric(ours/bare, "x-bare")
}

// largeOffice makes an office of so many people, who have all signed in once. The first is a whole one; the others have
// that one's sealed fields, which would not open, but weigh as much.
func largeOffice(b *testing.B, people int) (*Office, *Session, PersonID) {
	b.Helper()
	o, s := newBenchmark(b, 0)
	var first *store.User
	fill(b, s, func(w *writing, me *store.User, h *handle) (err error) {
		first, _, err = w.addUser(me, h, NewUser{Login: "user.0", Details: Details{Name: "高橋 健一", Department: "総務部", Email: "takahashi@yamada.example"}})
		return err
	})
	for made := 2; made < people; {
		fill(b, s, func(w *writing, me *store.User, _ *handle) error {
			for end := min(made+50_000, people); made < end; made++ {
				u := *first
				id, err := keys.NewID(w.o.options.Rand)
				if err != nil {
					return err
				}
				u.ID, u.Login = store.ID(id), fmt.Sprintf("user.%d", made)
				if err := w.insert(&u, event{kind: ActivityUserCreated, actor: me, target: &u}); err != nil {
					return err
				}
				counter := store.Throttle{ID: w.o.passwordKey(u.Login)}
				if err := w.insert(&counter, event{kind: activityAttemptCounted}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	waitForCheckpoint(o)
	return o, s, PersonID(first.ID)
}

// switchOn gives a person the second step without a phone.
func switchOn(b *testing.B, s *Session, id PersonID) {
	b.Helper()
	codes, err := otp.NewBackupCodes(s.o.options.Rand)
	if err != nil {
		b.Fatal(err)
	}
	_, err = s.changeMember(b.Context(), id, func(w *writing, me, u *store.User, h *handle) error {
		userKey, err := w.openEscrow(u, h)
		if err != nil {
			return err
		}
		defer userKey.Wipe()
		second, err := newRecord(w.o.options.Rand, make([]byte, 20), codes, u.CodeGeneration)
		if err != nil {
			return err
		}
		if err := w.o.sealRecord(u, userKey, second); err != nil {
			return err
		}
		return w.update(u, event{kind: ActivityMFAEnabled, actor: me, target: u})
	})
	if err != nil {
		b.Fatal(err)
	}
}
