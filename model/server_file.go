package model

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// serverFile is what a PC keeps of a shared database: server.json in the folder of the settings. Where it is there, this
// PC uses no file.
type serverFile struct {
	Server
	DB           hexID    `json:"id"`
	PC           hexID    `json:"pc"`              // this one, among those that have joined
	Former       hexID    `json:"former,omitzero"` // the row of this PC before it joined anew, to be taken away
	KeyPlace     string   `json:"key_place"`
	KeyCheck     hexBytes `json:"key_check"` // tells the machine key from another one
	Password     hexBytes `json:"password"`  // of the role, sealed under a key that the machine key gives
	BackupFolder string   `json:"backup_folder,omitempty"`
}

// hexID is an ID as JSON.
type hexID store.ID

// MarshalText implements encoding.TextMarshaler.
func (id hexID) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(id[:])), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *hexID) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	if err == nil && len(raw) != len(id) {
		err = errors.New("an ID has 16 bytes")
	}
	if err == nil {
		*id = hexID(raw)
	}
	return err
}

// hexBytes are bytes as JSON.
type hexBytes []byte

// MarshalText implements encoding.TextMarshaler.
func (b hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(b)), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}

func (o Options) serverPath() string { return filepath.Join(o.Config, "server.json") }

// leftPath is where the way to the first server lies that this PC has left.
func (o Options) leftPath() string { return o.serverPath() + ".left" }

// readServerFile gives nil where this PC uses a file.
func (o Options) readServerFile() (*serverFile, error) {
	raw, err := files.Read(o.serverPath(), maxJoinFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	f := new(serverFile)
	if err == nil {
		err = json.Unmarshal(raw, f)
	}
	if err == nil {
		err = f.Check()
	}
	if err != nil {
		return nil, &Error{Code: CodeConfigUnreadable, Path: o.serverPath(), Err: err}
	}
	return f, nil
}

func (o Options) writeServerFile(f *serverFile) error { return o.writeServerFileAs(o.serverPath(), f) }

func (o Options) writeServerFileAs(path string, f *serverFile) error {
	raw, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return err
	}
	if err := files.Write(path, append(raw, '\n')); err != nil {
		return fmt.Errorf("keep how the server is reached: %w", err)
	}
	return files.SyncFolder(o.Config)
}

// JoinedServer is the server that this PC uses, to join it anew where its key is lost or its anchor is of another state.
// ok is false where it uses a file.
func JoinedServer(options Options) (server Server, ok bool) {
	f, err := options.withDefaults().readServerFile()
	if err != nil || f == nil {
		return Server{}, false
	}
	return f.Server, true
}

// LeaveServer forgets on this PC how its shared database is reached, so that it can join another one or use a file.
// The database stays as it is. It gives the path under which the way there is kept; "": there was none.
func LeaveServer(options Options) (kept string, err error) {
	o := newOffice(options)
	if err := o.takeInstanceLock(); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, o.release()) }()
	return o.options.leaveServer()
}

func (o Options) leaveServer() (kept string, err error) {
	if _, err := os.Lstat(o.serverPath()); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	kept = unusedName(o.leftPath())
	return kept, coded(errors.Join(os.Rename(o.serverPath(), kept), files.SyncFolder(o.Config)))
}

// passwordContext is where the password of a role belongs: nobody gets this PC to send it to another server, to take itself
// for another PC, or to take another PC's row away, by editing the file.
func (f *serverFile) passwordContext() keys.Context {
	sum := sha256.Sum256(keys.Encode("server-file-v1", f.JoinFile(), f.PC[:], f.Former[:]))
	return keys.Context{Purpose: "server password", DB: keys.ID(f.DB), Owner: keys.ID(sum[:16])}
}

func (f *serverFile) sealPassword(machine *keys.Key, password string) {
	key := machine.Derive(f.DB[:], "server password")
	defer key.Wipe()
	f.KeyCheck = f.checkOf(machine)
	f.Password = key.Seal(f.passwordContext(), []byte(password))
}

// checkOf is the KeyCheck of a key.
func (f *serverFile) checkOf(machine *keys.Key) []byte {
	return machine.MAC("key-check-v1", f.DB[:])[:8]
}

// openPassword opens the password of the role with the key that a store of this PC keeps.
func (f *serverFile) openPassword(o Options) (string, error) {
	machine, err := o.keyStore(f.KeyPlace).Get(keys.ID(f.DB))
	if err != nil {
		return "", err
	}
	defer machine.Wipe()
	return f.openWith(o, &machine)
}

// openWith is openPassword with the key at hand. An error tells that what the password is bound to is not what was sealed.
func (f *serverFile) openWith(o Options, machine *keys.Key) (string, error) {
	if !hmac.Equal(f.checkOf(machine), f.KeyCheck) {
		return "", because(CodeKeyMissing, "the store has another key")
	}
	key := machine.Derive(f.DB[:], "server password")
	defer key.Wipe()
	plain, err := key.Open(f.passwordContext(), f.Password)
	if err != nil {
		return "", &Error{Code: CodeConfigUnreadable, Path: o.serverPath(), Err: err}
	}
	return string(plain), nil
}

// passwords gives the password for each new connection: the one that the file has by then.
func (f *serverFile) passwords(o Options) func() (string, error) {
	var mutex sync.Mutex
	var opened serverFile
	var password string
	return func() (string, error) {
		mutex.Lock()
		defer mutex.Unlock()
		now, err := o.readServerFile()
		if err != nil || now == nil {
			now = f // the way there does not depend on what became of the file
		}
		if password != "" && bytes.Equal(now.Password, opened.Password) {
			return password, nil
		}
		plain, err := now.openPassword(o)
		if err == nil {
			opened, password = *now, plain
		}
		return plain, err
	}
}

// changeServerFile changes what the password of the role is bound to, or the password itself, in a file that nobody has
// edited: CodeNoDatabase where there is none, CodeConfigUnreadable where somebody has.
func (o Options) changeServerFile(change func(f *serverFile, password *string) error) error {
	f, err := o.readServerFile()
	if err != nil {
		return err
	}
	if f == nil {
		return &Error{Code: CodeNoDatabase}
	}
	machine, err := o.keyStore(f.KeyPlace).Get(keys.ID(f.DB))
	if err != nil {
		return err
	}
	defer machine.Wipe()
	password, err := f.openWith(o, &machine)
	if err != nil {
		return err
	}
	if err := change(f, &password); err != nil {
		return err
	}
	f.sealPassword(&machine, password)
	return o.writeServerFile(f)
}

// SetServerPassword keeps a new password of this PC's role, after trying it: CodeServerLogin where the server refuses it.
func SetServerPassword(ctx context.Context, options Options, password string) error {
	return coded(options.withDefaults().changeServerFile(func(f *serverFile, kept *string) error {
		*kept = password
		_, err := ProbeServer(ctx, options, f.Server, password)
		return err
	}))
}
