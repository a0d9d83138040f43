package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// ServerScript is the SQL that prepares an empty database for a role, for whoever looks after the server.
func ServerScript(role string) string { return store.ServerScript(role) }

// ServerGrants is the SQL that gives a further role its rights in a database that was prepared.
func ServerGrants(role string) string { return store.ServerGrants(role) }

// ServerState is what is in the database of a server.
type ServerState string

// What ProbeServer finds.
const (
	ServerEmpty  ServerState = "empty"  // prepared tables, nothing in them
	ServerOffice ServerState = "office" // a shared database
	ServerMoved  ServerState = "moved"  // what a shared database has left when it was moved elsewhere
)

// ProbeServer connects to a server and looks what is there. CodeServerTables: nobody has prepared it.
func ProbeServer(ctx context.Context, options Options, server Server, password string) (state ServerState, err error) {
	if err := server.Check(); err != nil {
		return "", err
	}
	o := newOffice(options)
	defer func() { err = errors.Join(err, o.release()) }()
	if err := o.connectWith(ctx, &serverFile{Server: server}, password); err != nil {
		return "", coded(err)
	}
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		state, err = stateOf(tx)
		return err
	})
	return state, coded(err)
}

// stateOf tells what a database holds.
func stateOf(tx *store.Tx) (ServerState, error) {
	empty, err := tx.Empty()
	if err != nil || empty {
		return ServerEmpty, err
	}
	meta, err := tx.Meta()
	if err != nil {
		return "", err
	}
	if err = checkNotMoved(tx, meta); CodeOf(err) == CodeMoved {
		return ServerMoved, nil
	}
	return ServerOffice, err
}

// CreateShared makes a shared database in the prepared tables of a server, with its first account, and opens it. It is all
// or nothing. CodeServerNotEmpty: there is a database already.
func CreateShared(ctx context.Context, options Options, server Server, password string, s Setup) (_ *Office, err error) {
	if err := errors.Join(server.Check(), s.CheckNames(), s.CheckPassword()); err != nil {
		return nil, err
	}
	o := newOffice(options)
	err = o.beginJoining()
	if err == nil {
		err = o.checkNoServer()
	}
	if err == nil {
		err = o.createShared(ctx, server, password, s)
	}
	if err := errors.Join(err, o.release()); err != nil {
		return nil, serverError(err)
	}
	return Open(ctx, options)
}

// beginJoining checks the folders of a PC that is going to use a server, and takes its instance lock. What is here
// already stays in use: CodeFileThere.
func (o *Office) beginJoining() error {
	if err := o.options.checkFolders(); err != nil {
		return err
	}
	if err := o.takeInstanceLock(); err != nil {
		return err
	}
	return o.options.checkNoFile()
}

// checkNoFile refuses where a database file is, or what SQLite left beside one.
func (o Options) checkNoFile() error {
	for _, suffix := range append([]string{""}, sidecars...) {
		if _, err := os.Lstat(o.Database() + suffix); !errors.Is(err, fs.ErrNotExist) {
			return &Error{Code: CodeFileThere, Path: o.Database() + suffix, Err: err}
		}
	}
	return nil
}

// checkNoServer refuses where this PC uses a server: CodeUsesServer.
func (o *Office) checkNoServer() error { return o.checkSameServer(keys.ID{}) } // which no database has

// checkSameServer refuses to join another database than the one that this PC uses already: CodeUsesServer.
func (o *Office) checkSameServer(db keys.ID) error {
	server, err := o.options.readServerFile()
	if err == nil && server != nil && keys.ID(server.DB) != db {
		err = &Error{Code: CodeUsesServer, Path: o.options.serverPath()}
	}
	return err
}

// serverError gives an error of opening or filling a server's database its code.
func serverError(err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return &Error{Code: CodeServerNotEmpty, Err: err}
	case errors.Is(err, store.ErrNone):
		return &Error{Code: CodeServerTables, Err: err}
	}
	return coded(err)
}

func (o *Office) createShared(ctx context.Context, server Server, password string, s Setup) (err error) {
	machine, kept, err := o.newKeys()
	defer machine.Wipe()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && !errors.Is(err, store.ErrUnknown) { // else it may stand, and this PC can use it
			err = errors.Join(err, kept.undo(), files.RemoveIfExists(o.anchor.path), files.RemoveIfExists(o.options.serverPath()))
		}
	}()
	pc, err := o.newPC(server.Role)
	if err != nil {
		return err
	}
	o.shared = usingServer(&serverFile{Server: server, DB: hexID(o.ring.DB), PC: hexID(pc.ID)})
	o.anchor = newAnchor(o.options.Config, o.ring, true)
	return store.CreateServer(ctx, server.connection(always(password)), func(tx *store.Tx) error {
		first := o.newWriting(tx)
		pc.Joined = millis(first.now)
		if err := first.writeFirstRows(s, &machine, pc); err != nil {
			return err
		}
		return o.keepServer(&machine, password, first.meta.Seq, first.meta.Head)
	})
}

// newPC is the row of this PC, still without the time.
func (o *Office) newPC(role string) (*store.PC, error) {
	id, err := keys.NewID(o.options.Rand)
	return &store.PC{ID: id, Name: o.options.Host, Role: role}, err
}

// keepServer keeps on this PC what it needs from now on: the anchor, and the way to the server. Its machine key is in a
// store already.
func (o *Office) keepServer(machine *keys.Key, password string, seq int64, head []byte) error {
	if err := o.anchor.create(seq, head); err != nil {
		return fmt.Errorf("make the anchor: %w", err)
	}
	f := &o.shared.file
	if before, err := o.options.readServerFile(); err == nil && before != nil && keys.ID(before.DB) == o.ring.DB {
		f.BackupFolder = before.BackupFolder
		if _, err := before.openWith(o.options, machine); err == nil { // else somebody may have put another PC there
			f.Former = before.PC
		}
	}
	f.DB, f.KeyPlace = hexID(o.ring.DB), o.keyPlace
	f.sealPassword(machine, password)
	return o.options.writeServerFile(f)
}
