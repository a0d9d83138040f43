package model

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"sync"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

const (
	pollEvery  = time.Second      // between two looks at a server for what other PCs did
	auditEvery = 30 * time.Minute // between two that follow the whole log
	// LostLimit is how long a session goes on without contact to its server.
	LostLimit = 2 * time.Minute
)

// shared is what an office on a server has besides.
type shared struct {
	file    serverFile // as it was at opening
	joining bool       // this PC is not among those that have joined yet

	polling sync.Mutex // held while one polls

	mutex        sync.Mutex // guards what follows
	contact      Connection
	sessions     map[*Session]bool
	polled       []byte // the head of the log whose news every session here has heard; nil: one may have missed some
	backupFolder string
}

// Connection is how a shared database can be reached. The zero value is that of a file.
type Connection struct {
	Lost     time.Time     // since when there is no contact; zero: there is
	Err      error         // why
	ClockOff time.Duration // how far the clock of this PC is ahead of the server's
	Audited  time.Time     // when the whole log was last followed
	Over     error         // why this PC does not go on: CodePCRemoved, CodeMoved
}

// Shared reports whether the database lies on a server.
func (o *Office) Shared() bool { return o.shared != nil }

// Connection tells how the server can be reached.
func (o *Office) Connection() Connection {
	if o.shared == nil {
		return Connection{}
	}
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	return o.shared.contact
}

// connectJoined opens the database of the server that this PC has joined, if it has. Nobody has checked its contents yet.
func (o *Office) connectJoined(ctx context.Context) (joined bool, err error) {
	if o.options.staged { // this is a file, whatever the PC uses
		return false, nil
	}
	f, err := o.options.readServerFile()
	if err != nil || f == nil {
		return false, err
	}
	o.shared = usingServer(f)
	o.db, err = openServer(ctx, f, f.passwords(o.options))
	return true, err
}

// connectWith opens the database of a server that this PC wants to use.
func (o *Office) connectWith(ctx context.Context, f *serverFile, password string) (err error) {
	o.shared = usingServer(f)
	o.shared.joining = true
	o.db, err = openServer(ctx, f, always(password))
	return err
}

func usingServer(f *serverFile) *shared {
	return &shared{file: *f, sessions: map[*Session]bool{}, backupFolder: f.BackupFolder}
}

func openServer(ctx context.Context, f *serverFile, password func() (string, error)) (*store.DB, error) {
	db, err := store.OpenServer(ctx, f.connection(password))
	return db, serverError(err)
}

// always gives a password that was typed.
func always(password string) func() (string, error) {
	return func() (string, error) { return password, nil }
}

// place is where the machine key of this PC is: a file says it, a shared database cannot know it.
func (o *Office) place(meta *store.Meta) string {
	if o.shared != nil {
		return o.shared.file.KeyPlace
	}
	return meta.KeyPlace
}

// keepPlace writes where the machine key is, unless every PC has a place of its own.
func (w *writing) keepPlace() {
	if w.o.shared == nil {
		w.meta.KeyPlace = w.o.keyPlace
	}
}

// backupChoice is the folder that was chosen for backups: of the office or, where several PCs share it, of this PC.
func (o *Office) backupChoice(first *store.Account) string {
	if o.shared == nil {
		return first.BackupFolder
	}
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	return o.shared.backupFolder
}

// chooseHere chooses where backups of this PC go.
func (s *Session) chooseHere(ctx context.Context, folder string) error {
	err := s.write(ctx, needOwner|needFirst|needProof, func(w *writing, me *store.User, _ *handle) error {
		return w.log(event{kind: ActivitySettingsChanged, actor: me}, nil)
	})
	if err != nil {
		return err
	}
	return s.o.setBackupChoice(folder)
}

// setBackupChoice changes nothing else in the file: a new password may have come there meanwhile.
func (o *Office) setBackupChoice(folder string) error {
	f, err := o.options.readServerFile()
	if err != nil {
		return err
	}
	if f == nil {
		return &Error{Code: CodeEnded}
	}
	f.BackupFolder = folder
	if err := o.options.writeServerFile(f); err != nil {
		return coded(err)
	}
	o.shared.mutex.Lock()
	defer o.shared.mutex.Unlock()
	o.shared.backupFolder = folder
	return nil
}

// checkNotEmptied tells prepared tables in which nothing is any more from a database.
func (o *Office) checkNotEmptied(tx *store.Tx) error {
	if o.shared == nil {
		return nil
	}
	empty, err := tx.Empty()
	if err == nil && empty {
		err = &Error{Code: CodeServerEmpty}
	}
	return err
}

// checkFreshNow tells whether a server has what the anchor of this PC remembers. The anchor is read first: an open window
// moves it on meanwhile.
func (o *Office) checkFreshNow(ctx context.Context) error {
	err := o.db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		o.ring, err = o.machineRing(tx, meta)
		return err
	})
	if err != nil {
		return err
	}
	o.anchor = newAnchor(o.options.Config, o.ring, o.Shared())
	if err := o.anchor.load(); err != nil {
		return err
	}
	return o.db.Read(ctx, o.checkAnchor)
}

// timeIn is the time of a transaction: the server's, or this machine's.
func (o *Office) timeIn(tx *store.Tx) time.Time {
	ms, ok := tx.Now()
	if !ok || o.options.ownClock {
		return o.options.Clock()
	}
	return time.UnixMilli(ms)
}

// readOnServer is read where other PCs write at the same time. What this PC knows of the log must not move on while
// rows of an older state are compared with it, so one transaction at a time has it.
func (o *Office) readOnServer(ctx context.Context, wanted []*store.Wanted, do func(*view) error) error {
	return o.oneAtATime(ctx, func() error {
		return coded(o.db.Read(ctx, func(tx *store.Tx) error {
			v, err := o.look(tx, 0, wanted...)
			if err != nil {
				return err
			}
			return do(v)
		}))
	})
}

// SharedServer is the server that the database is on; ok is false for a file.
func (o *Office) SharedServer() (server Server, ok bool) {
	if o.shared == nil {
		return Server{}, false
	}
	return o.shared.file.Server, true
}

// inTurn is oneAtATime where the database is shared. A file sees to that itself.
func (o *Office) inTurn(ctx context.Context, do func() error) error {
	if o.shared == nil {
		return do()
	}
	return o.oneAtATime(ctx, do)
}

// oneAtATime calls do while no other transaction of this office is under way.
func (o *Office) oneAtATime(ctx context.Context, do func() error) error {
	select {
	case o.writes <- struct{}{}:
	case <-ctx.Done():
		return coded(ctx.Err())
	}
	defer func() { <-o.writes }()
	return do()
}

// checkMembership refuses to go on where this PC was shut out, or the database has moved, and moves the anchor to what was
// just followed: other PCs' rows must not be lost either.
func (v *view) checkMembership() error {
	if v.o.ledger.hasMoved() {
		return &Error{Code: CodeMoved}
	}
	if v.o.shared == nil {
		return nil
	}
	pc := v.o.shared.file.PC
	if stamp, _ := v.o.ledger.newest("pc", pc[:]); len(stamp.Tag) == 0 && !v.o.shared.joining {
		return &Error{Code: CodePCRemoved}
	}
	if v.meta.Seq > v.o.anchor.seq {
		if err := v.o.anchor.move(v.meta.Seq, v.meta.Head); err != nil {
			v.o.options.Warn(err)
		}
	}
	return nil
}

// setAside gives the file of a database that has moved to a server another name. Any other file stays where it is.
func (o *Office) setAside(ctx context.Context) error {
	path := o.options.Database()
	if owner, err := store.OwnerInUse(ctx, path); err != nil || owner != o.ring.DB {
		return nil
	}
	if err := o.rollBack(ctx); err != nil {
		return err
	}
	return os.Rename(path, unusedName(path+".moved"))
}

// unusedName is a path at which nothing lies: the given one, or with a number behind it.
func unusedName(path string) string {
	name := path
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = path + "-" + strconv.Itoa(n)
	}
}

// machineKey gets the machine key of this PC, which has to be that of the database. The caller wipes it.
func (o *Office) machineKey() (keys.Key, error) {
	machine, err := o.options.keyStore(o.keyPlace).Get(o.ring.DB)
	if err != nil {
		return machine, coded(err)
	}
	ring := keys.NewRing(&machine, o.ring.DB)
	defer ring.Wipe()
	if !ring.Equal(o.ring) {
		machine.Wipe()
		return machine, because(CodeKeyMissing, "the store has another key")
	}
	return machine, nil
}
