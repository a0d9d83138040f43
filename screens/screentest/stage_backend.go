package screentest

import (
	"context"
	"errors"
	"io"

	"qlingo/model"
	"qlingo/screens/look"
	"qlingo/screens/window"
)

// StageBackend is the real backend on the stage's folders, with parts that tests can replace.
type StageBackend struct {
	OnOpen    func(context.Context) (*model.Office, error)
	OnRecover func(ctx context.Context, kit string, accept bool) error
	OnBackups func(ctx context.Context, folder string) ([]model.Backup, error)
	OnPreview func(ctx context.Context, path string) (model.Preview, error)
	OnRestore func(ctx context.Context, path, kit string) (string, error)
	OnCreate  func(context.Context, model.Setup) (*model.Office, error)
	Busy      func() bool
	Fixed     bool // like a demo's
}

func NewStageBackend(s *Stage) *StageBackend {
	return &StageBackend{
		OnOpen: func(ctx context.Context) (*model.Office, error) { return model.Open(ctx, s.Options) },
		OnCreate: func(ctx context.Context, setup model.Setup) (*model.Office, error) {
			return model.Create(ctx, s.Options, setup)
		},
		OnRecover: func(ctx context.Context, kit string, accept bool) error {
			return model.Recover(ctx, s.Options, kit, accept)
		},
		OnBackups: func(ctx context.Context, folder string) ([]model.Backup, error) {
			return model.FindBackups(ctx, s.Options, folder)
		},
		OnPreview: func(ctx context.Context, path string) (model.Preview, error) {
			return model.PreviewRestore(ctx, s.Options, path)
		},
		OnRestore: func(ctx context.Context, path, kit string) (string, error) {
			return model.Restore(ctx, s.Options, path, kit)
		},
		Busy: func() bool { return false },
	}
}

func (b *StageBackend) Open(ctx context.Context) (*model.Office, error) { return b.OnOpen(ctx) }

func (b *StageBackend) Replaceable() bool { return !b.Fixed }

func (b *StageBackend) KeyStoreBusy() bool { return b.Busy() }

func (b *StageBackend) Create(ctx context.Context, setup model.Setup) (*model.Office, error) {
	return b.OnCreate(ctx, setup)
}

func (b *StageBackend) Recover(ctx context.Context, kit string, accept bool) error {
	return b.OnRecover(ctx, kit, accept)
}

func (b *StageBackend) Backups(ctx context.Context, folder string) ([]model.Backup, error) {
	return b.OnBackups(ctx, folder)
}

func (b *StageBackend) Preview(ctx context.Context, path string) (model.Preview, error) {
	return b.OnPreview(ctx, path)
}

func (b *StageBackend) Restore(ctx context.Context, path, kit string) (string, error) {
	return b.OnRestore(ctx, path, kit)
}

// StagePlatform is an OS with the stage's printer. It hides secrets only if a test says how.
type StagePlatform struct {
	Stage        *Stage
	Hides        bool
	OnConceal    func(on bool) error
	OnCopySecret func(text string) error
	OnPosition   func() window.Position
}

func (p *StagePlatform) Appear(mode look.Mode) { Dress(mode) }

func (p *StagePlatform) Printer(context.Context) string { return p.Stage.Printer }

func (p *StagePlatform) HidesSecrets() bool { return p.Hides }

func (p *StagePlatform) Print(ctx context.Context, printer string, write func(io.Writer) error) (func(), error) {
	return p.Stage.Print(ctx, printer, write)
}

func (p *StagePlatform) Conceal(on bool) error {
	if p.OnConceal == nil {
		return nil
	}
	return p.OnConceal(on)
}

func (p *StagePlatform) CopySecret(text string) error {
	if p.OnCopySecret == nil {
		return errors.ErrUnsupported
	}
	return p.OnCopySecret(text)
}

func (p *StagePlatform) Position() window.Position {
	if p.OnPosition == nil {
		return window.Position{}
	}
	return p.OnPosition()
}
