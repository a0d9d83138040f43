package model

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
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
	place, db := b.Office.options.keyStore(keys.PlaceFile), keys.ID{7}
	first, second := keys.Key{1}, keys.Key{2}
	b.want("", place.Put(db, &first))
	inUse := func(*keys.Ring) bool { return false }
	k, err := b.storeKey(db, &first, inUse)
	b.want("", err)
	b.want("", k.undo()) // which takes away nothing that was there
	_, err = b.storeKey(db, &second, inUse)
	b.want(CodeTamperedFile, err)
	if back := must(place.Get(db))(t); back != first {
		t.Error("the key that was there is gone")
	}
}

// putOtherKey writes a key of the right shape that fits nothing in the place of each.
func putOtherKey(t *testing.T, o Options) {
	t.Helper()
	for _, path := range must(filepath.Glob(filepath.Join(o.Config, "keys", "*.key")))(t) {
		must(0, os.WriteFile(path, []byte(strings.Repeat("5a", keys.Size)+"\n"), 0o600))(t)
	}
}

// A key that fits nothing is no key: the kit takes its place, in one's own office and where a
// backup is restored, which is as sound as before.
func TestAKeyThatFitsNothingGivesWay(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.closeOffice()
	putOtherKey(t, b.options)
	b.want(CodeKeyMissing, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), false))
	b.want("", b.reopen())
	b.admin()
	b.closeOffice()

	putOtherKey(t, b.options)
	if p := must(PreviewRestore(t.Context(), b.options, backup))(t); p.KeyHere || p.People != 1 {
		t.Errorf("%+v", p)
	}
	ctx, stop := context.WithCancel(t.Context())
	b.options.onStep = func(step string) {
		if step == "ready" {
			stop()
		}
	}
	_, err := Restore(ctx, b.options, backup, b.kitText())
	b.want(CodeCanceled, err)
	b.want(CodeKeyMissing, b.reopen()) // as it was
	b.options.onStep = nil
	b.restore(backup)
	b.admin()
}

// A key that fits the file in part, or the anchor, is the file's own: what it does not fit was
// changed, and the kit puts nothing in its place.
func TestAKeyThatFitsSomethingStays(t *testing.T) {
	b := newBench(t, KindMulti)
	b.closeOffice()
	edit(t, b.options, "UPDATE meta SET time_mark = 0", "UPDATE account SET tag = randomblob(32)")
	b.want(CodeTamperedFile, b.reopen()) // the anchor

	b = newBench(t, KindMulti)
	b.closeOffice()
	edit(t, b.options, "UPDATE meta SET time_mark = 0")
	b.want("", os.RemoveAll(filepath.Join(b.options.Config, "anchors")))
	b.want(CodeTamperedFile, b.reopen()) // an account

	// Somebody else's key with an anchor of its own.
	b = newBench(t, KindMulti)
	db := b.ring.DB
	b.closeOffice()
	putOtherKey(t, b.options)
	other := must(b.options.withDefaults().keyStore(keys.PlaceFile).Get(db))(t)
	b.want("", newAnchor(b.options.Config, keys.NewRing(&other, db), onServer()).create(1, make([]byte, 32)))
	b.want(onEngine(CodeTamperedFile, CodeKeyMissing), b.reopen()) // which the password of the server tells
	b.want(onEngine(CodeTamperedFile, CodeKeyMissing), Recover(t.Context(), b.options, b.kitText(), true))
	if back := must(b.options.withDefaults().keyStore(keys.PlaceFile).Get(db))(t); back != other {
		t.Error("the key was replaced")
	}
}

// forgedBench is an office of its own whose database bears the ID of another one.
func forgedBench(t *testing.T, db keys.ID) *bench {
	t.Helper()
	b := &bench{T: t, kit: must(NewRecoveryKit())(t), options: Options{
		Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light,
		Rand: io.MultiReader(bytes.NewReader(db[:]), rand.Reader),
	}}
	b.Office = must(Create(t.Context(), b.options, Setup{
		Kind: KindSingle, Login: "x.y", Name: "x", Password: adminPassword, Kit: b.kit,
	}))(t)
	t.Cleanup(b.closeOffice)
	return b
}

// A backup that was made to bear the ID of the office's database brings its own key, which
// must not take the place of the office's.
func TestForgedBackupTakesNoKeyAway(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	db := b.ring.DB
	forger := forgedBench(t, db)
	genuine := must(b.Office.options.keyStore(keys.PlaceFile).Get(db))(t)
	b.closeOffice()
	backup := forger.saved()
	_, err := Restore(t.Context(), b.options, backup, forger.kitText())
	b.want(CodeKitVoid, err)                                        // the present file is sound
	edit(t, b.options, "UPDATE meta SET time_mark = time_mark + 1") // so that it is not any more
	for _, without := range []string{"anchors", "places"} {
		b.want("", os.RemoveAll(filepath.Join(b.options.Config, without)))
		_, err := Restore(t.Context(), b.options, backup, forger.kitText())
		b.want(CodeBackupDamaged, err)
		if back := must(b.options.withDefaults().keyStore(keys.PlaceFile).Get(db))(t); back != genuine {
			t.Fatal("the office's key is gone")
		}
	}
}

// A key file that cannot be read is neither a missing key nor a key store that is silent.
func TestUnreadableKeyFile(t *testing.T) {
	b := newBench(t, KindMulti)
	file := filepath.Join(b.options.Config, "keys", hex.EncodeToString(b.ring.DB[:])+".key")
	b.closeOffice()
	b.want("", os.Rename(file, file+".away"))
	b.want("", os.Mkdir(file, 0o700))
	b.want(CodeKeyFile, b.reopen())
	b.want(CodeKeyFile, Recover(t.Context(), b.options, b.kitText(), false))
	b.want("", os.Remove(file))
	b.want("", os.Rename(file+".away", file))
	b.want("", b.reopen())
}

// A key file that others could read is told, and read by nobody else from then on.
func TestReadableKeyFileIsReported(t *testing.T) {
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
	b.closeOffice()
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
	b.want(onEngine(CodeKeyMissing, CodeNoDatabase), b.reopen())
	b.options.Config = good
	b.want("", b.reopen())
}

// slowStore is a key store that does not answer until a key is put into it.
type slowStore struct {
	keys.Store
	awake bool
}

func (d *slowStore) Put(db keys.ID, key *keys.Key) error {
	d.awake = true
	return d.Store.Put(db, key)
}

func (d *slowStore) Get(db keys.ID) (keys.Key, error) {
	if !d.awake {
		return keys.Key{}, keys.ErrSilent
	}
	return d.Store.Get(db)
}

// The key that this PC had stays, also where its key store was silent at first.
func TestRefusedRestoreLeavesTheKeyThatWasThere(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	b.options.Keys = &slowStore{Store: b.Office.options.keyStore(keys.PlaceFile)}
	b.closeOffice()
	ctx, stop := context.WithCancel(t.Context())
	b.options.onStep = func(step string) {
		if step == "ready" {
			stop()
		}
	}
	_, err := Restore(ctx, b.options, backup, b.kitText())
	b.want(CodeCanceled, err)
	b.want("", b.reopen())
}
