package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"qlingo/model/files"
	"qlingo/model/keys"
	"qlingo/model/store"
)

// Preview is what a backup holds.
type Preview struct {
	Path     string
	Size     int64
	Accounts int
	People   int
	MFAOn    int
	Newest   time.Time // of its newest activity
	Same     bool      // the database that is in use here, or was
	Other    bool      // another one is in use here, or was
	KeyHere  bool      // this PC has its key, with which it was verified
}

// PreviewRestore looks into a backup without changing it: CodeBackupMissing, CodeNotBackup,
// CodeBackupDamaged, CodeNewerVersion. Without the key nothing but its form is verified.
func PreviewRestore(ctx context.Context, options Options, path string) (p Preview, err error) {
	o := options.withDefaults()
	if path, err = filepath.Abs(path); err != nil {
		return p, coded(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return p, &Error{Code: CodeBackupMissing, Path: path, Err: err}
	}
	copied, remove, err := o.newInspectionFolder()
	if err != nil {
		return p, err
	}
	defer remove()
	if err := o.copyBackup(ctx, path, copied); err != nil {
		return p, asBackupError(path, err)
	}
	p = Preview{Path: path, Size: info.Size()}
	err = o.inspect(ctx, copied, func(inside *Office, tx *store.Tx, meta *store.Meta) error {
		c, err := contentsOf(tx, meta)
		if err != nil {
			return err
		}
		p.Accounts, p.People, p.MFAOn, p.Newest = c.accounts, c.people, c.mfaOn, c.newest
		known := o.knownDatabases(ctx)
		p.Same = slices.Contains(known, meta.DB)
		p.Other = len(known) > 0 && !p.Same
		ring, err := inside.machineRing(tx, meta)
		if err != nil {
			return nil // the kit brings it
		}
		defer ring.Wipe()
		p.KeyHere = true
		return inside.verifyFile(tx, meta, ring)
	})
	if err != nil {
		return Preview{}, asBackupError(path, err)
	}
	return p, nil
}

// Restore puts a backup in the place of the database. It needs the recovery kit of the first
// account (CodeKitWrong). If the present file is sound and its key is here, that is the present
// kit, not one that a new kit has made void (CodeKitVoid), and it stays the kit. What was valid
// in the backup and may have been used since is void, as with an old copy. kept is where the
// former file lies now, "" if there was none. The office must be closed, here and elsewhere
// (CodeInUse).
//
// Everything up to one rename leaves the present file untouched; after it the new file is in
// place. A crash between the rename and the new anchor leaves a file that asks for the kit once
// more.
func Restore(ctx context.Context, options Options, path, kit string) (kept string, err error) {
	parsed, err := parseKit(kit)
	if err != nil {
		return "", err
	}
	defer parsed.Wipe()
	o := newOffice(options)
	if path, err = filepath.Abs(path); err != nil {
		return "", coded(err)
	}
	if err := o.options.checkFolders(); err != nil {
		return "", err
	}
	if err := checkWritable(o.options.Config); err != nil { // the anchor comes last, when there is no way back
		return "", &Error{Code: CodeReadOnly, Path: o.options.Config, Err: err}
	}
	if err := o.checkNoServer(); err != nil {
		return "", err
	}
	if err := o.takeInstanceLock(); err != nil {
		return "", err
	}
	defer func() {
		if failed := errors.Join(o.options.removeLeftovers(), o.release()); failed != nil {
			o.options.Warn(failed)
		}
	}()
	ready, err := o.makeReady(ctx, path, parsed)
	if err != nil {
		return "", asBackupError(path, err)
	}
	err = o.withWriteLock(ctx, func() error {
		kept, err = o.putInPlace(ctx, ready)
		return err
	})
	if err != nil && !ready.placed {
		err = errors.Join(err, ready.undo())
	}
	return kept, coded(err)
}

// ready is a backup that was verified and made ready for its place.
type ready struct {
	path   string
	anchor *anchor
	seq    int64
	head   []byte
	placed bool
	undo   func() error // leaves the key store as it was
}

// makeReady copies a backup into a folder of its own, verifies all of it with the kit,
// brings it to this version, and makes void in it what must not come back.
func (o *Office) makeReady(ctx context.Context, path string, kit *keys.Kit) (r *ready, err error) {
	staged := o.options
	staged.Data, staged.staged = filepath.Join(o.options.Data, restoringFolder), true
	if err := os.Mkdir(staged.Data, 0o700); err != nil {
		return nil, coded(err)
	}
	if err := o.options.copyBackup(ctx, path, staged.Database()); err != nil {
		return nil, err
	}
	o.options.reached("copied")
	s, err := openDatabase(ctx, staged)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.release()) }()
	present, machine, err := o.checkRestoreKit(ctx, s, kit)
	defer machine.Wipe()
	defer present.wipe()
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		return nil, err
	}
	r = &ready{path: staged.Database(), anchor: s.anchor, undo: func() error { return nil }}
	if !s.findKey(&machine) {
		// The present file may be another one with the same ID, whose key is not given away.
		kept, err := s.storeKey(s.ring.DB, &machine, o.options.fitsNothingIn(ctx, o.options.Database(), staged.Database()))
		if err != nil {
			return nil, err
		}
		s.keyPlace, r.undo = kept.place.Place(), kept.undo
	}
	mark := s.timeMarkOf(ctx, o.options.Database())
	err = s.write(ctx, func(w *writing) error {
		w.meta.TimeMark = max(w.today(), mark)
		return w.acceptCopy(ActivityRestored)
	})
	if err == nil && present != nil {
		err = s.write(ctx, func(w *writing) error { return w.sealWithPresentKit(present) })
	}
	if err != nil {
		return nil, errors.Join(err, r.undo())
	}
	r.seq, r.head = s.ledger.end()
	o.options.reached("ready")
	return r, nil
}

// openWithFirstKit opens a file with the kit of its first account and verifies all that is in it.
func (o *Office) openWithFirstKit(ctx context.Context, kit *keys.Kit) (machine keys.Key, err error) {
	err = o.db.Read(ctx, func(tx *store.Tx) error {
		found, account, err := o.machineFrom(tx, kit)
		machine = found
		if err != nil {
			return err
		}
		if account != o.first {
			return &Error{Code: CodeKitWrong, Field: "kit"}
		}
		meta, err := tx.Meta()
		if err != nil {
			return err
		}
		return o.verifyRows(tx, meta)
	})
	return machine, err
}

// findKey looks for the machine key where the file says that it is kept and then, because the
// file may come from another PC, in the other stores. The file then says where it is.
func (o *Office) findKey(machine *keys.Key) bool {
	said := o.keyPlace
	for i, place := range []string{said, keys.PlaceOS, keys.PlaceFile} {
		if i > 0 && place == said { // a store that hangs is waited for once
			continue
		}
		o.keyPlace = o.options.keyStore(place).Place()
		if o.hasKey(machine) {
			return true
		}
	}
	o.keyPlace = said
	return false
}

// timeMarkOf is the time mark of another file, if that is of the same database and genuine:
// time does not go back for it.
func (o *Office) timeMarkOf(ctx context.Context, path string) (mark int64) {
	db, err := store.OpenReadOnly(ctx, path)
	if err != nil {
		return 0
	}
	err = db.Read(ctx, func(tx *store.Tx) error {
		meta, err := tx.Meta()
		if err == nil && o.checkMeta(meta) == nil {
			mark = meta.TimeMark
		}
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		o.options.Warn(err)
	}
	return mark
}

// putInPlace keeps the present file, puts the new one in its place, and lets the anchor
// follow.
func (o *Office) putInPlace(ctx context.Context, r *ready) (kept string, err error) {
	kept, err = o.keepPresent(ctx)
	if err == nil {
		o.options.reached("kept")
		err = o.clearSidecars(ctx)
	}
	if err == nil {
		o.options.reached("cleared")
		err = errors.Join(ctx.Err(), os.Rename(r.path, o.options.Database()))
	}
	if err != nil {
		return kept, err
	}
	r.placed = true
	o.options.reached("renamed")
	if err := files.SyncFolder(o.options.Data); err != nil {
		return kept, err
	}
	r.anchor.frozen = false
	if err := r.anchor.create(r.seq, r.head); err != nil {
		return kept, fmt.Errorf("make the anchor: %w", err)
	}
	o.options.reached("anchored")
	return kept, nil
}

// keepPresent copies the present file as it is, whatever its state, with what SQLite needs
// beside it. It goes into the data folder, which is there in any case.
func (o *Office) keepPresent(ctx context.Context) (kept string, err error) {
	if _, err := os.Lstat(o.options.Database()); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	folder, err := o.options.readyFolder("")
	if err != nil {
		return "", err
	}
	kept = unusedPath(folder, replacedPrefix, o.options.Clock())
	unfinished := kept + partial
	if err := files.RemoveIfExists(unfinished); err != nil {
		return "", err
	}
	for _, sidecar := range sidecars {
		err := copyFile(ctx, o.options.Database()+sidecar, kept+sidecar)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, files.ErrNotRegular) {
			return "", err
		}
	}
	err = copyFile(ctx, o.options.Database(), unfinished)
	if CodeOf(err) == CodeBackupMissing { // a disk that cannot read it can still move it
		unfinished, err = o.options.Database(), nil
	}
	if err != nil {
		return "", err
	}
	if err := os.Rename(unfinished, kept); err != nil {
		return "", err
	}
	return kept, errors.Join(files.SyncFolder(folder), files.SyncFolder(o.options.Data))
}

// clearSidecars leaves nothing beside the present file that SQLite would take for the new
// one's: first it brings a half-done change of the present file to its end, so that this
// is whole without them. A file that is damaged, or has another program's log beside it, has
// been kept with them.
func (o *Office) clearSidecars(ctx context.Context) error {
	beside := func(sidecar string) bool {
		_, err := os.Lstat(o.options.Database() + sidecar)
		return err == nil
	}
	if !slices.ContainsFunc(sidecars, beside) {
		return nil
	}
	err := store.RollBack(ctx, o.options.Database())
	if err != nil && !errors.Is(err, store.ErrWAL) && !errors.Is(err, store.ErrJournal) && !IsDamaged(coded(err)) {
		return err
	}
	for _, sidecar := range append(sidecars, "-shm") {
		if err := files.RemoveIfExists(o.options.Database() + sidecar); err != nil {
			return err
		}
	}
	return files.SyncFolder(o.options.Data)
}

func (o Options) reached(step string) {
	if o.onStep != nil {
		o.onStep(step)
	}
}
