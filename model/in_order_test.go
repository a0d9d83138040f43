package model

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func TestInOrder(t *testing.T) {
	const parts = 20
	var used []int
	err := inOrder(t.Context(), parts, func(_ context.Context, i int) (int, error) {
		time.Sleep(time.Duration(i%3) * time.Millisecond)
		return i, nil
	}, func(i int) { used = append(used, i) })
	if err != nil || len(used) != parts || !slices.IsSorted(used) {
		t.Errorf("%v, %v", used, err)
	}
}

// Nothing behind a failure is used, and nothing goes on behind the caller's back.
func TestInOrderFails(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	broken := errors.New("broken")
	var running atomic.Int32
	produce := func(ctx context.Context, i int) (int, error) {
		running.Add(1)
		defer running.Add(-1)
		switch {
		case i == 3:
			for running.Load() < 2 { // the next is on the other core
				runtime.Gosched()
			}
			return 0, broken
		case i > 3:
			<-ctx.Done()
			time.Sleep(time.Millisecond)
		}
		return i, nil
	}
	last := -1
	if err := inOrder(t.Context(), 20, produce, func(i int) { last = i }); !errors.Is(err, broken) || last != 2 || running.Load() != 0 {
		t.Errorf("%v behind %d, %d are running", err, last, running.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := inOrder(ctx, 20, func(context.Context, int) (int, error) { return 0, nil }, func(int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
