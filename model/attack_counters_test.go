package model

import (
	"context"
	"testing"
)

// stopUnknownID is wrong passwords for an ID that nobody has, up to the hard stop.
func (b *bench) stopUnknownID(login string) {
	b.Helper()
	for range passwordStop {
		_, _, err := b.SignIn(b.Context(), login, "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
		b.clock.add(longestWait)
	}
	_, _, err := b.SignIn(b.Context(), login, "wrong wrong wrong wrong")
	b.want(CodePasswordStopped, err)
}

// Attack: ask so often whether an ID is free that nobody can ever make an account again.
func TestAskingForIDsStopsNobodyForEver(t *testing.T) {
	b := newBench(t, KindMulti)
	b.allowAccounts()
	for range passwordStop + 5 {
		b.want("", b.CheckLoginFree(t.Context(), "hara.s"))
		b.clock.add(longestWait)
	}
	b.want("", b.CheckLoginFree(t.Context(), "hara.s"))
	b.want(CodeThrottled, b.CheckLoginFree(t.Context(), "hara.s"))
	b.allowAccounts() // the owner's word ends the wait
	b.want("", b.CheckLoginFree(t.Context(), "hara.s"))
	b.want("", b.CreateAccount(t.Context(), Setup{
		Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: must(NewRecoveryKit())(t),
	}))
}

// The settings of another account end no wait of those who ask for IDs.
func TestOnlyTheFirstOwnerEndsTheWait(t *testing.T) {
	b := newBench(t, KindMulti)
	other := b.elsewhere(KindMulti, "mori.t")
	for range freeFailures + 1 {
		b.want("", b.CheckLoginFree(t.Context(), "hara.s"))
	}
	b.want("", other.ChangeSettings(t.Context(), Settings{Name: "森工務店", Policy: DefaultPolicy()}))
	b.want(CodeThrottled, b.CheckLoginFree(t.Context(), "hara.s"))
}

// Attack: fail on an ID before it is somebody's, so that its owner never gets in.
func TestFailuresOfAnUnknownIDDoNotStayWithIt(t *testing.T) {
	for name, create := range map[string]func(b *bench) (password string){
		"added": func(b *bench) string {
			_, temporary, err := b.admin().AddUser(b.Context(), NewUser{Login: "Hara.S", Details: Details{Name: "原"}})
			b.want("", err)
			return temporary
		},
		"imported": func(b *bench) (password string) {
			admin := b.admin()
			file := must(admin.PreviewImport(b.Context(), []byte("login,name\r\nhara.s,原\r\n"), nil))(b.T)
			b.want("", admin.Import(b.Context(), file, func(_ context.Context, issued []IssuedPassword) error {
				password = issued[0].Password
				return nil
			}, nil))
			return password
		},
		"one more account": func(b *bench) string {
			b.allowAccounts()
			b.want("", b.CreateAccount(b.Context(), Setup{
				Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: must(NewRecoveryKit())(b.T),
			}))
			return "a garden in november"
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			b.stopUnknownID("hara.s")
			password := create(b)
			b.again("hara.s", password)
		})
	}
}
