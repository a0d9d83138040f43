package window

import (
	"context"

	"qlingo/model"
)

// Backend opens the database, and works on its file while it is closed.
type Backend interface {
	Open(context.Context) (*model.Office, error)

	// Replaceable reports whether the file may be created, recovered and restored. A demo's may not, and the methods
	// below are never called then.
	Replaceable() bool
	Create(context.Context, model.Setup) (*model.Office, error)

	// Recover uses a recovery kit to make Open work when the key is missing or, with accept, when the file is an old
	// copy or its log is bad.
	Recover(ctx context.Context, kit string, accept bool) error

	// Backups lists the backups of a folder, "" for the usual one. Preview reads one. Restore replaces the database,
	// which must be closed, with one; kept is where the old file is now.
	Backups(ctx context.Context, folder string) ([]model.Backup, error)
	Preview(ctx context.Context, path string) (model.Preview, error)
	Restore(ctx context.Context, path, kit string) (kept string, err error)

	// Probe looks what a server has. CreateShared makes a shared database there. BeginJoin and JoinWithKit make this PC
	// use the one that is there; with accept, also when nothing here tells whether it is the newest. SetServerPassword
	// keeps a new password of the database's user for this PC.
	Probe(ctx context.Context, server model.Server, password string) (model.ServerState, error)
	CreateShared(ctx context.Context, server model.Server, password string, setup model.Setup) (*model.Office, error)
	BeginJoin(ctx context.Context, server model.Server, password string) (Joining, error)
	JoinWithKit(ctx context.Context, server model.Server, password, kit string, accept bool) error
	SetServerPassword(ctx context.Context, password string) error

	// JoinedServer is the server that this PC uses; ok is false where it uses a file. LeaveServer forgets it, so that this
	// PC can use a file or another server; kept is where the way there is kept. The database must be closed. Both read
	// or write a file.
	JoinedServer() (server model.Server, ok bool)
	LeaveServer() (kept string, err error)

	// Watch has changed called whenever another PC has changed something, or contact with the server was lost or is
	// back. It is called from any goroutine.
	Watch(changed func())

	// KeyStoreBusy reports whether a request to the OS's key store is under way.
	KeyStoreBusy() bool
}

// Joining is this PC asking to join a shared database. *model.Joining implements it.
type Joining interface {
	Code() model.JoinCode
	Wait(ctx context.Context, trouble func(error)) error
	Close()
}
