package screens

import (
	"context"
	"errors"
	"io"

	"qlingo/model"
	"qlingo/screens/look"
	"qlingo/screens/window"
)

// stageBackend is the real backend on the stage's folders, with parts that tests can replace.
type stageBackend struct {
	open    func(context.Context) (*model.Office, error)
	recover func(ctx context.Context, kit string, accept bool) error
	backups func(ctx context.Context, folder string) ([]model.Backup, error)
	preview func(ctx context.Context, path string) (model.Preview, error)
	restore func(ctx context.Context, path, kit string) (string, error)
	create  func(context.Context, model.Setup) (*model.Office, error)
	busy    func() bool
	fixed   bool // like a demo's
}

func newStageBackend(s *stage) *stageBackend {
	return &stageBackend{
		open: func(ctx context.Context) (*model.Office, error) { return model.Open(ctx, s.options) },
		create: func(ctx context.Context, setup model.Setup) (*model.Office, error) {
			return model.Create(ctx, s.options, setup)
		},
		recover: func(ctx context.Context, kit string, accept bool) error {
			return model.Recover(ctx, s.options, kit, accept)
		},
		backups: func(ctx context.Context, folder string) ([]model.Backup, error) {
			return model.FindBackups(ctx, s.options, folder)
		},
		preview: func(ctx context.Context, path string) (model.Preview, error) {
			return model.PreviewRestore(ctx, s.options, path)
		},
		restore: func(ctx context.Context, path, kit string) (string, error) {
			return model.Restore(ctx, s.options, path, kit)
		},
		busy: func() bool { return false },
	}
}

func (b *stageBackend) Open(ctx context.Context) (*model.Office, error) { return b.open(ctx) }
func (b *stageBackend) Replaceable() bool                               { return !b.fixed }
func (b *stageBackend) KeyStoreBusy() bool                              { return b.busy() }

func (b *stageBackend) Create(ctx context.Context, setup model.Setup) (*model.Office, error) {
	return b.create(ctx, setup)
}

func (b *stageBackend) Recover(ctx context.Context, kit string, accept bool) error {
	return b.recover(ctx, kit, accept)
}

func (b *stageBackend) Backups(ctx context.Context, folder string) ([]model.Backup, error) {
	return b.backups(ctx, folder)
}

func (b *stageBackend) Preview(ctx context.Context, path string) (model.Preview, error) {
	return b.preview(ctx, path)
}

func (b *stageBackend) Restore(ctx context.Context, path, kit string) (string, error) {
	return b.restore(ctx, path, kit)
}

// stagePlatform is an OS with the stage's printer. It hides secrets only if a test says how.
type stagePlatform struct {
	stage      *stage
	hides      bool
	conceal    func(on bool) error
	copySecret func(text string) error
	position   func() window.Position
}

func (p *stagePlatform) Appear(mode look.Mode)          { dress(mode) }
func (p *stagePlatform) Printer(context.Context) string { return p.stage.printer }
func (p *stagePlatform) HidesSecrets() bool             { return p.hides }

func (p *stagePlatform) Print(ctx context.Context, printer string, write func(io.Writer) error) (func(), error) {
	return p.stage.print(ctx, printer, write)
}

func (p *stagePlatform) Conceal(on bool) error {
	if p.conceal == nil {
		return nil
	}
	return p.conceal(on)
}

func (p *stagePlatform) CopySecret(text string) error {
	if p.copySecret == nil {
		return errors.ErrUnsupported
	}
	return p.copySecret(text)
}

func (p *stagePlatform) Position() window.Position {
	if p.position == nil {
		return window.Position{}
	}
	return p.position()
}
