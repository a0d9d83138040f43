package model

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// office is a shared database and the PCs that have joined it.
type sharedBench struct {
	*bench // the first PC
}

// newShared makes an office on a server, whatever the other tests use, with the server's clock.
func newShared(t *testing.T, kind AccountKind) *sharedBench {
	t.Helper()
	b := &bench{T: t, clock: &clock{now: time.Now()}}
	b.server, b.password = newServer(t)
	b.options = newPC(t, "PC A")
	b.kit = must(NewRecoveryKit())(t)
	b.Office = must(CreateShared(t.Context(), b.options, b.server, b.password, Setup{
		Kind: kind, Office: "山田商店", Login: "sato.h", Name: "佐藤 花子", Password: adminPassword, Kit: b.kit,
	}))(t)
	t.Cleanup(func() { b.closeOffice() })
	return &sharedBench{b}
}

// newPC are the folders and the clock of a PC.
func newPC(t *testing.T, name string) Options {
	t.Helper()
	return Options{Data: t.TempDir(), Config: t.TempDir(), ForceFileKeys: true, Hash: keys.Light, Host: name}
}

// joins lets another PC join by its code, and opens the office there.
func (b *sharedBench) joins(name string) *bench {
	b.Helper()
	other := &bench{T: b.T, clock: b.clock, options: newPC(b.T, name), kit: b.kit, server: b.server, password: b.password}
	j := must(BeginJoin(b.Context(), other.options, b.server, b.password))(b.T)
	code := j.Code()
	must(b.admin().AddPC(b.Context(), code[0]+" "+code[1]+"-"+code[2]))(b.T)
	b.want("", j.Wait(b.Context(), func(error) {}))
	j.Close()
	other.Office = must(Open(b.Context(), other.options))(b.T)
	b.Cleanup(other.closeOffice)
	return other
}

// The log says which PC has joined, or was removed.
func TestLogNamesThePC(t *testing.T) {
	b := newShared(t, KindMulti)
	b.joins("PC B")
	s := b.admin()
	pcs := must(s.PCs(t.Context()))(t)
	b.want("", s.RemovePC(t.Context(), pcs[1].ID))
	events, _, err := s.Activity(t.Context(), ActivityQuery{Limit: 100})
	b.want("", err)
	found := map[ActivityKind]string{}
	for _, e := range events {
		found[e.Kind] = e.Target
	}
	want := "PC B (" + b.server.Role + ")"
	if found[ActivityPCRemoved] != want || !slices.ContainsFunc(events, func(e ActivityEvent) bool { return e.Kind == ActivityPCJoined && e.Target == want }) {
		t.Errorf("found %v", found)
	}
}

func TestSecondPCJoinsByTypedCode(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	pcs := must(b.admin().PCs(t.Context()))(t)
	if len(pcs) != 2 || pcs[0].Name != "PC A" || !pcs[0].Here || pcs[1].Name != "PC B" || pcs[1].Here || pcs[1].Role != b.server.Role {
		t.Errorf("%+v", pcs)
	}
	_, user := other.user("takahashi.k")
	other.enrol(user)
	b.pending("takahashi.k", userPassword)
}

func TestResetOnOnePCEndsTheSessionOnAnother(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	id, user := other.user("takahashi.k")
	other.enrol(user)
	b.want("", errOf(b.admin().ResetMFA(t.Context(), id)))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for user.State() != SessionOver {
		select {
		case <-ctx.Done():
			t.Fatal("the session goes on")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestPCIsShutOut(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.joins("PC B")
	s := other.admin()
	b.want(CodeOneself, b.admin().RemovePC(t.Context(), [16]byte(b.shared.file.PC)))
	b.want("", b.admin().RemovePC(t.Context(), [16]byte(other.shared.file.PC)))
	b.want(CodePCRemoved, errOf(s.RecentSignIns(t.Context(), 1)))
	other.want(CodePCRemoved, other.reopen())
	b.want("", b.reopen())
}

func TestJoinWithKit(t *testing.T) {
	b := newShared(t, KindMulti)
	other := &bench{T: t, clock: b.clock, options: newPC(t, "PC B")}
	typed := func(kit *RecoveryKit) string {
		groups := kit.Groups()
		return strings.Join(groups[:], "-")
	}
	wrong := must(NewRecoveryKit())(t)
	b.want(CodeKitWrong, JoinWithKit(t.Context(), other.options, b.server, b.password, typed(wrong), true))
	b.want(CodeFreshnessUnknown, JoinWithKit(t.Context(), other.options, b.server, b.password, typed(b.kit), false))
	b.want("", JoinWithKit(t.Context(), other.options, b.server, b.password, typed(b.kit), true))
	other.want("", other.reopen())
	t.Cleanup(other.closeOffice)
	other.admin()
	if pcs := must(b.admin().PCs(t.Context()))(t); len(pcs) != 2 {
		t.Errorf("%+v", pcs)
	}
}

// allRows are the rows of a database, byte by byte: those of the log up to a row, and all others but the meta row.
func allRows(t *testing.T, db *store.DB, upTo int64) (rows []string) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		err := tx.EachRow(func(row store.Row, fields [][]byte) error {
			rows = append(rows, fmt.Sprintf("%s %x %x %d %x", row.Table(), row.Key(), fields, row.Stamp().Generation, row.Stamp().Tag))
			return nil
		})
		if err != nil {
			return err
		}
		log, err := tx.ActivityAfter(0, upTo)
		for _, a := range log {
			if a.Seq <= upTo {
				rows = append(rows, fmt.Sprintf("activity %d %x %x", a.Seq, a.Fields(), a.MAC))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(rows)
	return rows
}

func TestMoveThereAndBack(t *testing.T) {
	b := newBenchOn(t, KindMulti, false)
	_, user := b.user("takahashi.k")
	b.enrol(user)
	server, password := newServer(t)
	b.want("", b.admin().MoveToServer(t.Context(), server, password))
	b.want("", b.reopen())
	if !b.Shared() {
		t.Fatal("not on the server")
	}
	if _, err := os.Lstat(b.options.Database()); err == nil {
		t.Error("the file is still in its place")
	}
	carried := must(b.logged())(t)
	left := must(store.OpenReadOnly(t.Context(), b.options.Database()+".moved"))(t)
	defer left.Close()
	sameRows(t, allRows(t, left, carried), allRows(t, b.db, carried))

	b.pending("takahashi.k", userPassword)
	b.want("", b.admin().MoveToFile(t.Context()))
	b.want("", b.reopen())
	if b.Shared() {
		t.Fatal("still on the server")
	}
	carried = must(b.logged())(t)
	was := must(store.OpenServer(t.Context(), server.connection(always(password))))(t)
	defer was.Close()
	sameRows(t, allRows(t, was, carried), allRows(t, b.db, carried))
	b.pending("takahashi.k", userPassword)
}

func sameRows(t *testing.T, from, to []string) {
	t.Helper()
	if len(from) < 20 || !slices.Equal(from, to) {
		t.Errorf("%d rows became %d others", len(from), len(to))
	}
}
