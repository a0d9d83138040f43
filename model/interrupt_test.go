package model

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// countdownContext is a context that ends when it has been asked a number of times whether it
// has: each number stops the work at another of its steps.
type countdownContext struct {
	context.Context
	mutex sync.Mutex
	left  int
	done  chan struct{}
}

func newCountdown(ctx context.Context, length int) *countdownContext {
	return &countdownContext{Context: ctx, left: length, done: make(chan struct{})}
}

func (f *countdownContext) Done() <-chan struct{} {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.left--; f.left == 0 {
		close(f.done)
	}
	return f.done
}

func (f *countdownContext) Err() error {
	select {
	case <-f.done:
		return context.Canceled
	default:
		return nil
	}
}

// Every use case is stopped at many of its steps. It either happened or it did not,
// the file stays sound, and afterwards it works.
func TestInterruptedAnywhere(t *testing.T) {
	b := newBench(t, KindMulti)
	id, s := b.user("takahashi.k")
	var secret []byte
	var codes []string
	fresh := func() *Session {
		b.clock.add(longestWait)
		s, p, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
		b.want("", err)
		if p != nil {
			s = must(p.Enter(t.Context(), b.pin(secret)))(t)
		}
		return s
	}
	on := func() bool { return must(fresh().Profile(t.Context()))(t).MFA }
	for _, c := range []struct {
		name string
		make func() func(context.Context) error
	}{
		{"sign in", func() func(context.Context) error {
			return func(ctx context.Context) error {
				_, _, err := b.SignIn(ctx, "takahashi.k", userPassword)
				return err
			}
		}},
		{"wrong password", func() func(context.Context) error {
			return func(ctx context.Context) error {
				_, _, err := b.SignIn(ctx, "takahashi.k", "wrong")
				if CodeOf(err) == CodeWrongCredentials {
					return nil
				}
				return err
			}
		}},
		{"unlock", func() func(context.Context) error {
			l := fresh().Lock()
			return func(ctx context.Context) error { return errOf(l.Unlock(ctx, userPassword)) }
		}},
		{"look", func() func(context.Context) error {
			s := fresh()
			admin := b.admin()
			return func(ctx context.Context) error {
				return errors.Join(errOf(admin.People(ctx)), errOf(s.RecentSignIns(ctx, 3)), errOf(s.Profile(ctx)))
			}
		}},
		{"add a user", func() func(context.Context) error {
			admin := b.admin()
			return func(ctx context.Context) error {
				_, _, err := admin.AddUser(ctx, NewUser{Login: "abe.m", Details: Details{Name: "阿部"}})
				return err
			}
		}},
		{"switch on", func() func(context.Context) error {
			e := must(fresh().BeginMFA(t.Context()))(t)
			kept := append([]byte{}, e.secret...)
			return func(ctx context.Context) (err error) {
				got, err := e.Confirm(ctx, b.pin(kept))
				if err == nil {
					secret, codes = kept, got
				}
				return err
			}
		}},
		{"PIN", func() func(context.Context) error {
			b.clock.add(longestWait)
			p := b.pending("takahashi.k", userPassword)
			return func(ctx context.Context) error { return errOf(p.Enter(ctx, b.pin(secret))) }
		}},
		{"wrong PIN", func() func(context.Context) error {
			b.clock.add(longestWait)
			p := b.pending("takahashi.k", userPassword)
			return func(ctx context.Context) error {
				if err := errOf(p.Enter(ctx, "000000")); CodeOf(err) != CodeWrongPIN {
					return err
				}
				return nil
			}
		}},
		{"reset", func() func(context.Context) error {
			admin := b.admin()
			return func(ctx context.Context) error { return errOf(admin.ResetMFA(ctx, id)) }
		}},
		{"change the password", func() func(context.Context) error {
			s := fresh()
			return func(ctx context.Context) error { return s.ChangePassword(ctx, userPassword, userPassword+"!") }
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			steps := 0
			for length := 1; ; length += 1 + length/12 { // each of the first, then some
				do := c.make()
				ctx := newCountdown(t.Context(), length)
				err := do(ctx)
				if err == nil {
					break
				}
				steps++
				if code := CodeOf(err); code != CodeCanceled && !errors.Is(err, context.Canceled) {
					t.Fatalf("stopped at step %d: %v", length, err)
				}
				b.clock.add(longestWait)
				b.want("", b.write(t.Context(), func(w *writing) error { return w.resetCounters(b.secondKey(store.ID(id))) }))
				b.admin() // the counters of a sign-in that was stopped are cleared by one that is not
				if c.name == "switch on" && on() {
					t.Fatalf("MFA is on after step %d failed", length)
				}
				if length > 500 {
					t.Fatal("does not come to an end")
				}
				if c.name == "sign in" || c.name == "wrong password" {
					fresh()
				}
			}
			if steps < 2 {
				t.Errorf("stopped at %d steps only", steps)
			}
		})
	}
	if len(codes) != otp.BackupCodes || s.Person().Login != "takahashi.k" {
		t.Error("the flow did not get to its end")
	}
	b.want("", b.reopen())
	if _, err := b.WaitForVerification(t.Context()); err != nil {
		t.Error(err)
	}
}

// exhaustedRand is a source of randomness that ends after a number of bytes.
type exhaustedRand struct{ left int }

func (d *exhaustedRand) Read(p []byte) (int, error) {
	if d.left < len(p) {
		return 0, io.ErrUnexpectedEOF
	}
	d.left -= len(p)
	for i := range p {
		p[i] = byte(d.left + i)
	}
	return len(p), nil
}

// Without randomness nothing is made of what there is.
func TestRandomnessRunsDry(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	id, _ := b.user("abe.m")
	_, other := b.user("hara.s")
	b.enrol(other)
	real := b.Office.options.Rand
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"first run", func() error {
			o := Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light, Rand: b.Office.options.Rand}
			office, err := Create(t.Context(), o, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit})
			if err != nil {
				nothingLeft(t, o.Data)
				return err
			}
			return office.Close()
		}},
		{"new user", func() error {
			_, _, err := b.admin().AddUser(t.Context(), NewUser{Login: "ito.s", Details: Details{Name: "伊藤"}})
			return err
		}},
		{"new backup codes", func() error { return errOf(other.NewBackupCodes(t.Context())) }},
		{"password by the kit", func() error {
			_, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), adminPassword)
			return err
		}},
		{"reset password", func() error {
			_, _, err := b.admin().ResetPassword(t.Context(), id)
			return err
		}},
		{"enrolment", func() error {
			e, err := s.BeginMFA(t.Context())
			if err != nil {
				return err
			}
			return errOf(e.Confirm(t.Context(), b.pin(e.secret)))
		}},
		{"new kit", func() error { return b.admin().NewKit(t.Context(), b.kit) }}, // it ends the sessions of the others
	} {
		t.Run(c.name, func(t *testing.T) {
			for bytes := 0; ; bytes += 4 {
				b.Office.options.Rand = &exhaustedRand{bytes}
				err := c.do()
				b.Office.options.Rand = real
				if err == nil {
					break
				}
				if !errors.Is(err, io.ErrUnexpectedEOF) || CodeOf(err) != CodeNoRandomness {
					t.Fatalf("%d bytes: %v", bytes, err)
				}
				if bytes > 2000 {
					t.Fatal("never enough")
				}
			}
		})
	}
}

// The one change another process could make between two writes of this one.
func TestFileTurnedBackWhileOpen(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	b.ledger.mutex.Lock() // checkpoints are written beside it
	b.ledger.seq += 10
	b.ledger.mutex.Unlock()
	b.want(CodeOldCopy, errOf(admin.ResetMFA(t.Context(), PersonID{1})))
}

func TestErrorsSpeakToTheLog(t *testing.T) {
	err := &Error{Code: CodeDiskFull, Field: "name", Path: "/x", Err: io.EOF}
	if text := err.Error(); !strings.Contains(text, "disk_full") || !strings.Contains(text, "/x") || !strings.Contains(text, "EOF") || !strings.Contains(text, "name") {
		t.Errorf("%q", text)
	}
	if CodeOf(io.EOF) != CodeInternal || CodeOf(nil) != "" || coded(nil) != nil || CodeOf(coded(io.EOF)) != CodeInternal {
		t.Error("codes of errors that are not ours")
	}
}

// A context that ends stops the work and leaves nothing half-done.
func TestCancelled(t *testing.T) {
	b := newBench(t, KindMulti)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := b.SignIn(ctx, "sato.h", adminPassword)
	b.want(CodeCanceled, err)
	b.admin()
	b.want("", b.reopen())
	if _, err := b.WaitForVerification(t.Context()); err != nil {
		t.Error(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := b.WaitForVerification(ctx); err != nil && CodeOf(err) != CodeCanceled {
		t.Error(err)
	}
}
