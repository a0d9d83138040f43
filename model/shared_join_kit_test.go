package model

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/model/keys"
)

// The kit of any other account lets nobody in, and a kit says nothing about whether the server has the newest state.
func TestWhichKitLetsAPCIn(t *testing.T) {
	b := newShared(t, KindMulti)
	b.allowAccounts()
	kit := must(NewRecoveryKit())(t)
	b.want("", b.CreateAccount(t.Context(), Setup{
		Kind: KindSingle, Login: "mori.t", Name: "森", Password: adminPassword + " too", Kit: kit,
	}))
	other := b.newcomer("PC B")
	join := func(kit string, accept bool) error {
		return JoinWithKit(t.Context(), other.options, b.server, b.password, kit, accept)
	}
	b.want(CodeKitWrong, join((&bench{kit: kit}).kitText(), true))
	err := join(b.kitText(), false)
	var unknown *Error
	if !errors.As(err, &unknown) || unknown.Code != CodeFreshnessUnknown || unknown.Newest.IsZero() || unknown.Seen {
		t.Errorf("%+v", err)
	}
	other.hasNothing()
	other.joinsByKit()

	// This PC remembers more than a server that was put back.
	other.closeOffice()
	b.closeOffice()
	b.keepState()
	b.want("", other.reopen())
	other.admin()
	other.closeOffice()
	b.putBack()
	must(LeaveServer(other.options))(t)
	for _, accept := range []bool{false, true} {
		b.want(CodeOldCopy, join(b.kitText(), accept))
		b.want(CodeNoDatabase, other.reopen())
	}
}

// A PC that has lost its anchor does not take for new by joining anew what it would accept as an old copy otherwise.
func TestJoiningAnewAcceptsAnOldCopy(t *testing.T) {
	b := newShared(t, KindMulti)
	_, user := b.user("takahashi.k")
	_, codes := b.enrol(user)
	accepted := func(on *bench) (times int) {
		rows, _, err := on.admin().Activity(t.Context(), ActivityQuery{Kinds: []ActivityKind{ActivityCopyAccepted}, Limit: 9})
		on.want("", err)
		return len(rows)
	}
	other := b.newcomer("PC B")
	other.joinsByKit()
	if n := accepted(other); n != 0 {
		t.Errorf("a new PC accepts %d old copies", n)
	}
	for i, without := range []string{"anchors", "anchors keys", "anchors server.json"} {
		other.closeOffice()
		for _, name := range strings.Fields(without) {
			b.want("", os.RemoveAll(filepath.Join(other.options.Config, name)))
		}
		b.want(CodeFreshnessUnknown, JoinWithKit(t.Context(), other.options, b.server, b.password, b.kitText(), false))
		other.joinsByKit()
		if n := accepted(other); n != i+1 {
			t.Errorf("without %s: accepted %d times", without, n)
		}
	}
	_, p, err := other.SignIn(t.Context(), "takahashi.k", userPassword)
	b.want("", err)
	_, err = p.Enter(t.Context(), codes[0])
	b.want(CodeNotBackupCode, err)
}

// A PC cannot keep its key, or whoever joins with the kit gives up, when its row stands already: the row goes again.
func TestJoinWithKitFailsAtItsEnd(t *testing.T) {
	b := newShared(t, KindMulti)
	other := b.newcomer("PC B")
	ctx, giveUp := context.WithCancel(t.Context())
	hindered := other.options
	hindered.Keys = putHook{placeStub{err: keys.ErrSilent}, func() {
		b.counted(map[ActivityKind]int{ActivityPCJoined: 2, ActivityPCRemoved: 0})
		giveUp()
	}}
	b.want(CodeKeyStoreSilent, JoinWithKit(ctx, hindered, b.server, b.password, b.kitText(), true))
	b.counted(map[ActivityKind]int{ActivityPCJoined: 2, ActivityPCRemoved: 1})
	if pcs := must(b.admin().PCs(t.Context()))(t); len(pcs) != 1 || !pcs[0].Here {
		t.Errorf("joined: %+v", pcs)
	}
	other.hasNothing()
	other.joinsByKit()
	other.admin()
}
