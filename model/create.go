package model

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"qlingo/model/files"
	"qlingo/model/fold"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// The shape of a recovery kit, and of every other text in groups.
const (
	KitGroups = keys.KitGroups
	GroupSize = keys.GroupSize // characters of a group
)

// RecoveryKit is the kit of one account: eight groups to be kept on paper.
type RecoveryKit struct{ kit *keys.Kit }

// NewRecoveryKit makes a kit. It opens nothing until Create or NewKit has sealed an account with
// it.
func NewRecoveryKit() (*RecoveryKit, error) {
	kit, err := keys.NewKit(rand.Reader)
	if err != nil {
		return nil, coded(err)
	}
	return &RecoveryKit{kit}, nil
}

// Groups are the kit's eight groups of four base32 characters and a check character.
func (k *RecoveryKit) Groups() [KitGroups]string { return k.kit.Groups() }

// Wipe overwrites the kit.
func (k *RecoveryKit) Wipe() { k.kit.Wipe() }

// Setup is what the first run asks for.
type Setup struct {
	Kind     AccountKind
	Office   string // of a multi-user account; a single-user one takes Name when it is empty
	Login    string
	Name     string
	Password string
	Kit      *RecoveryKit
}

// Format keeps password and kit out of every verb of fmt.
func (Setup) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Setup") }

// CheckNames checks the names of the first step.
func (s Setup) CheckNames() error {
	if s.Kind != KindSingle && s.Kind != KindMulti {
		return because(CodeInternal, "no kind of account %q", s.Kind)
	}
	if s.Kind == KindMulti || s.Office != "" {
		if err := CheckName(s.Office); err != nil {
			return inField("office", err)
		}
	}
	if err := CheckLogin(s.Login); err != nil {
		return err
	}
	return CheckName(s.Name)
}

// CheckPassword checks the password of the second step.
func (s Setup) CheckPassword() error {
	return CheckPassword(s.Password, MinPassword, s.Login, s.Name, s.office())
}

func (s Setup) office() string {
	if s.Office == "" {
		return fold.Name(s.Name)
	}
	return fold.Name(s.Office)
}

func inField(field string, err error) error {
	var coded *Error
	if errors.As(err, &coded) {
		coded.Field = field
	}
	return err
}

// Create makes the database with its first account and opens it. It is all or nothing:
// the file appears under its name only when it is complete.
func Create(ctx context.Context, options Options, s Setup) (_ *Office, err error) {
	if err := errors.Join(s.CheckNames(), s.CheckPassword()); err != nil {
		return nil, err
	}
	o := newOffice(options)
	if err := o.options.checkFolders(); err != nil {
		return nil, err
	}
	if err := o.takeInstanceLock(); err != nil {
		return nil, err
	}
	if err := o.checkNoServer(); err != nil {
		return nil, errors.Join(err, o.release())
	}
	err = o.create(ctx, s)
	if err := errors.Join(err, o.release()); err != nil {
		return nil, coded(err)
	}
	return Open(ctx, options)
}

// create builds the file under another name and renames it.
func (o *Office) create(ctx context.Context, s Setup) (err error) {
	if _, err := os.Lstat(o.options.Database()); !errors.Is(err, os.ErrNotExist) {
		return &Error{Code: CodeInUse, Path: o.options.Database(), Err: errors.New("there is a database already")}
	}
	machine, kept, err := o.newKeys()
	defer machine.Wipe()
	if err != nil {
		return err
	}
	unfinished := o.options.Database() + ".new"
	defer func() {
		if err != nil {
			err = errors.Join(err, kept.undo(), files.RemoveIfExists(o.anchor.path), files.RemoveIfExists(unfinished))
		}
	}()
	// A leftover of a first run that was killed holds nothing: its key was never used.
	if err := errors.Join(files.RemoveIfExists(unfinished), files.RemoveIfExists(unfinished+"-journal")); err != nil {
		return err
	}
	var first *writing
	err = store.Create(ctx, unfinished, func(tx *store.Tx) error {
		first = o.newWriting(tx)
		return first.writeFirstRows(s, &machine)
	})
	if err != nil {
		return err
	}
	if err := o.anchor.create(first.meta.Seq, first.meta.Head); err != nil {
		return fmt.Errorf("make the anchor: %w", err)
	}
	if err := os.Rename(unfinished, o.options.Database()); err != nil {
		return err
	}
	// From here on the database is there: nothing may take its key away again.
	if err := files.SyncFolder(o.options.Data); err != nil {
		o.options.Warn(err)
	}
	return nil
}

// newKeys makes the keys of a new database and puts the machine key into a store. The caller wipes it.
func (o *Office) newKeys() (machine keys.Key, kept storedKey, err error) {
	db, err := keys.NewID(o.options.Rand)
	if err != nil {
		return machine, kept, err
	}
	if machine, err = keys.NewKey(o.options.Rand); err != nil {
		return machine, kept, err
	}
	never := func(*keys.Ring) bool { return false } // the ID is new: no store holds a key for it
	if kept, err = o.storeKey(db, &machine, never); err != nil {
		return machine, kept, err
	}
	o.keyPlace = kept.place.Place()
	o.ring = keys.NewRing(&machine, db)
	o.ledger = newLedger(o.ring)
	o.anchor = newAnchor(o.options.Config, o.ring, o.Shared())
	return machine, kept, nil
}

// newWriting begins the first transaction of a new database.
func (o *Office) newWriting(tx *store.Tx) *writing {
	v := &view{o, tx, &store.Meta{DB: o.ring.DB, KeyPlace: o.keyPlace}}
	return &writing{view: v, now: v.now()}
}

// writeFirstRows writes the first rows: an account, its first person and, on a server, the PC.
func (w *writing) writeFirstRows(s Setup, machine *keys.Key, pcs ...*store.PC) error {
	if err := w.addAccount(s, machine); err != nil {
		return err
	}
	for _, pc := range pcs {
		if err := w.insert(pc, event{kind: ActivityPCJoined}); err != nil {
			return err
		}
	}
	w.moveTimeMark()
	w.stamp(w.meta, 1)
	return w.tx.Insert(w.meta)
}

// addAccount writes an account and its first person.
func (w *writing) addAccount(s Setup, machine *keys.Key) error {
	o := w.o
	accountID, err := keys.NewID(o.options.Rand)
	if err != nil {
		return err
	}
	userID, err := keys.NewID(o.options.Rand)
	if err != nil {
		return err
	}
	admins, err := keys.NewKey(o.options.Rand)
	if err != nil {
		return err
	}
	defer admins.Wipe()
	desks, err := desksFrom(o.options.SupportDesks)
	if err != nil {
		return err
	}
	account := &store.Account{
		ID: accountID, Kind: string(s.Kind), Name: s.office(), Created: millis(w.now), Support: desks,
	}
	if err := w.sealAccount(account, s.Kit.kit, machine, &admins); err != nil {
		return err
	}
	DefaultPolicy().set(account, account.Created)
	user := &store.User{
		ID: userID, Account: accountID, Login: foldLogin(s.Login), Name: fold.Name(s.Name),
		Role: string(RoleAdministrator), Status: active, Epoch: 1,
		PasswordChanged: millis(w.now), Created: millis(w.now),
	}
	if err := o.newUser(user, &admins, foldPassword(s.Password), false); err != nil {
		return err
	}
	if err := w.insert(account, event{kind: ActivityAccountCreated, account: accountID}); err != nil {
		return err
	}
	return w.insertUser(user, event{kind: ActivityUserCreated, actor: user, target: user})
}

// insertUser adds a person, with a clean password counter: others may have failed on the
// ID while it was nobody's.
func (w *writing) insertUser(u *store.User, e event) error {
	if err := w.insert(u, e); err != nil {
		return err
	}
	return w.resetCounters(w.o.passwordKey(u.Login))
}
