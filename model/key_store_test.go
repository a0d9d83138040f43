package model

import (
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"qlingo/model/keys"
)

// deaf is a key store that takes a key and then does not say that it has it.
type deaf struct {
	keys.Store
	err     error
	deleted int
}

func (*deaf) Put(keys.ID, *keys.Key) error { return nil }

func (d *deaf) Get(keys.ID) (keys.Key, error) { return keys.Key{1}, d.err }

func (d *deaf) Delete(keys.ID) error {
	d.deleted++
	return nil
}

// A key that does not come back is not relied on, and is taken out again.
func TestKeyIsReadBack(t *testing.T) {
	for _, err := range []error{nil, keys.ErrNoKey, keys.ErrSilent} {
		d := &deaf{Store: keys.File(t.TempDir()), err: err}
		o := Options{Data: t.TempDir(), Config: t.TempDir(), Keys: d, Hash: keys.Light}
		_, failed := Create(t.Context(), o, Setup{
			Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: must(NewRecoveryKit())(t),
		})
		if failed == nil || d.deleted != 1 {
			t.Errorf("%v: %v, deleted %d times", err, failed, d.deleted)
		}
		nothingLeft(t, o.Data)
	}
}

// What a store holds for a database is never taken away for a new key: the same key is
// good as it is, another one stays.
func TestHeldKeyStays(t *testing.T) {
	b := newBench(t, KindMulti)
	place, db := b.with.keyStore(keys.PlaceFile), keys.ID{7}
	first, second := keys.Key{1}, keys.Key{2}
	b.want("", place.Put(db, &first))
	if _, held, err := b.keep(db, &first); !held || err != nil {
		t.Error(held, err)
	}
	if _, _, err := b.keep(db, &second); err == nil {
		t.Error("another key was kept")
	}
	if back := must(place.Get(db))(t); back != first {
		t.Error("the key that was there is gone")
	}
}

// A key file that cannot be read is neither a missing key nor a key store that is silent.
func TestUnreadableKeyFile(t *testing.T) {
	b := newBench(t, KindMulti)
	file := filepath.Join(b.options.Config, "keys", hex.EncodeToString(b.ring.DB[:])+".key")
	b.shut()
	b.want("", os.Rename(file, file+".away"))
	b.want("", os.Mkdir(file, 0o700))
	b.want(CodeKeyFile, b.reopen())
	b.want(CodeKeyFile, Recover(t.Context(), b.options, b.paper(), false))
	b.want("", os.Remove(file))
	b.want("", os.Rename(file+".away", file))
	b.want("", b.reopen())
}

// A key file that others could read is told, and read by nobody else from then on.
func TestOpenKeyFileIsTold(t *testing.T) {
	b := newBench(t, KindMulti)
	file := filepath.Join(b.options.Config, "keys", hex.EncodeToString(b.ring.DB[:])+".key")
	var warned error
	b.options.Warn = func(err error) { warned = err }
	b.want("", os.Chmod(file, 0o644))
	b.want("", b.reopen())
	if mode := must(os.Stat(file))(t).Mode().Perm(); mode != 0o600 || warned == nil {
		t.Errorf("mode %v, told %v", mode, warned)
	}
}

// A copy of the database's folder must not bring the key along.
func TestConfigLiesElsewhere(t *testing.T) {
	b := newBench(t, KindMulti)
	b.shut()
	good, data := b.options.Config, b.options.Data
	below := filepath.Join(data, "sub", "config")
	b.want("", os.MkdirAll(below, 0o700))
	linked := filepath.Join(t.TempDir(), "config")
	b.want("", os.Symlink(below, linked))
	for _, config := range []string{data, below, linked, filepath.Join(data, "..", filepath.Base(data))} {
		b.options.Config = config
		b.want(CodeConfigInside, b.reopen())
	}
	empty := Options{Data: t.TempDir(), ForceFileKeys: true, Hash: keys.Light}
	empty.Config = empty.Data
	_, err := Create(t.Context(), empty, Setup{Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit})
	b.want(CodeConfigInside, err)
	nothingLeft(t, empty.Data)
	b.options.Config = filepath.Dir(data) // the other way round is the copier's own doing
	b.want(CodeKeyMissing, b.reopen())
	b.options.Config = good
	b.want("", b.reopen())
}

// drowsy is a key store that does not answer until a key is put into it.
type drowsy struct {
	keys.Store
	awake bool
}

func (d *drowsy) Put(db keys.ID, key *keys.Key) error {
	d.awake = true
	return d.Store.Put(db, key)
}

func (d *drowsy) Get(db keys.ID) (keys.Key, error) {
	if !d.awake {
		return keys.Key{}, keys.ErrSilent
	}
	return d.Store.Get(db)
}

// The key that this PC had stays, also where its key store was silent at first.
func TestRefusedRestoreLeavesTheKeyThatWasThere(t *testing.T) {
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.options.Keys = &drowsy{Store: b.with.keyStore(keys.PlaceFile)}
	b.shut()
	ctx, stop := context.WithCancel(t.Context())
	b.options.passed = func(step string) {
		if step == "ready" {
			stop()
		}
	}
	_, err := Restore(ctx, b.options, backup, b.paper())
	b.want(CodeCanceled, err)
	b.want("", b.reopen())
}
