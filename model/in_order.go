package model

import (
	"context"
	"runtime"
	"sync"
)

// inOrder makes the parts of something on all cores side by side, and hands them on in order and on the caller's goroutine.
func inOrder[T any](ctx context.Context, parts int, produce func(ctx context.Context, i int) (T, error), use func(T)) error {
	type result struct {
		part T
		err  error
	}
	ctx, stop := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	queue := make(chan chan result, runtime.GOMAXPROCS(0)-1) // with the one that is waited for, one for each core
	workers.Go(func() {
		defer close(queue)
		for i := range parts {
			made := make(chan result, 1)
			select {
			case queue <- made:
			case <-ctx.Done():
				return
			}
			workers.Go(func() {
				part, err := produce(ctx, i)
				made <- result{part, err}
			})
		}
	})
	for made := range queue {
		r := <-made
		if r.err != nil {
			return r.err
		}
		use(r.part)
	}
	return ctx.Err()
}
