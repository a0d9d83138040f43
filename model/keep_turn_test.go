package model

import (
	"context"
	"errors"
	"testing"
	"time"
)

// A server hears of a PC all the while that a file is written.
func TestTheTurnIsKept(t *testing.T) {
	said, enough := 0, make(chan bool)
	keep := func() error {
		if said++; said == 5 {
			close(enough)
		}
		return nil
	}
	full := errors.New("no room")
	err := keepingTurn(t.Context(), time.Millisecond, keep, func(ctx context.Context) error {
		select {
		case <-enough:
			return full
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if !errors.Is(err, full) || said < 5 {
		t.Errorf("%v after %d", err, said)
	}
}

// What is written ends, and is waited for, when the turn is lost or somebody gives up.
func TestALostTurnEndsWhatIsBesideIt(t *testing.T) {
	lost := errors.New("lost")
	for name, at := range map[string]int{"before": 1, "meanwhile": 3, "given up": 0} {
		ctx, cancel := context.WithCancel(t.Context())
		said, began, ended := 0, false, false
		err := keepingTurn(ctx, time.Millisecond, func() error {
			if said++; said == at {
				return lost
			}
			return nil
		}, func(ctx context.Context) error {
			began = true
			if at == 0 {
				cancel()
			}
			<-ctx.Done()
			ended = true
			return ctx.Err()
		})
		want := map[bool]error{false: lost, true: context.Canceled}[at == 0]
		if !errors.Is(err, want) || began != ended || began != (at != 1) {
			t.Errorf("%s: %v, began %v, ended %v", name, err, began, ended)
		}
		cancel()
	}
}

// Whoever gives an import up does not wait for the passwords to be written.
func TestImportIsGivenUpWhileItKeepsThePasswords(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	file := b.preview(admin, twoPeople)
	before := b.file()
	ctx, cancel := context.WithCancel(t.Context())
	ended := false
	b.want(CodeCanceled, admin.Import(ctx, file, func(ctx context.Context, _ []IssuedPassword) error {
		cancel()
		<-ctx.Done()
		ended = true
		return nil
	}, nil))
	if !ended {
		t.Error("the passwords may still be written")
	}
	b.unchanged(before, "given up while the passwords were kept")
}
