package model

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qlingo/model/otp"
)

// The present kit of the first account alone restores: not another account's, not one that
// is void, not none. It stays the kit.
func TestRestoreNeedsTheFirstKit(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	b.allowAccounts()
	other, fresh := must(NewRecoveryKit())(t), must(NewRecoveryKit())(t)
	b.want("", b.CreateAccount(t.Context(), Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: other}))
	backup := b.saved()
	b.want("", b.admin().NewKit(t.Context(), fresh))
	b.closeOffice()
	before := must(os.ReadFile(b.options.Database()))(t)
	for _, c := range []struct {
		kit  *RecoveryKit
		code Code
	}{{b.kit, CodeKitVoid}, {other, CodeKitWrong}, {must(NewRecoveryKit())(t), CodeKitWrong}} {
		groups := c.kit.Groups()
		_, err := Restore(t.Context(), b.options, backup, strings.Join(groups[:], ""))
		b.want(c.code, err)
	}
	_, err := Restore(t.Context(), b.options, backup, "")
	b.want(CodeKitTyped, err)
	if !bytes.Equal(before, must(os.ReadFile(b.options.Database()))(t)) || b.files(b.folder()) != "" {
		t.Error("something was changed")
	}
	void := b.kitText()
	b.kit = fresh
	kept := b.restore(backup)
	recover := func(kit string) error {
		_, _, err := b.RecoverPassword(t.Context(), "sato.h", kit, adminPassword)
		return err
	}
	b.want(CodeKitWrong, recover(void))
	b.want("", recover(b.kitText()))
	b.restore(kept) // the way back, whose keys the kit knows as well
	b.want(CodeKitWrong, recover(void))
	b.want("", recover(b.kitText()))
	b.wantSound("")
}

// Attack: take the anchor away, so that nobody can say that the present file is the newest,
// and restore an older backup with its void kit.
func TestVoidKitDoesNotRestoreWithoutTheAnchor(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	b := newBench(t, KindMulti)
	backup := b.saved()
	void := b.kitText()
	b.kit = must(NewRecoveryKit())(t)
	b.want("", b.admin().NewKit(t.Context(), b.kit))
	b.closeOffice()
	b.want("", os.RemoveAll(filepath.Join(b.options.Config, "anchors")))
	_, err := Restore(t.Context(), b.options, backup, void)
	b.want(CodeKitVoid, err)
	b.restore(backup)
}

// Where the present file does not tell which kit is void, that of the backup restores.
func TestRestoreWithoutASoundFile(t *testing.T) {
	onlyFile(t, "a backup is restored to a file")
	for name, harm := range map[string]func(b *bench) error{
		"the file is gone":    func(b *bench) error { return os.Remove(b.options.Database()) },
		"the file is damaged": func(b *bench) error { return os.Truncate(b.options.Database(), 5000) },
		"the file was changed": func(b *bench) error {
			edit(b.T, b.options, "UPDATE user SET name = 'x'")
			return nil
		},
		"the key is gone": func(b *bench) error { return os.RemoveAll(filepath.Join(b.options.Config, "keys")) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, KindMulti)
			backup := b.saved()
			b.want("", b.admin().NewKit(t.Context(), must(NewRecoveryKit())(t)))
			b.closeOffice()
			b.want("", harm(b))
			b.restore(backup)
			_, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another long password")
			b.want("", err)
		})
	}
}

// A backup of an older version, after a new kit: everybody in it comes in, and the new kit
// stays the kit.
func TestRestoreAnOlderVersionWithThePresentKit(t *testing.T) {
	f := fixtures[2]
	b := f.bench(t)
	b.want("", b.reopen())
	second := must(hex.DecodeString(f.second))(t)
	must(b.pending("suzuki.m", userPassword).Enter(t.Context(), b.pin(second)))(t)
	b.kit = must(NewRecoveryKit())(t)
	b.want("", b.admin().NewKit(t.Context(), b.kit))
	b.restore(f.backup(b))
	b.clock.add(otp.Period)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(must(hex.DecodeString(f.secret))(t))))(t)
	colleague := must(b.pending("suzuki.m", userPassword).Enter(t.Context(), b.pin(second)))(t)
	b.want("", errOf(colleague.ResetMFA(t.Context(), b.idOf(colleague, "takahashi.k"))))
	b.admin()
	recover := func(kit string) error {
		_, _, err := b.RecoverPassword(t.Context(), "sato.h", kit, "another long password")
		return err
	}
	b.want(CodeKitWrong, recover(f.kit))
	b.want("", recover(b.kitText()))
	b.wantSound("")
}
