package screentest

import (
	"context"
	"errors"
	"io"

	"qlingo/model"
	"qlingo/screens/look"
	"qlingo/screens/window"
)

// Backend is the real backend on the harness's folders, with parts that tests can replace.
type Backend struct {
	OnOpen    func(context.Context) (*model.Office, error)
	OnRecover func(ctx context.Context, kit string, accept bool) error
	OnBackups func(ctx context.Context, folder string) ([]model.Backup, error)
	OnPreview func(ctx context.Context, path string) (model.Preview, error)
	OnRestore func(ctx context.Context, path, kit string) (string, error)
	OnCreate  func(context.Context, model.Setup) (*model.Office, error)
	Busy      func() bool
	Fixed     bool // like a demo's

	OnProbe        func(ctx context.Context, server model.Server, password string) (model.ServerState, error)
	OnCreateShared func(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error)
	OnBeginJoin    func(ctx context.Context, server model.Server, password string) (window.Joining, error)
	OnJoinWithKit  func(ctx context.Context, server model.Server, password, kit string, accept bool) error
	OnPassword     func(ctx context.Context, password string) error
	OnJoined       func() (model.Server, bool)
	OnLeave        func() (string, error)
	Changed        func() // what the window wants to be told
}

func newBackend(s *Harness) *Backend {
	return &Backend{
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
		OnProbe: func(ctx context.Context, server model.Server, password string) (model.ServerState, error) {
			return model.ProbeServer(ctx, s.Options, server, password)
		},
		OnCreateShared: func(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error) {
			return model.CreateShared(ctx, s.Options, server, password, setup)
		},
		OnBeginJoin: func(ctx context.Context, server model.Server, password string) (window.Joining, error) {
			return model.BeginJoin(ctx, s.Options, server, password)
		},
		OnJoinWithKit: func(ctx context.Context, server model.Server, password, kit string, accept bool) error {
			return model.JoinWithKit(ctx, s.Options, server, password, kit, accept)
		},
		OnJoined: func() (model.Server, bool) { return model.JoinedServer(s.Options) },
		OnLeave:  func() (string, error) { return model.LeaveServer(s.Options) },
		OnPassword: func(ctx context.Context, password string) error {
			return model.SetServerPassword(ctx, s.Options, password)
		},
	}
}

func (b *Backend) Open(ctx context.Context) (*model.Office, error) { return b.OnOpen(ctx) }

func (b *Backend) Replaceable() bool { return !b.Fixed }

func (b *Backend) KeyStoreBusy() bool { return b.Busy() }

func (b *Backend) Create(ctx context.Context, setup model.Setup) (*model.Office, error) {
	return b.OnCreate(ctx, setup)
}

func (b *Backend) Recover(ctx context.Context, kit string, accept bool) error {
	return b.OnRecover(ctx, kit, accept)
}

func (b *Backend) Backups(ctx context.Context, folder string) ([]model.Backup, error) {
	return b.OnBackups(ctx, folder)
}

func (b *Backend) Preview(ctx context.Context, path string) (model.Preview, error) {
	return b.OnPreview(ctx, path)
}

func (b *Backend) Restore(ctx context.Context, path, kit string) (string, error) {
	return b.OnRestore(ctx, path, kit)
}

func (b *Backend) Probe(ctx context.Context, server model.Server, password string) (model.ServerState, error) {
	return b.OnProbe(ctx, server, password)
}

func (b *Backend) CreateShared(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error) {
	return b.OnCreateShared(ctx, server, password, setup)
}

func (b *Backend) BeginJoin(ctx context.Context, server model.Server, password string) (window.Joining, error) {
	return b.OnBeginJoin(ctx, server, password)
}

func (b *Backend) JoinWithKit(ctx context.Context, server model.Server, password, kit string, accept bool) error {
	return b.OnJoinWithKit(ctx, server, password, kit, accept)
}

func (b *Backend) SetServerPassword(ctx context.Context, password string) error {
	return b.OnPassword(ctx, password)
}

func (b *Backend) JoinedServer() (model.Server, bool) { return b.OnJoined() }

func (b *Backend) LeaveServer() (string, error) { return b.OnLeave() }

func (b *Backend) Watch(changed func()) { b.Changed = changed }

// Platform is an OS with the harness's printer. It hides secrets only if a test says how.
type Platform struct {
	Harness      *Harness
	Hides        bool
	OnConceal    func(on bool) error
	OnCopySecret func(text string) error
	OnPosition   func() window.Position
	OnChooseFile func(context.Context, window.FileDialog) (window.FileChoice, error) // nil for an OS without a dialog
	Revealed     []string
	RevealFails  error
}

func (p *Platform) ChooseFile(ctx context.Context, ask window.FileDialog) (window.FileChoice, error) {
	if p.OnChooseFile == nil {
		return window.FileChoice{}, window.ErrNoFileDialog
	}
	return p.OnChooseFile(ctx, ask)
}

func (p *Platform) Reveal(_ context.Context, path string) error {
	p.Revealed = append(p.Revealed, path)
	return p.RevealFails
}

func (p *Platform) Appear(mode look.Mode) { Dress(mode) }

func (p *Platform) Printer(context.Context) string { return p.Harness.Printer }

func (p *Platform) HidesSecrets() bool { return p.Hides }

func (p *Platform) Print(ctx context.Context, printer string, write func(io.Writer) error) (func(), error) {
	return p.Harness.Print(ctx, printer, write)
}

func (p *Platform) Conceal(on bool) error {
	if p.OnConceal == nil {
		return nil
	}
	return p.OnConceal(on)
}

func (p *Platform) CopySecret(text string) error {
	if p.OnCopySecret == nil {
		return errors.ErrUnsupported
	}
	return p.OnCopySecret(text)
}

func (p *Platform) Position() window.Position {
	if p.OnPosition == nil {
		return window.Position{}
	}
	return p.OnPosition()
}
