package model

import (
	"context"
	"crypto/hmac"
	"crypto/subtle"
	"errors"
	"fmt"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// machineRing is the keys that this PC has for a database. A machine key that fits nothing in it
// does not count: the recovery kit brings the right one.
func (o *Office) machineRing(tx *store.Tx, meta *store.Meta) (*keys.Ring, error) {
	place := o.place(meta)
	machine, err := o.options.keyStore(place).Get(meta.DB)
	if other := o.otherPlace(place); errors.Is(err, keys.ErrNoKey) && o.copied && other != place {
		machine, err = o.options.keyStore(other).Get(meta.DB)
	}
	if err != nil {
		return nil, err
	}
	defer machine.Wipe()
	ring := keys.NewRing(&machine, meta.DB)
	fits, err := o.options.fits(tx, meta, ring)
	if err == nil && !fits {
		err = fmt.Errorf("%w: the one in the store fits nothing in the file", keys.ErrNoKey)
	}
	if err != nil {
		ring.Wipe()
		return nil, err
	}
	return ring, nil
}

// otherPlace is the place of keys that is not the given one.
func (o *Office) otherPlace(place string) string {
	if place == keys.PlaceFile {
		return keys.PlaceOS
	}
	return keys.PlaceFile
}

// fits tells whether keys fit the anchor of this PC or any tag in a file. If so they are the
// file's own, and what they do not fit was changed.
func (o Options) fits(tx *store.Tx, meta *store.Meta, ring *keys.Ring) (bool, error) {
	if hmac.Equal(meta.Stamp().Tag, tagOf(ring, meta)) || hasAnchor(o.Config, ring) {
		return true, nil
	}
	accounts, err := tx.Accounts()
	for _, account := range accounts {
		if hmac.Equal(account.Stamp().Tag, tagOf(ring, account)) {
			return true, nil
		}
	}
	return false, err
}

// storedKey is where a machine key was put.
type storedKey struct {
	place keys.Store
	undo  func() error // leaves the store as it was
}

// storeKey puts a machine key into the OS key store or, if that does not keep it, into a file. A
// store that hangs does not get the key later: Put takes back what comes too late. If a store
// holds a key for the database already, the same key is fine; another one is replaced only if
// useless says that it fits nothing, and is CodeTamperedFile otherwise.
func (o *Office) storeKey(db keys.ID, machine *keys.Key, useless func(*keys.Ring) bool) (storedKey, error) {
	place := o.options.keyStore(keys.PlaceOS)
	k, err := storeKeyIn(place, db, machine, useless)
	if err == nil || o.options.Keys != nil || place.Place() == keys.PlaceFile || CodeOf(err) == CodeTamperedFile {
		return k, err
	}
	o.options.Warn(fmt.Errorf("the key goes into a file: %w", err))
	return storeKeyIn(o.options.keyStore(keys.PlaceFile), db, machine, useless)
}

// storeKeyIn puts a key into a store and reads it back.
func storeKeyIn(place keys.Store, db keys.ID, machine *keys.Key, useless func(*keys.Ring) bool) (storedKey, error) {
	err := place.Put(db, machine)
	if errors.Is(err, keys.ErrHeld) {
		return replaceHeldKey(place, db, machine, useless)
	}
	if err != nil {
		return storedKey{}, err
	}
	if err := readBack(place, db, machine); err != nil {
		_ = place.Delete(db) // it may hold what it did not give back
		return storedKey{}, err
	}
	return storedKey{place, func() error { return place.Delete(db) }}, nil
}

// replaceHeldKey is storeKeyIn for a store that holds a key for the database.
func replaceHeldKey(place keys.Store, db keys.ID, machine *keys.Key, useless func(*keys.Ring) bool) (storedKey, error) {
	held, err := place.Get(db)
	if err != nil {
		return storedKey{}, err
	}
	if subtle.ConstantTimeCompare(held[:], machine[:]) == 1 {
		held.Wipe()
		return storedKey{place, func() error { return nil }}, nil
	}
	ring := keys.NewRing(&held, db)
	defer ring.Wipe()
	if !useless(ring) {
		held.Wipe()
		return storedKey{}, because(CodeTamperedFile, "the key store holds another key that is in use")
	}
	undo := func() error {
		defer held.Wipe()
		return errors.Join(place.Delete(db), place.Put(db, &held))
	}
	err = place.Delete(db)
	if err == nil {
		err = place.Put(db, machine)
	}
	if err == nil {
		err = readBack(place, db, machine)
	}
	if err != nil {
		return storedKey{}, errors.Join(err, undo())
	}
	return storedKey{place, undo}, nil
}

func readBack(place keys.Store, db keys.ID, machine *keys.Key) error {
	back, err := place.Get(db)
	defer back.Wipe()
	if err == nil && subtle.ConstantTimeCompare(back[:], machine[:]) != 1 {
		err = fmt.Errorf("%w: another key came back", keys.ErrSilent)
	}
	return err
}

// fitsNothingIn tells whether keys fit nothing in these files, nor the anchor of this PC.
// A file that is not there or cannot be read says nothing.
func (o Options) fitsNothingIn(ctx context.Context, paths ...string) func(*keys.Ring) bool {
	return func(ring *keys.Ring) bool {
		for _, path := range paths {
			if o.fitsFile(ctx, path, ring) {
				return false
			}
		}
		return true
	}
}

func (o Options) fitsFile(ctx context.Context, path string, ring *keys.Ring) (fits bool) {
	db, err := store.OpenReadOnly(ctx, path)
	if err != nil {
		return hasAnchor(o.Config, ring)
	}
	err = db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err == nil {
			fits, err = o.fits(tx, meta, ring)
		}
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		o.Warn(err)
	}
	return fits
}
