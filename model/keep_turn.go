package model

import (
	"context"
	"errors"
	"time"
)

// turnEvery is how often who waits in the middle of a transaction says that the turn is still needed. A server waits five
// seconds.
const turnEvery = time.Second

// keepingTurn does something that may take long beside a transaction and must not ask it anything, such as writing a file.
// It keeps the turn meanwhile. When that fails or somebody gives up, do's context ends, and do is waited for.
func keepingTurn(ctx context.Context, every time.Duration, keepTurn func() error, do func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := errors.Join(ctx.Err(), keepTurn()); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- do(ctx) }()
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			<-done
			return ctx.Err()
		case <-ticks.C:
			if err := keepTurn(); err != nil {
				stop()
				<-done
				return err
			}
		}
	}
}
