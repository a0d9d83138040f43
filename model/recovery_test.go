package model

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/otp"
	"qlingo/model/store"
)

// kitText is the kit as somebody types it.
func (b *bench) kitText() string {
	groups := b.kit.Groups()
	return strings.ToLower(strings.Join(groups[:], " "))
}

func TestRecoverPassword(t *testing.T) {
	b := newBench(t, KindMulti)
	b.user("takahashi.k")
	secret, _ := b.enrol(b.admin())
	for range passwordStop {
		_, _, err := b.SignIn(t.Context(), "sato.h", "wrong wrong wrong wrong")
		b.want(CodeWrongCredentials, err)
		b.clock.add(longestWait)
	}
	recover := func(login, kit, password string) error {
		s, p, err := b.RecoverPassword(t.Context(), login, kit, password)
		if err == nil && (s != nil || p == nil) {
			t.Error("the kit is taken for the second step")
		}
		return err
	}
	groups := b.kit.Groups()
	typo := strings.Replace(b.kitText(), strings.ToLower(groups[2][:1]), "*", 1)
	b.want(CodeKitTyped, recover("sato.h", typo, "another long password"))
	other := must(NewRecoveryKit())(t).Groups()
	b.want(CodeKitWrong, recover("sato.h", strings.Join(other[:], ""), "another long password"))
	b.want(CodeKitWrong, recover("takahashi.k", b.kitText(), "another long password"))
	b.want(CodeKitWrong, recover("nobody", b.kitText(), "another long password"))
	b.want(CodePasswordShort, recover("sato.h", b.kitText(), "short"))
	_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword)
	b.want(CodePasswordStopped, err) // nothing has changed so far

	b.want("", recover(" SATO.H ", b.kitText(), "another long password"))
	_, _, err = b.SignIn(t.Context(), "sato.h", adminPassword)
	b.want(CodeWrongCredentials, err)
	s := must(b.pending("sato.h", "another long password").Enter(t.Context(), b.pin(secret)))(t)
	b.want("", errOf(s.People(t.Context())))
}

// A new kit makes a new administrators' key: the old kit is void for this file, and
// everybody can still be helped.
func TestNewKit(t *testing.T) {
	b := newBench(t, KindMulti)
	id, user := b.user("takahashi.k")
	secret, _ := b.enrol(user)
	admin := b.admin()
	second := b.secondAdministrator(admin)
	colleague := b.again("kimura.a", userPassword)
	stale := b.admin()
	fresh := must(NewRecoveryKit())(t)
	b.want("", admin.NewKit(t.Context(), fresh))
	b.want(CodeEnded, errOf(colleague.People(t.Context())))
	b.want(CodeEnded, errOf(stale.People(t.Context())))
	b.want(CodeEnded, errOf(user.Profile(t.Context()))) // everybody's key has changed
	_, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another long password")
	b.want(CodeKitWrong, err)
	b.want("", errOf(admin.ResetMFA(t.Context(), id)))
	_, _, err = admin.ResetPassword(t.Context(), second)
	b.want("", err)
	b.want("", b.reopen())
	groups := fresh.Groups()
	_, _, err = b.RecoverPassword(t.Context(), "sato.h", strings.Join(groups[:], "-"), "another long password")
	b.want("", err)
	admin = b.again("sato.h", "another long password")
	_, _, err = admin.ResetPassword(t.Context(), id)
	b.want("", err)
	_ = secret
}

// The key store of this PC has lost the key, or it is another PC.
func TestRecoverKey(t *testing.T) {
	onlyFile(t, "a PC that has lost its key joins a server anew")
	for name, elsewhere := range map[string]bool{"key lost": false, "new PC": true} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			secret, _ := b.enrol(b.admin())
			b.closeOffice()
			if elsewhere {
				b.options.Config = t.TempDir()
			} else {
				b.want("", os.RemoveAll(filepath.Join(b.options.Config, "keys")))
			}
			b.want(CodeKeyMissing, b.reopen())
			other := must(NewRecoveryKit())(t).Groups()
			b.want(CodeKitWrong, Recover(t.Context(), b.options, strings.Join(other[:], ""), true))
			b.want(CodeKitTyped, Recover(t.Context(), b.options, "A", false))
			b.want(CodeKeyMissing, b.reopen())
			err := Recover(t.Context(), b.options, b.kitText(), false)
			if elsewhere { // where nothing tells whether the file is the newest
				b.want(CodeFreshnessUnknown, err)
				b.want(CodeKeyMissing, b.reopen())
				err = Recover(t.Context(), b.options, b.kitText(), true)
			}
			b.want("", err)
			b.want("", b.reopen())
			b.clock.add(otp.Period)
			must(b.pending("sato.h", adminPassword).Enter(t.Context(), b.pin(secret)))(t) // unchanged
		})
	}
}

// An old copy needs the first account's kit, and brings nothing back that was used since.
func TestAcceptOldCopy(t *testing.T) {
	b := newBench(t, KindMulti)
	_, user := b.user("takahashi.k")
	secret, codes := b.enrol(user)
	b.elsewhere(KindMulti, "mori.t")
	b.clock.add(time.Hour)
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	pin := b.pin(secret)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), pin))(t)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0]))(t)
	b.closeOffice()
	putBack(t, b.options, early)
	b.want(CodeOldCopy, b.reopen())
	b.want(CodeOldCopy, Recover(t.Context(), b.options, b.kitText(), false))
	b.want(CodeOldCopy, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	b.want(CodePINUsed, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), pin)))
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[0])))
	b.want(CodeNotBackupCode, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), codes[1])))
	b.clock.add(otp.Period)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
}

// oldCopyOfTwo puts an old copy into the place of a file with two accounts, and gives the
// later one's kit as it is typed.
func (b *bench) oldCopyOfTwo() string {
	b.Helper()
	b.allowAccounts()
	kit := must(NewRecoveryKit())(b.T)
	b.want("", b.CreateAccount(b.Context(), Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: kit}))
	b.closeOffice()
	early := keep(b.T, b.options)
	b.want("", b.reopen())
	b.admin()
	b.closeOffice()
	putBack(b.T, b.options, early)
	groups := kit.Groups()
	return strings.Join(groups[:], "")
}

// The kit of another account of the file may bring the key back, but no file that may be an
// old copy, whatever else was taken away.
func TestOnlyTheFirstKitAcceptsAnOldCopy(t *testing.T) {
	b := newBench(t, KindMulti)
	theirs := b.oldCopyOfTwo()
	b.want(CodeKitWrong, Recover(t.Context(), b.options, theirs, true))
	b.want(CodeOldCopy, b.reopen())
	evidence := []string{"anchors", "places", "keys"}
	if onServer() { // without the key nobody gets there
		evidence = evidence[:2]
	}
	for _, without := range evidence {
		b.want("", os.RemoveAll(filepath.Join(b.options.Config, without)))
		b.want(CodeFreshnessUnknown, Recover(t.Context(), b.options, theirs, false))
		b.want(CodeKitWrong, Recover(t.Context(), b.options, theirs, true))
	}
	if onServer() {
		return
	}
	b.options.Config = t.TempDir()
	b.want(CodeKitWrong, Recover(t.Context(), b.options, theirs, true))
	b.want(CodeKeyMissing, b.reopen())
}

// A kit whose account row was put back from a file with another administrators' key.
func TestKitOpensOnlyWhatIsGenuine(t *testing.T) {
	b := newBench(t, KindMulti)
	old := b.kitText()
	var kept []byte
	b.want("", b.read(t.Context(), func(v *view) error {
		a, err := v.account(b.first)
		if err == nil {
			kept = a.Kit
		}
		return err
	}))
	b.want("", b.admin().NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.want("", b.db.Write(t.Context(), func(tx *store.Tx) error {
		a, err := tx.Account(b.first)
		if err != nil {
			return err
		}
		a.Kit = kept
		return tx.Update(a, a.Stamp().Generation)
	}))
	_, _, err := b.RecoverPassword(t.Context(), "sato.h", old, "another long password")
	b.want(CodeKitWrong, err)
	if errors.Is(err, keys.ErrSealed) {
		t.Error("the sentence says more than it should")
	}
}
