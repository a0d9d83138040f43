package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"testing"
)

// Every question and every change of a Tx, on each engine.
func TestEveryStatement(t *testing.T) {
	const rows = 1200 // more than are sent or asked for at once
	eachEngine(t, func(t *testing.T, db *DB) {
		err := db.Write(t.Context(), func(tx *Tx) error {
			for seq := int64(1); seq <= rows; seq++ {
				a := &Activity{
					Seq: seq, Time: 1000 + seq, Kind: []string{"a", "b", "c"}[seq%3], Account: make([]byte, 16),
					ActorLogin: fmt.Sprintf("person.%d", seq), MAC: fmt.Appendf(nil, "mac of %d", seq),
				}
				if err := tx.Append(a); err != nil {
					return err
				}
			}
			return errors.Join(
				tx.Insert(&Throttle{ID: [32]byte{1}, Failures: 2}), tx.Insert(&Throttle{ID: [32]byte{2}}),
				tx.Insert(&SupportRequest{ID: ID{2}, Claim: []byte("claim")}),
				tx.PutCheckpoint(&Checkpoint{ID: ID{9}, Seq: 1}), tx.PutCheckpoint(&Checkpoint{ID: ID{9}, Seq: 2}),
				tx.Insert(&PC{ID: ID{4}, Name: "受付", PublicKey: make([]byte, 32)}), tx.Insert(&PC{ID: ID{3}, Joined: 1}),
				tx.Delete(&Throttle{ID: [32]byte{2}}, 0),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Read(t.Context(), func(tx *Tx) error { return askEverything(t, tx, rows) }); err != nil {
			t.Error(err)
		}
		if _, err := db.DataVersion(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

// askEverything asks for what TestEveryStatement has written.
func askEverything(t *testing.T, tx *Tx, end int64) error {
	t.Helper()
	everything := make([]int64, end)
	for i := range everything {
		everything[i] = int64(i + 1)
	}
	checkpoint, err := tx.Checkpoint(ID{9})
	if err != nil || checkpoint == nil || checkpoint.Seq != 2 {
		t.Errorf("checkpoint %v, %v", checkpoint, err)
	}
	request, err := tx.SupportRequest(ID{2})
	if err != nil || request == nil || string(request.Claim) != "claim" {
		t.Errorf("request %v, %v", request, err)
	}
	outside, err := tx.ActivityOutside(0, 1500)
	if err != nil || outside == nil || outside.Seq != end {
		t.Errorf("outside %v, %v", outside, err)
	}
	found, err := tx.ActivityMatching(ActivityFilter{
		Account: ID{}, Not: []string{"b"}, Kinds: []string{"a", "c", "d:"}, From: 1, To: 5000, Before: 100,
		Words: []ActivityWord{{Text: "person.9", Kinds: []string{"x"}}, {Text: ""}},
	}, 10)
	if err != nil || len(found) != 8 || found[0].Seq != 99 { // 9, and 90 to 99, but for each third
		t.Errorf("found %d, %v", len(found), err)
	}
	someone := ID{2}
	found, err = tx.ActivityMatching(ActivityFilter{Account: ID{}, Person: &someone, Kinds: []string{"a"}, Words: []ActivityWord{{Text: "x", People: []ID{{2}, {3}, {4}}}}}, 10)
	if err != nil || len(found) != 0 {
		t.Errorf("found %d of somebody, %v", len(found), err)
	}
	if users, err := tx.UsersOf(ID{2}, ID{7}, ID{8}); err != nil || len(users) != 1 || users[0].Login != "sato.h" {
		t.Errorf("users %v, %v", users, err)
	}
	if named, err := tx.Names(ID{1}); err != nil || len(named) != 1 || named[0].ID != (ID{2}) {
		t.Errorf("named %v, %v", named, err)
	}
	linked, err := tx.LinkedBetween(5, 8)
	if err != nil || len(linked) != 3 || string(linked[0].Previous) != "mac of 4" || string(linked[2].MAC) != "mac of 7" {
		t.Errorf("linked %v, %v", linked, err)
	}
	all, err := tx.All()
	var tables []string
	for _, r := range all {
		tables = append(tables, r.Table())
	}
	if want := []string{"account", "user", "throttle", "support_request", "pc", "pc"}; err != nil || !slices.Equal(tables, want) {
		t.Errorf("%q, %v", tables, err)
	}
	var logins []string
	each := func(u *User, fields [][]byte) error { logins = append(logins, u.Login); return nil }
	if err := tx.EachUser(ID{1}, "a", "z", each); err != nil || !slices.Equal(logins, []string{"sato.h"}) {
		t.Errorf("logins %q, %v", logins, err)
	}
	if every, err := tx.LoginsEvery(1); err != nil || !slices.Equal(every, logins) {
		t.Errorf("logins %q, %v", every, err)
	}
	stop, seen := errors.New("stop"), 0
	err = tx.EachRow(func(Row, [][]byte) error {
		if seen++; seen == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 2 {
		t.Errorf("%d rows, %v", seen, err)
	}
	if linked, err = tx.Linked(everything...); err != nil || len(linked) != len(everything) {
		t.Errorf("%d of %d rows, %v", len(linked), len(everything), err)
	}
	accounts, err := tx.Accounts()
	if err != nil || len(accounts) != 1 {
		t.Errorf("accounts %v, %v", accounts, err)
	}
	counters, err := tx.Throttles()
	if err != nil || len(counters) != 1 || counters[0].Failures != 2 {
		t.Errorf("counters %v, %v", counters, err)
	}
	requests, err := tx.SupportRequests()
	if err != nil || len(requests) != 1 {
		t.Errorf("requests %v, %v", requests, err)
	}
	askForPCs(t, tx)
	return tx.CheckIndexes("user")
}

func askForPCs(t *testing.T, tx *Tx) {
	t.Helper()
	pcs, err := tx.PCs()
	if err != nil || len(pcs) != 2 || pcs[0].Name != "受付" || len(pcs[0].PublicKey) != 32 || pcs[1].Joined != 1 {
		t.Errorf("PCs %+v, %v", pcs, err)
	}
	if pc, err := tx.PC(ID{3}); err != nil || pc == nil || pc.Joined != 1 {
		t.Errorf("PC %+v, %v", pc, err)
	}
	if pc, err := tx.PC(ID{5}); err != nil || pc != nil {
		t.Errorf("PC %+v, %v", pc, err)
	}
}

// The log of a file can be cut; nobody who uses a server can.
func TestCutActivity(t *testing.T) {
	eachEngine(t, func(t *testing.T, db *DB) {
		if err := db.Write(t.Context(), logged(1)); err != nil {
			t.Fatal(err)
		}
		err := db.Write(t.Context(), func(tx *Tx) error { return tx.CutActivity(0) })
		if want := map[bool]error{true: ErrServerRights}[db.Shared()]; !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
		if err := db.Read(t.Context(), func(tx *Tx) error {
			if row, err := tx.Activity(1); (row != nil) != db.Shared() || err != nil {
				t.Errorf("%v, %v", row, err)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	})
}

// What failed in a transaction is not forgotten because somebody did not mind the error.
func TestErrorsThatNobodyMinds(t *testing.T) {
	db := openedServer(t, newServer(t), usual())
	for name, fail := range map[string]func(*Tx){
		"a row that has changed": func(tx *Tx) {
			_ = tx.Update(&Account{ID: ID{1}, Kind: "multi"}, 5)
			_, _ = tx.Meta()
		},
		"a broken constraint": func(tx *Tx) {
			_ = tx.Insert(&Throttle{Failures: -1})
			_, _ = tx.Meta()
		},
		"a question that makes no sense": func(tx *Tx) {
			_, _ = tx.activities("nonsense")
		},
	} {
		err := db.Write(t.Context(), func(tx *Tx) error {
			if err := tx.Insert(&Account{ID: ID{3}, Kind: "single"}); err != nil {
				return err
			}
			fail(tx)
			return nil
		})
		if err == nil {
			t.Errorf("%s: it was committed", name)
		}
	}
	if n := countAccounts(t, db); n != 1 {
		t.Errorf("%d accounts", n)
	}
}

// A caller who gives up before COMMIT has changed nothing; at COMMIT it is too late.
func TestCallerGivesUp(t *testing.T) {
	server := newServer(t)
	p := newProxy(t, server)
	db := openedServer(t, server, usual())
	ctx, cancel := context.WithCancel(t.Context())
	err := db.Write(ctx, func(tx *Tx) error {
		err := logged(1)(tx)
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it was cancelled", err)
	}
	if n := countAccounts(t, db); n != 1 {
		t.Errorf("%d accounts", n)
	}
	ctx, cancel = context.WithCancel(t.Context())
	p.atCommit(func(client, server net.Conn, message []byte) {
		cancel()
		_, _ = server.Write(message)
		_, _ = io.Copy(server, client)
	})
	// Nothing is logged: the answer to COMMIT alone can tell.
	if err := db.Write(ctx, func(tx *Tx) error { return tx.Insert(&Account{ID: ID{3}, Kind: "single"}) }); err != nil {
		t.Error(err)
	}
	if n := countAccounts(t, db); n != 2 {
		t.Errorf("%d accounts", n)
	}
}
