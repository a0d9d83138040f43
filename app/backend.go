package app

import (
	"context"
	"sync/atomic"

	"qlingo/app/demo"
	"qlingo/model"
	"qlingo/screens/window"
)

// backend implements window.Backend for one data folder.
type backend struct {
	options model.Options
	fresh   func(context.Context) (*model.Office, error)
	demo    bool
	busy    atomic.Bool
	changed atomic.Pointer[func()] // whom to tell of changes; nil until Watch
	ahead   *earlyOpening          // nil until openAhead
}

func newBackend(options model.Options) *backend {
	b := &backend{options: options}
	b.options.KeyStoreBusy, b.options.Changed = b.busy.Store, b.tellChanged
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

// Probe implements window.Backend.
func (b *backend) Probe(ctx context.Context, server model.Server, password string) (model.ServerState, error) {
	return model.ProbeServer(ctx, b.options, server, password)
}

// CreateShared implements window.Backend.
func (b *backend) CreateShared(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error) {
	return model.CreateShared(ctx, b.options, server, password, setup)
}

// BeginJoin implements window.Backend.
func (b *backend) BeginJoin(ctx context.Context, server model.Server, password string) (window.Joining, error) {
	joining, err := model.BeginJoin(ctx, b.options, server, password)
	if err != nil {
		return nil, err
	}
	return joining, nil
}

// JoinWithKit implements window.Backend.
func (b *backend) JoinWithKit(ctx context.Context, server model.Server, password, kit string, accept bool) error {
	return model.JoinWithKit(ctx, b.options, server, password, kit, accept)
}

// SetServerPassword implements window.Backend.
func (b *backend) SetServerPassword(ctx context.Context, password string) error {
	return model.SetServerPassword(ctx, b.options, password)
}

// JoinedServer implements window.Backend.
func (b *backend) JoinedServer() (model.Server, bool) {
	if b.demo {
		return model.Server{}, false
	}
	return model.JoinedServer(b.options)
}

// LeaveServer implements window.Backend.
func (b *backend) LeaveServer() (string, error) { return model.LeaveServer(b.options) }

// Watch implements window.Backend.
func (b *backend) Watch(changed func()) { b.changed.Store(&changed) }

func (b *backend) tellChanged() {
	if changed := b.changed.Load(); changed != nil {
		(*changed)()
	}
}

// KeyStoreBusy implements window.Backend.
func (b *backend) KeyStoreBusy() bool { return b.busy.Load() }
