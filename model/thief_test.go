package model

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// thiefOfCopies has files, and what else was given away: kits, passwords, the machine key.
// Whatever one of them opens is tried on everything else, until nothing new comes of it.
type thiefOfCopies struct {
	*testing.T
	db        store.ID
	kits      []*keys.Kit
	passwords map[string]string // by login
	blobs     []blob
	keys      map[keys.Key]string // and where each is from
	tried     map[attempt]bool
	opened    map[string]string // sealed bytes and what opened them
}

// attempt is a key and what it was tried on; "" stands for the passwords.
type attempt struct {
	key    keys.Key
	sealed string
}

// blob is something sealed in a row.
type blob struct {
	where  string
	owner  store.ID
	sealed []byte
	row    store.Row
}

func newThief(t *testing.T, kits []*keys.Kit, files ...string) *thiefOfCopies {
	t.Helper()
	x := &thiefOfCopies{T: t, kits: kits, passwords: map[string]string{}, keys: map[keys.Key]string{}, tried: map[attempt]bool{}, opened: map[string]string{}}
	for _, file := range files {
		x.blobs = append(x.blobs, x.sealedIn(file)...)
	}
	return x
}

// sealedIn is everything sealed in the accounts and people of a file.
func (x *thiefOfCopies) sealedIn(file string) (blobs []blob) {
	x.Helper()
	db := must(store.Inspect(x.Context(), file))(x.T)
	defer func() { must(0, db.Close())(x.T) }()
	must(0, db.Read(x.Context(), func(tx *store.Tx) error {
		meta := must(tx.Meta())(x.T)
		x.db = meta.DB
		for _, row := range must(tx.All())(x.T) {
			columns, name := map[string][]byte{}, ""
			switch r := row.(type) {
			case *store.Account:
				name, columns = r.Name, map[string][]byte{"kit": r.Kit, "former": r.FormerKeys}
			case *store.User:
				name = r.Login
				columns = map[string][]byte{"password": r.KeyPassword, "own": r.KeyOwn, "escrow": r.KeyEscrow, "admin": r.KeyAdmin, "mfa": r.MFARecord}
			}
			for column, sealed := range columns {
				if len(sealed) > 0 {
					where := fmt.Sprintf("%s of %s in %s", column, name, filepath.Base(file))
					blobs = append(blobs, blob{where, store.ID(row.Key()), sealed, row})
				}
			}
		}
		return nil
	}))(x.T)
	return blobs
}

// learn takes what came out of something sealed: keys, if it has their size.
func (x *thiefOfCopies) learn(plain []byte, from string) {
	if len(plain)%keys.Size != 0 {
		return
	}
	for part := range slices.Chunk(plain, keys.Size) {
		if _, known := x.keys[keys.Key(part)]; !known {
			x.keys[keys.Key(part)] = from
		}
	}
}

// rob tries everything on everything until nothing new is found.
func (x *thiefOfCopies) rob() {
	for before := -1; before < len(x.keys)+len(x.opened); {
		before = len(x.keys) + len(x.opened)
		for _, b := range x.blobs {
			for _, kit := range x.kits {
				if machine, admins, err := kit.Open(x.db, b.owner, b.sealed); err == nil {
					x.opened[string(b.sealed)] = "a kit"
					x.learn(slices.Concat(machine[:], admins[:]), b.where)
				}
			}
			for key, from := range x.keys {
				x.try(b, key, from)
			}
		}
		for key := range x.keys {
			x.guess(key)
		}
	}
}

// try tries a key on something sealed as it is, derived, as a private half, and for
// whatever purpose.
func (x *thiefOfCopies) try(b blob, key keys.Key, from string) {
	if x.tried[attempt{key, string(b.sealed)}] {
		return
	}
	x.tried[attempt{key, string(b.sealed)}] = true
	for _, k := range []keys.Key{key, key.Derive(b.owner[:], "auth")} {
		for _, purpose := range []string{"password", "private", "own", "escrow", "admin", "mfa", "kit", "former"} {
			c := keys.Context{Purpose: purpose, DB: x.db, Owner: b.owner}
			plain, err := k.Open(c, b.sealed)
			if err != nil {
				var inner keys.Key
				if inner, err = k.Unwrap(c, b.sealed); err != nil {
					continue
				}
				plain = inner[:]
			}
			x.opened[string(b.sealed)] = from
			x.learn(plain, b.where)
		}
	}
}

// guess tries a key as the machine key, which the passwords need.
func (x *thiefOfCopies) guess(machine keys.Key) {
	if x.tried[attempt{machine, ""}] {
		return
	}
	x.tried[attempt{machine, ""}] = true
	ring := keys.NewRing(&machine, x.db)
	for _, b := range x.blobs {
		u, ok := b.row.(*store.User)
		if !ok || x.passwords[u.Login] == "" {
			continue
		}
		params := keys.Params{Time: uint32(u.HashTime), Memory: uint32(u.HashMemory), Threads: uint8(u.HashThreads)}
		proof := ring.Password(u.ID, keys.Hash([]byte(x.passwords[u.Login]), keys.Salt(u.Salt), params), keys.Salt(u.Salt))
		if proof.Matches(u.PasswordCheck) {
			x.learn(proof.KEK[:], "the password of "+u.Login)
		}
	}
}

// gets is what opens of a file, but for what belongs to these people.
func (x *thiefOfCopies) gets(file string, but ...string) (found []string) {
	x.Helper()
	for _, b := range x.sealedIn(file) {
		u, person := b.row.(*store.User)
		if from, ok := x.opened[string(b.sealed)]; ok && (!person || !slices.Contains(but, u.Login)) {
			found = append(found, b.where+" opens with what is from "+from)
		}
	}
	return found
}

// getsNothing fails where something of a file opens. That the thief works at all shows in
// the older copies, all of which open.
func (x *thiefOfCopies) getsNothing(present string, copies []string, but ...string) {
	x.Helper()
	x.rob()
	for _, found := range x.gets(present, but...) {
		x.Error(found)
	}
	for _, file := range copies {
		if len(x.gets(file)) < 5 {
			x.Errorf("of %s too little opens: %q", filepath.Base(file), x.gets(file))
		}
	}
}
