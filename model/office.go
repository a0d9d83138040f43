package model

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// A lock file that another process holds is tried again every lockRetry, for lockTimeout.
const (
	lockRetry   = 20 * time.Millisecond
	lockTimeout = 10 * time.Second
)

// Office is an open database with its keys: everything that works before somebody is signed in.
type Office struct {
	options Options

	db       *store.DB
	shared   *shared // nil where the database is a file
	copied   bool    // this is a copy that is looked at; its key may be elsewhere than it says
	ring     *keys.Ring
	hash     func(secret []byte, salt keys.Salt, p keys.Params) keys.Key // keys.Hash; tests count its calls
	anchor   *anchor
	ledger   *ledger
	keyPlace string
	name     atomic.Pointer[string]
	first    store.ID // the first account

	instance  *flock.Flock // held as long as the office is open, where it writes
	writeLock *flock.Flock // held around every write

	// These are taken in this order.
	attempts sync.Mutex   // one attempt to prove something at a time
	using    sync.RWMutex // closing waits for what reads and writes
	closed   bool         // guarded by using
	writes   turnLock     // one write at a time; goes before writeLock
	waits    waits        // guarded by writes

	dataVersion atomic.Int64 // what others had written when the log was last followed from its start
	opened      time.Time    // with a monotonic reading
	openMark    int64        // the time mark then

	startedFrom  *logPart // what a checkpoint stood for at opening; nil: the log was followed from its start
	verification *verification
	rowsWritten  chan struct{} // has something when the log has grown
	lastDaily    dailyResult

	lifetime    context.Context // ends when closing begins
	endLifetime context.CancelFunc
}

// turnLock is a lock that can be waited for with a context.
type turnLock chan struct{}

func newOffice(options Options) *Office {
	o := &Office{options: options.withDefaults(), hash: keys.Hash, waits: waits{}, writes: make(turnLock, 1), rowsWritten: make(chan struct{}, 1)}
	o.instance, o.writeLock = lockFile(o.options.Data, "instance"), lockFile(o.options.Data, "write")
	o.opened = o.options.Clock()
	o.lifetime, o.endLifetime = context.WithCancel(context.Background())
	return o
}

// keepOpen keeps the office open until leave is called.
func (o *Office) keepOpen() (leave func(), err error) {
	o.using.RLock()
	if o.closed {
		o.using.RUnlock()
		return nil, &Error{Code: CodeEnded}
	}
	return o.using.RUnlock, nil
}

// Open opens the database of a folder. CodeNoDatabase means that there is none yet,
// CodeFileGone that there was one.
func Open(ctx context.Context, options Options) (_ *Office, err error) {
	o, err := openDatabase(ctx, options)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(o.withPath(err), o.release())
		}
	}()
	if err := o.db.Read(ctx, func(tx *store.Tx) error { return o.checkAtOpening(tx) }); err != nil {
		return o.openMoved(ctx, coded(err))
	}
	if err := o.migrate(ctx); err != nil {
		return nil, coded(err)
	}
	for _, err := range []error{o.dropCopies(), o.noteSeen(), o.dropMoved(ctx)} {
		if err != nil {
			o.options.Warn(err)
		}
	}
	o.startVerification()
	return o, nil
}

// openDatabase takes the instance lock and opens the database, whose contents nobody has checked
// yet: that of a server if this PC has joined one, or the file.
func openDatabase(ctx context.Context, options Options) (_ *Office, err error) {
	o := newOffice(options)
	if err := o.options.checkFolders(); err != nil {
		return nil, err
	}
	if err := o.takeInstanceLock(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(o.withPath(coded(err)), o.release())
		}
	}()
	if joined, err := o.connectJoined(ctx); joined || err != nil {
		return o, err
	}
	if o.db, err = store.Open(ctx, o.options.Database()); err != nil {
		return nil, o.openError(err)
	}
	dataVersion, err := o.db.DataVersion(ctx)
	o.dataVersion.Store(dataVersion)
	return o, err
}

// withPath names the database in an error that names no file yet.
func (o *Office) withPath(err error) error { return atPath(err, o.Database()) }

// atPath names a file or folder in an error that names none yet.
func atPath(err error, path string) error {
	var coded *Error
	if errors.As(err, &coded) && coded.Path == "" {
		coded.Path = path
	}
	return err
}

// takeInstanceLock takes the instance lock.
func (o *Office) takeInstanceLock() error {
	locked, err := o.instance.TryLock()
	if err != nil {
		return coded(fmt.Errorf("take the instance lock: %w", err))
	}
	if !locked {
		return &Error{Code: CodeInUse, Path: o.options.Data}
	}
	if err := o.options.removeLeftovers(); err != nil {
		o.options.Warn(err)
	}
	return nil
}

// lockFile opens for writing, so that a folder that cannot be written shows at once.
func lockFile(dir, name string) *flock.Flock {
	return flock.New(filepath.Join(dir, name), flock.SetPermissions(0o600), flock.SetFlag(os.O_CREATE|os.O_RDWR))
}

// checkAtOpening gets the machine key, checks the file and its anchor, and reads the checkpoint.
func (o *Office) checkAtOpening(tx *store.Tx) error {
	if err := o.checkNotEmptied(tx); err != nil {
		return err
	}
	meta, err := tx.Meta()
	if err != nil {
		return err
	}
	ring, err := o.machineRing(tx, meta)
	if err != nil {
		return err
	}
	err = o.checkBasics(tx, meta, ring)
	if err == nil {
		err = o.checkFresh(tx)
	}
	switch {
	case err == nil:
		err = o.checkStillHere(tx, meta)
	case stale(err): // of a place that was left, no kit makes the newest
		err = cmp.Or(checkNotMoved(tx, meta), err)
	}
	if err == nil {
		err = o.startFromCheckpoint(tx, meta)
	}
	return o.withAge(tx, meta, true, err)
}

// checkBasics takes the keys and checks everything that is checked before the login page, except
// the anchor.
func (o *Office) checkBasics(tx *store.Tx, meta *store.Meta, ring *keys.Ring) error {
	o.keyPlace = o.place(meta)
	o.ring = ring
	o.anchor = newAnchor(o.options.Config, o.ring, o.Shared())
	o.anchor.frozen = true // until it is known that the database is as new as it says
	if err := o.checkMeta(meta); err != nil {
		return err
	}
	o.ledger = newLedger(o.ring).startAfter(meta.Base, meta.BaseHead)
	o.openMark = meta.TimeMark
	accounts, err := tx.Accounts()
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if !hmac.Equal(account.Stamp().Tag, tagOf(o.ring, account)) {
			return because(CodeTamperedFile, "the tag of an account row does not fit")
		}
	}
	if err := o.findFirst(tx, accounts); err != nil {
		return err
	}
	return o.checkTail(tx, meta)
}

// findFirst finds the first account, which the first row of the log created. The times at
// which accounts were made prove nothing: the clock could be turned. Where that row is bad, only an
// account that is the only one can be the first.
func (o *Office) findFirst(tx *store.Tx, accounts []*store.Account) error {
	row, err := tx.Activity(1)
	if err != nil {
		return err
	}
	bad := row == nil || !hmac.Equal(row.MAC, macOf(o.ring, row, nil))
	if bad && len(accounts) != 1 {
		return badRow(1, "is missing or was changed")
	}
	for _, account := range accounts {
		if bad || bytes.Equal(account.ID[:], row.RowID) {
			o.first = account.ID
			o.name.Store(&account.Name)
			return nil
		}
	}
	return because(CodeTamperedFile, "the first account is missing")
}

// Close ends everything: background checks, connections, keys, locks. It waits for what
// is being written; whatever comes later is CodeEnded.
func (o *Office) Close() error { return o.release() }

func (o *Office) release() error {
	o.endLifetime()
	if o.verification != nil {
		o.verification.stop()
	}
	o.attempts.Lock()
	defer o.attempts.Unlock()
	o.using.Lock()
	defer o.using.Unlock()
	o.closed = true
	var err error
	if o.db != nil {
		err = o.db.Close()
	}
	if o.ring != nil {
		o.ring.Wipe()
	}
	return errors.Join(err, o.instance.Close(), o.writeLock.Close())
}

// Name is the name of the first account, for the login page.
func (o *Office) Name() string { return *o.name.Load() }

// Database is the path of the database file, or where it lies on which server.
func (o *Office) Database() string {
	if o.shared != nil {
		return o.shared.file.String()
	}
	return o.options.Database()
}

// KeyPlace says where the machine key is kept: "keyring" or "file".
func (o *Office) KeyPlace() string { return o.keyPlace }
