package model

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qlingo/model/otp"
)

// logDamage is what may have happened to the log, beside which everything is genuine.
var logDamage = map[string][]string{
	"a changed row":       {"UPDATE activity SET time = time + 1 WHERE seq = 6"},
	"a changed first row": {"UPDATE activity SET host = 'x' WHERE seq = 1"},
	"a missing row":       {"DELETE FROM activity WHERE seq = 5"},
	"no rows":             {"DELETE FROM activity"},
	"missing newest rows": {"DELETE FROM activity WHERE seq > (SELECT max(seq) - 3 FROM activity)"},
	"a row too many": {
		"INSERT INTO activity SELECT 9223372036854775807, time, kind, account, actor, actor_login, target, target_login, host, row_table, row_id, row_generation, row_tag, mac FROM activity WHERE seq = 1",
	},
	"a deleted person":  {"DELETE FROM user WHERE login = 'tanaka.n'"},
	"a deleted counter": {"DELETE FROM activity WHERE row_table = 'throttle'", "DELETE FROM throttle"},
	"a person, too":     {"DELETE FROM activity WHERE seq = 5", "UPDATE user SET role = 'administrator', tag = x'' WHERE login = 'tanaka.n'"},
}

// A log that was changed can be accepted with the kit: then everybody works on, what an old
// row would bring back is void, and what is wrong goes on being named.
func TestAcceptBadLog(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	for name, sql := range logDamage {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, KindMulti)
			b.user("tanaka.n")
			_, user := b.user("takahashi.k")
			secret, codes := b.enrol(user)
			b.want(CodeWrongPIN, errOf(b.pending("takahashi.k", userPassword).Enter(t.Context(), "000000")))
			b.closeOffice()
			edit(t, b.options, sql...)
			if err := b.reopen(); err == nil {
				_, _, err := b.SignIn(t.Context(), "sato.h", adminPassword)
				b.want(CodeTamperedLog, err)
				b.closeOffice()
			} else {
				b.want(CodeTamperedLog, err)
			}
			if name != "a deleted person" && name != "a deleted counter" && name != "a row too many" { // found in the background
				b.want(CodeTamperedLog, Recover(t.Context(), b.options, b.kitText(), false))
			}
			b.want("", Recover(t.Context(), b.options, b.kitText(), true))

			for range 2 {
				b.want("", b.reopen())
				_, err := b.WaitForVerification(t.Context())
				b.want("", err)
				b.admin()
			}
			edit(t, b.options, // then the log is followed anew
				"UPDATE account SET name = name || 'x'", "UPDATE account SET name = substr(name, 1, length(name) - 1)")
			p := b.pending("takahashi.k", userPassword)
			b.want(CodeNotBackupCode, errOf(p.Enter(t.Context(), codes[0])))
			b.want(CodePINUsed, errOf(p.Enter(t.Context(), b.pin(secret))))
			b.clock.add(otp.Period)
			must(p.Enter(t.Context(), b.pin(secret)))(t)
			if name == "a person, too" {
				_, _, err := b.SignIn(t.Context(), "tanaka.n", userPassword)
				b.want(CodeTamperedPerson, err)
			}
			_, err := b.admin().VerifyLog(t.Context(), nil)
			if name == "a deleted person" || name == "a row too many" {
				b.want("", err) // the log itself is whole
			} else {
				b.want(CodeTamperedLog, err)
			}
			b.seesBadRows(name)
			// What was accepted is watched like any other log.
			b.closeOffice()
			edit(t, b.options, "UPDATE activity SET time = time + 1 WHERE kind = 'log_accepted'")
			b.want(CodeTamperedLog, b.reopen())
		})
	}
}

// badRows are which rows an accepted log shows as bad. Those that are not there cannot be.
var badRows = map[string][]int64{
	"a changed row": {6}, "a changed first row": {1}, "a missing row": {6}, "a person, too": {6},
}

func (b *bench) seesBadRows(name string) {
	b.Helper()
	events, _, err := b.admin().Activity(b.Context(), ActivityQuery{Limit: 1000})
	b.want("", err)
	var bad []int64
	for _, e := range events {
		if e.Bad {
			bad = append(bad, e.Seq)
		}
	}
	if want, ok := badRows[name]; ok && !slices.Equal(bad, want) {
		b.Errorf("marked as bad: %v, want %v", bad, want)
	}
	var out strings.Builder
	must(b.admin().ExportActivity(b.Context(), ActivityQuery{}, strings.ToUpper, &out))(b.T)
	if got := strings.Count(out.String(), "STATE_TAMPERED"); got != len(bad) {
		b.Errorf("%d rows are exported as bad, %d shown", got, len(bad))
	}
}

// A bad log is accepted with the first account's kit only, and a file that is older than
// the anchor, too, is accepted by the same.
func TestWhoAcceptsABadLog(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	b := newBench(t, KindMulti)
	theirs := b.oldCopyOfTwo()
	edit(t, b.options, "DELETE FROM activity WHERE seq = 5")
	b.want(CodeKitWrong, Recover(t.Context(), b.options, theirs, true))
	b.want(CodeTamperedLog, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	b.admin()
	b.closeOffice()
	edit(t, b.options, "UPDATE activity SET time = time + 1 WHERE kind = 'log_accepted'")
	b.want(CodeKitWrong, Recover(t.Context(), b.options, theirs, true)) // bad, but not old

	// Where the first row is bad nobody knows whose kit counts.
	edit(t, b.options, "DELETE FROM activity WHERE seq = 1")
	b.want(CodeTamperedLog, Recover(t.Context(), b.options, theirs, true))
	b.want(CodeTamperedLog, Recover(t.Context(), b.options, b.kitText(), true))
}

// On a new PC the kit brings the key and accepts the log in one.
func TestAcceptBadLogOnAnotherPC(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	b := newBench(t, KindMulti)
	b.enrol(b.admin())
	b.closeOffice()
	b.options.Config = t.TempDir()
	edit(t, b.options, "DELETE FROM activity WHERE seq = 2")
	b.want(CodeKeyMissing, b.reopen())
	b.want(CodeTamperedLog, Recover(t.Context(), b.options, b.kitText(), false))
	b.want(CodeKeyMissing, b.reopen())
	b.want("", Recover(t.Context(), b.options, b.kitText(), true))
	b.want("", b.reopen())
	b.pending("sato.h", adminPassword)
}

// A file of an older version, too.
func TestAcceptBadLogOfAnOlderVersion(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	old := fixtures[1]
	b := old.bench(t)
	edit(t, b.options, "DELETE FROM activity WHERE seq = 3")
	b.want(CodeTamperedLog, b.reopen())
	b.want("", Recover(t.Context(), b.options, old.kit, true))
	b.want("", b.reopen())
	if got := b.admin().Policy(); got != old.policy {
		t.Errorf("policy %+v", got)
	}
	must(os.Stat(b.options.Database() + ".v2"))(t)
	if matches := must(filepath.Glob(filepath.Join(b.options.Config, "keys", "*")))(t); len(matches) != 1 {
		t.Errorf("keys %v", matches)
	}
}

// A row that was put back is none to trust because the log is damaged somewhere else: who
// was an administrator once, or was deleted, does not come back by it.
func TestAcceptBadLogBringsNobodyBack(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	for name, since := range map[string]func(b *bench, admin *Session, id PersonID) error{
		"demoted": func(b *bench, admin *Session, id PersonID) error {
			return errOf(admin.SetRole(b.Context(), id, RoleUser))
		},
		"deleted": func(b *bench, admin *Session, id PersonID) error {
			return admin.DeleteUser(b.Context(), id, "kimura.a")
		},
		"MFA on": func(b *bench, _ *Session, _ PersonID) error {
			b.enrol(must2(b.SignIn(b.Context(), "kimura.a", userPassword))(b.T))
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, KindMulti)
			id := b.secondAdministrator(b.admin())
			b.closeOffice()
			early := keep(t, b.options)
			b.want("", b.reopen())
			b.want("", since(b, b.admin(), id))
			b.closeOffice()
			var put []string
			if name != "deleted" {
				put = append(put, "DELETE FROM user WHERE login = 'kimura.a'")
			}
			editFrom(t, b.options, early, append(put,
				"INSERT INTO user SELECT * FROM early.user WHERE login = 'kimura.a'",
				"UPDATE activity SET time = time + 1 WHERE seq = 2")...)
			b.want("", Recover(t.Context(), b.options, b.kitText(), true))
			for range 2 {
				b.want("", b.reopen())
				s, p, err := b.SignIn(t.Context(), "kimura.a", userPassword)
				if s != nil || p != nil {
					t.Error("somebody came back")
				}
				b.want(CodeTamperedPerson, err)
			}
			b.admin()
		})
	}
}

// Nor does an account row with a kit that is void: no file is accepted with it.
func TestAcceptBadLogNeedsTheNewestKit(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	b := newBench(t, KindMulti)
	old := b.kitText()
	b.closeOffice()
	early := keep(t, b.options)
	b.want("", b.reopen())
	b.want("", b.admin().NewKit(t.Context(), must(NewRecoveryKit())(t)))
	b.closeOffice()
	editFrom(t, b.options, early,
		"DELETE FROM account", "INSERT INTO account SELECT * FROM early.account",
		"UPDATE activity SET time = time + 1 WHERE seq = 2")
	b.want(CodeTamperedFile, Recover(t.Context(), b.options, old, true))
}

// Nor does another account's kit count where the first account was taken out.
func TestAcceptBadLogWithoutTheFirstAccount(t *testing.T) {
	onlyFile(t, "a bad log of a server is accepted by nobody")
	for name, more := range map[string][]string{
		"people": {"DELETE FROM activity"},
		"log":    {"DELETE FROM user WHERE login <> 'hara.s'"},
	} {
		b := newBench(t, KindMulti)
		b.allowAccounts()
		kit := must(NewRecoveryKit())(t)
		b.want("", b.CreateAccount(t.Context(), Setup{Kind: KindSingle, Login: "hara.s", Name: "原", Password: "a garden in november", Kit: kit}))
		b.closeOffice()
		edit(t, b.options, append(more, "DELETE FROM account WHERE name = '山田商店'")...)
		if name == "log" {
			edit(t, b.options, "UPDATE activity SET time = time + 1 WHERE seq = 1")
		}
		groups := kit.Groups()
		err := Recover(t.Context(), b.options, strings.Join(groups[:], ""), true)
		if CodeOf(err) != CodeTamperedFile {
			t.Errorf("%s: %v", name, err)
		}
	}
}
