package app

import (
	"context"
	"sync/atomic"

	"qlingo/app/demo"
	"qlingo/model"
)

// backend opens and makes the database of one place for the window, which it is a window.Backend for.
type backend struct {
	options model.Options
	fresh   func(context.Context) (*model.Office, error)
	demo    bool
	busy    atomic.Bool
	ahead   *earlyOpening // nil until openAhead
}

func newBackend(options model.Options) *backend {
	b := &backend{options: options}
	b.options.KeyStoreBusy = b.busy.Store
	b.fresh = func(ctx context.Context) (*model.Office, error) { return model.Open(ctx, b.options) }
	return b
}

// newDemoBackend opens the sample office, and nothing else is asked of it.
func newDemoBackend(sample *demo.Demo) *backend { return &backend{fresh: sample.Open, demo: true} }

// openAhead begins to open the database while the window is being made.
func (b *backend) openAhead() { b.ahead = openEarly(b.fresh) }

// close closes what was opened ahead for nobody.
func (b *backend) close() error { return b.ahead.close() }

// Open implements window.Backend.
func (b *backend) Open(ctx context.Context) (*model.Office, error) { return b.ahead.Open(ctx) }

// Replaceable implements window.Backend.
func (b *backend) Replaceable() bool { return !b.demo }

// Create implements window.Backend.
func (b *backend) Create(ctx context.Context, setup model.Setup) (*model.Office, error) {
	return model.Create(ctx, b.options, setup)
}

// Recover implements window.Backend.
func (b *backend) Recover(ctx context.Context, kit string, accept bool) error {
	return model.Recover(ctx, b.options, kit, accept)
}

// Backups implements window.Backend.
func (b *backend) Backups(ctx context.Context, folder string) ([]model.Backup, error) {
	return model.FindBackups(ctx, b.options, folder)
}

// Preview implements window.Backend.
func (b *backend) Preview(ctx context.Context, path string) (model.Preview, error) {
	return model.PreviewRestore(ctx, b.options, path)
}

// Restore implements window.Backend.
func (b *backend) Restore(ctx context.Context, path, kit string) (kept string, err error) {
	return model.Restore(ctx, b.options, path, kit)
}

// KeyStoreBusy implements window.Backend.
func (b *backend) KeyStoreBusy() bool { return b.busy.Load() }
