package store

import (
	"errors"
	"slices"
	"testing"
)

// A PC asks, is answered once, and takes its question away.
func TestJoinings(t *testing.T) {
	db := openedServer(t, newServer(t), usual())
	write := func(do func(tx *Tx) error) error { return db.Write(t.Context(), do) }
	is := func(step string, want ...Joining) {
		t.Helper()
		var got []*Joining
		if err := db.Read(t.Context(), func(tx *Tx) (err error) {
			got, err = tx.Joinings()
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(got, want, func(a *Joining, b Joining) bool {
			return a.ID == b.ID && a.Name == b.Name && slices.Equal(a.Key, b.Key) && a.Made == b.Made && slices.Equal(a.Answer, b.Answer)
		}) {
			t.Errorf("%s: %+v, want %+v", step, got, want)
		}
	}
	key := make([]byte, 32)
	key[31] = 1
	late, early := Joining{ID: ID{1}, Name: "受付", Key: key, Made: 20}, Joining{ID: ID{2}, Key: key, Made: 10}
	is("nobody")
	if err := write(func(tx *Tx) error { return errors.Join(tx.AddJoining(&late), tx.AddJoining(&early)) }); err != nil {
		t.Fatal(err)
	}
	is("two", early, late)
	late.Answer = []byte("sealed")
	if err := write(func(tx *Tx) error { return tx.AnswerJoining(late.ID, late.Answer) }); err != nil {
		t.Fatal(err)
	}
	is("one has its answer", early, late)
	for name, id := range map[string]ID{"again": late.ID, "nobody": {3}} {
		if err := write(func(tx *Tx) error { return tx.AnswerJoining(id, []byte("another")) }); !errors.Is(err, ErrChanged) {
			t.Errorf("%s: %v, want ErrChanged", name, err)
		}
	}
	if err := write(func(tx *Tx) error { return tx.AddJoining(&late) }); err == nil {
		t.Error("it asked twice")
	}
	if err := write(func(tx *Tx) error { return tx.AddJoining(&Joining{ID: ID{4}, Key: key[1:]}) }); err == nil {
		t.Error("a short key was stored")
	}
	if err := write(func(tx *Tx) error { return errors.Join(tx.DeleteJoining(late.ID), tx.DeleteJoining(late.ID)) }); err != nil {
		t.Error(err)
	}
	is("one is left", early)
}

// The row of a PC is changed and taken away as any row with a tag.
func TestPCs(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		pc := &PC{ID: ID{4}, Name: "受付", Joined: 5, PublicKey: make([]byte, 32), Role: "pc4"}
		err := db.Write(t.Context(), func(tx *Tx) error {
			if err := tx.Insert(pc); err != nil {
				return err
			}
			pc.Name, pc.PublicKey, pc.Stamp().Generation = "窓口", nil, 1
			return tx.Update(pc, 0)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Write(t.Context(), func(tx *Tx) error {
			got, err := tx.PC(ID{4})
			if err != nil || got == nil || got.Name != "窓口" || got.Joined != 5 || len(got.PublicKey) != 0 || got.Role != "pc4" {
				t.Errorf("%+v, %v", got, err)
			}
			if ids, err := tx.Rows("pc"); len(ids) != 1 || err != nil {
				t.Errorf("%v, %v", ids, err)
			}
			return errors.Join(err, tx.CheckIndexes("pc"), tx.Delete(pc, 1))
		})
		if err != nil {
			t.Error(err)
		}
		if err := db.Write(t.Context(), func(tx *Tx) error { return tx.Insert(&PC{ID: ID{5}, PublicKey: []byte{1}}) }); err == nil {
			t.Error("a short key was stored")
		}
	})
}
