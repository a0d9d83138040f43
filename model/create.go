package model

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// RecoveryKit is the kit of one account: eight groups to be kept on paper.
type RecoveryKit struct{ kit *keys.Kit }

// NewRecoveryKit makes a kit. It is worth nothing until Create closes an account with it.
func NewRecoveryKit() (*RecoveryKit, error) {
	kit, err := keys.NewKit(rand.Reader)
	if err != nil {
		return nil, &Error{Code: CodeNoRandomness, Err: err}
	}
	return &RecoveryKit{kit}, nil
}

// Groups are the kit's eight groups of four base32 characters and a check character.
func (k *RecoveryKit) Groups() [8]string { return k.kit.Groups() }

// Wipe overwrites the kit.
func (k *RecoveryKit) Wipe() { k.kit.Wipe() }

// Setup is what the first run asks for.
type Setup struct {
	Kind     Kind
	Office   string // of a multi-user account; a single-user one takes Name when it is empty
	Login    string
	Name     string
	Password string
	Kit      *RecoveryKit
}

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
func (s Setup) CheckPassword() error { return CheckPassword(s.Password, s.Login, s.office()) }

func (s Setup) office() string {
	if s.Office == "" {
		return strings.TrimSpace(s.Name)
	}
	return strings.TrimSpace(s.Office)
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
	o := &Office{Options: options.withDefaults(), waits: waits{}}
	if err := o.checkFolders(); err != nil {
		return nil, err
	}
	if err := o.hold(); err != nil {
		return nil, err
	}
	err = o.create(ctx, s)
	if err := errors.Join(err, o.release()); err != nil {
		return nil, coded(err)
	}
	return Open(ctx, options)
}

// create builds the file under another name and links it into place.
func (o *Office) create(ctx context.Context, s Setup) (err error) {
	if _, err := os.Lstat(o.Database()); !errors.Is(err, os.ErrNotExist) {
		return &Error{Code: CodeInUse, Path: o.Database(), Err: errors.New("there is a database already")}
	}
	db, err := keys.NewID(o.Rand)
	if err != nil {
		return &Error{Code: CodeNoRandomness, Err: err}
	}
	machine, err := keys.NewKey(o.Rand)
	if err != nil {
		return &Error{Code: CodeNoRandomness, Err: err}
	}
	defer machine.Wipe()
	kept, err := o.keep(db, &machine)
	if err != nil {
		return err
	}
	o.place = kept.Place()
	o.ring = keys.NewRing(&machine, db)
	o.anchor = newAnchor(o.Config, o.ring)
	unfinished := o.Database() + ".new"
	defer func() {
		if err != nil {
			err = errors.Join(err, kept.Delete(db), gone(o.anchor.path), gone(unfinished))
		}
	}()
	// A leftover of a first run that was killed holds nothing: its key was never used.
	if err := errors.Join(gone(unfinished), gone(unfinished+"-journal")); err != nil {
		return err
	}
	var first *writing
	err = store.Create(ctx, unfinished, func(tx *store.Tx) error {
		meta := &store.Meta{DB: db, KeyPlace: o.place}
		first = &writing{o, tx, meta, o.Clock()}
		return first.begin(s, &machine)
	})
	if err != nil {
		return err
	}
	if err := o.anchor.create(first.meta.Seq, first.meta.Head); err != nil {
		return fmt.Errorf("make the anchor: %w", err)
	}
	if err := os.Rename(unfinished, o.Database()); err != nil {
		return err
	}
	return syncFolder(o.Data)
}

// syncFolder makes a new name in a folder durable. Windows knows no such thing.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func gone(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// keep puts a new machine key into the OS key store, or, where that does not answer,
// into a file.
func (o *Office) keep(db keys.ID, machine *keys.Key) (keys.Store, error) {
	place := o.keyStore(keys.PlaceOS)
	err := place.Put(db, machine)
	if err == nil {
		var back keys.Key
		if back, err = place.Get(db); err == nil && back == *machine {
			return place, nil
		}
	}
	if o.Keys != nil || place.Place() == keys.PlaceFile {
		return nil, err
	}
	file := o.keyStore(keys.PlaceFile)
	return file, file.Put(db, machine)
}

// begin writes the first rows.
func (w *writing) begin(s Setup, machine *keys.Key) error {
	o := w.o
	accountID, err := keys.NewID(o.Rand)
	if err != nil {
		return err
	}
	userID, err := keys.NewID(o.Rand)
	if err != nil {
		return err
	}
	admins, err := keys.NewKey(o.Rand)
	if err != nil {
		return err
	}
	defer admins.Wipe()
	account := &store.Account{
		ID: accountID, Kind: string(s.Kind), Name: s.office(), Created: millis(w.now),
		Kit: s.Kit.kit.Close(o.ring.DB, accountID, machine, &admins),
	}
	user := &store.User{
		ID: userID, Account: accountID, Login: foldLogin(s.Login), Name: strings.TrimSpace(s.Name),
		Role: string(RoleAdministrator), Status: active, Epoch: 1,
		PasswordChanged: millis(w.now), Created: millis(w.now),
	}
	if err := o.newUser(user, &admins, foldPassword(s.Password), false); err != nil {
		return err
	}
	if err := w.insert(account, event{kind: "account_created", account: accountID}); err != nil {
		return err
	}
	if err := w.insert(user, event{kind: "user_created", actor: user, target: user}); err != nil {
		return err
	}
	w.succeeded()
	stamp(o, w.meta, 1)
	return w.tx.Insert(w.meta)
}
