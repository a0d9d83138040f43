package store

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"qlingo/model/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// eachEngine calls do with a database of each engine.
func eachEngine(t *testing.T, do func(*testing.T, *DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		db, _ := newDB(t, "")
		do(t, db)
	})
	t.Run("PostgreSQL", func(t *testing.T) { do(t, openedServer(t, newServer(t), usual())) })
}

// newServer is where a database with its tables is that the test has to itself.
func newServer(t *testing.T) *Server {
	t.Helper()
	server := preparedServer(t)
	if err := CreateServer(t.Context(), server, fill); err != nil {
		t.Fatal(err)
	}
	return server
}

// preparedServer is one where the tables are empty.
func preparedServer(t *testing.T) *Server {
	t.Helper()
	return asApp(pgtest.Prepared(t, ServerScript(pgtest.AppRole)))
}

// emptyServer is one without tables.
func emptyServer(t *testing.T) *Server {
	t.Helper()
	pgtest.CreateRole(t, pgtest.AppRole, pgtest.AppPassword)
	return asApp(pgtest.New(t))
}

func asApp(on *pgtest.Server, database string) *Server {
	return &Server{
		Hosts: []string{on.Folder}, Port: on.Port, Database: database, Role: pgtest.AppRole, CA: on.CA,
		Password: func() (string, error) { return pgtest.AppPassword, nil },
	}
}

func openedServer(t *testing.T, server *Server, session session) *DB {
	t.Helper()
	db, err := openServer(t.Context(), server, session)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestRows(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		err := db.Write(t.Context(), func(tx *Tx) error {
			u, err := tx.UserByLogin("sato.h")
			if err != nil || u == nil {
				return fmt.Errorf("user %v: %w", u, err)
			}
			if !u.MFA || string(u.MFARecord) != "\x00\xff" || u.Account != (ID{1}) || u.KeyAdmin == nil {
				t.Errorf("came back as %+v", u)
			}
			u.Name, u.Stamp().Generation = "佐藤", 1
			if err := tx.Update(u, 0); err != nil {
				return err
			}
			m, err := tx.Meta()
			if err != nil {
				return err
			}
			m.Seq, m.Stamp().Generation = 7, 1
			return tx.Update(m, 0)
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(tx *Tx) error {
			u, err := tx.User(ID{2})
			if err != nil || u.Name != "佐藤" {
				t.Errorf("%+v, %v", u, err)
			}
			for name, missing := range map[string]func() (bool, error){
				"user":     func() (bool, error) { r, err := tx.User(ID{8}); return r == nil, err },
				"login":    func() (bool, error) { r, err := tx.UserByLogin("x"); return r == nil, err },
				"account":  func() (bool, error) { r, err := tx.Account(ID{8}); return r == nil, err },
				"throttle": func() (bool, error) { r, err := tx.Throttle([32]byte{}); return r == nil, err },
				"activity": func() (bool, error) { r, err := tx.Activity(8); return r == nil, err },
			} {
				if none, err := missing(); !none || err != nil {
					t.Errorf("%s: found or failed: %v", name, err)
				}
			}
			users, err := tx.Users(ID{1})
			if len(users) != 1 {
				t.Errorf("%d users", len(users))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestConstraints(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		for name, r := range map[string]Row{
			"kind":        &Account{ID: ID{5}, Kind: "other"},
			"role":        &User{ID: ID{5}, Account: ID{1}, Login: "x", Role: "root", Status: "active"},
			"no account":  &User{ID: ID{5}, Account: ID{6}, Login: "x", Role: "user", Status: "active"},
			"same login":  &User{ID: ID{5}, Account: ID{1}, Login: "sato.h", Role: "user", Status: "active"},
			"second meta": &Meta{DB: ID{5}, KeyPlace: "file"},
			"negative":    &Throttle{Failures: -1},
		} {
			if err := db.Write(t.Context(), func(tx *Tx) error { return tx.Insert(r) }); err == nil {
				t.Errorf("%s was stored", name)
			}
		}
	})
}

// An error rolls back everything of the transaction.
func TestAllOrNothing(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		stop := errors.New("stop")
		err := db.Write(t.Context(), func(tx *Tx) error {
			if err := tx.Insert(&Account{ID: ID{3}, Kind: "single"}); err != nil {
				t.Error(err)
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Error(err)
		}
		if err := db.Read(t.Context(), func(tx *Tx) error {
			accounts, err := tx.Accounts()
			if len(accounts) != 1 {
				t.Errorf("%d accounts", len(accounts))
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		if err := db.Read(t.Context(), func(tx *Tx) error { return tx.Insert(&Account{ID: ID{4}, Kind: "single"}) }); !errors.Is(err, ErrReadOnly) {
			t.Errorf("a reader wrote: %v", err)
		}
	})
}

func TestActivityQueries(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		err := db.Write(t.Context(), func(tx *Tx) error {
			for i := range int64(6) {
				a := &Activity{Seq: i + 1, Time: i, Kind: []string{"a", "b", "c"}[i%3], Target: make([]byte, 16), RowTable: "user", RowID: []byte{byte(i % 2)}, RowTag: []byte{1}}
				if i == 5 {
					a.RowTag = nil // deleted
				}
				if err := tx.Append(a); err != nil {
					return err
				}
			}
			linked, err := tx.Linked(3)
			if err != nil || len(linked) != 1 || linked[0].Seq != 3 || len(linked[0].Previous) != 0 {
				t.Errorf("linked: %v, %v", linked, err)
			}
			after, err := tx.ActivityAfter(2, 3)
			if err != nil || len(after) != 3 || after[0].Seq != 3 {
				t.Errorf("after: %v, %v", after, err)
			}
			m, after, err := tx.MetaAndActivityAfter(2, 3)
			if err != nil || m == nil || m.DB != (ID{9}) || len(after) != 3 || after[0].Seq != 3 || after[0].Kind != "c" {
				t.Errorf("meta %v and after: %v, %v", m, after, err)
			}
			rows, err := tx.Rows("user")
			if err != nil || len(rows) != 1 {
				t.Errorf("rows: %v, %v", rows, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestMissingMeta(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		err := db.Write(t.Context(), func(tx *Tx) error {
			m, err := tx.Meta()
			if err != nil {
				return err
			}
			if err := tx.Delete(m, 0); err != nil {
				return err
			}
			if _, err := tx.Meta(); !errors.Is(err, ErrDamaged) {
				t.Errorf("%v, want ErrDamaged", err)
			}
			_, _, err = tx.MetaAndActivityAfter(0, 1)
			return err
		})
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("%v, want ErrDamaged", err)
		}
	})
}

// A change of a row that has changed meanwhile, or has gone, changes nothing, and nothing else of its transaction.
func TestChangedRows(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		for name, change := range map[string]func(*Tx) error{
			"update":         func(tx *Tx) error { return tx.Update(&Account{ID: ID{1}, Kind: "multi"}, 5) },
			"update of none": func(tx *Tx) error { return tx.Update(&Account{ID: ID{7}, Kind: "multi"}, 0) },
			"delete":         func(tx *Tx) error { return tx.Delete(&User{ID: ID{2}}, 5) },
			"update, then read": func(tx *Tx) error {
				err := tx.Update(&Account{ID: ID{1}, Kind: "multi"}, 5)
				if err == nil {
					_, err = tx.Meta()
				}
				return err
			},
		} {
			err := db.Write(t.Context(), func(tx *Tx) error {
				if err := tx.Insert(&Account{ID: ID{3}, Kind: "single"}); err != nil {
					return err
				}
				return change(tx)
			})
			if !errors.Is(err, ErrChanged) {
				t.Errorf("%s: %v, want ErrChanged", name, err)
			}
		}
		if n := countAccounts(t, db); n != 1 {
			t.Errorf("%d accounts", n)
		}
	})
}

func countAccounts(t *testing.T, db *DB) (n int) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *Tx) error {
		accounts, err := tx.Accounts()
		n = len(accounts)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
