package model

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
	"time"

	"qlingo/model/keys"
	"qlingo/model/keys/cheap"
)

// fixture is an office that an older version of the program made: an administrator, a user
// with this second step and these backup codes and one failure since, a suspended user;
// with a desk also an administrator with a second step, suzuki.m, who waits for its answer.
type fixture struct {
	version string
	secret  string // hex
	code    string
	kit     string
	desk    string // the passphrase of its support.age
	second  string // hex, the secret of suzuki.m
	policy  Policy
}

var fixtures = []fixture{
	{version: "v1", secret: "5681d247d4e2278e0b110103cd2f9aa77541c9d6", code: "7a744aae75e5dd9741e27511", policy: DefaultPolicy()},
	{
		version: "v2", secret: "d412678b01a1d51b05b3802c2f7fdea88a3649e0", code: "e97904f9286b6e09fc0fcfae",
		kit:    "8AQ31 5V0XF 3ND4Z TENAB 65YNG QY58M ZV6CD DRF6P",
		policy: Policy{GraceDays: 7, MinPassword: 16, IdleMinutes: 5, RememberID: true},
	},
	{
		version: "v3", secret: "da4156a6850f2fd00ddbfee7c462e30f4b9390c0", code: "73850a8954a0432420dfc1b1",
		kit: "AC024 ZJ25P V4MC6 S44F6 N9CCB P5VJ2 3R65R FV7BT", desk: "the desk answers from nine to five",
		second: "a9a7314f48153f842bd39a4e87c89083f4a0b484",
		policy: Policy{GraceDays: 10, MinPassword: 16, IdleMinutes: 8, RememberID: true},
	},
	{
		version: "v4", secret: "1cb781ba6c79e97d38bc7f7469a3631e87695337", code: "40e40681e51ca210b03d1163",
		kit: "zk6hn 591aq sgt8d kye5y 4c7y2 tx7z0 ny6a2 7y1eh", desk: "the desk answers from nine to five",
		second: "469616a7007410f2f9d047249d4d978fab4f0af1", policy: DefaultPolicy(),
	},
	{
		version: "v5", secret: "fd2cf58ceb6bc94c9d5f781cebde892b81ce2a03", code: "bb68bb62c6bd8eb1d11ab71b",
		kit: "56fg8 q5k79 s8hez ep0p3 69531 a87bw bs6mh 7r3z4", desk: "the desk answers from nine to five",
		second: "0d6cc30fd1fed7192503fd284b70318e71d5783f", policy: DefaultPolicy(),
	},
}

// oldBench is the office of the first version, not yet opened.
func oldBench(t *testing.T) *bench { return fixtures[0].bench(t) }

func (f fixture) bench(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, clock: &clock{now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}}
	b.options = Options{
		Data: filepath.Join(t.TempDir(), "data"), Config: filepath.Join(t.TempDir(), "config"), ForceFileKeys: true,
		Clock: b.clock.Now, Hash: keys.Light, Host: "受付 PC",
	}
	for from, to := range map[string]string{"data": b.options.Data, "config": b.options.Config} {
		b.want("", os.CopyFS(to, os.DirFS(filepath.Join("testdata", f.version, from))))
	}
	b.want("", os.Chmod(b.options.Database(), 0o600))
	t.Cleanup(func() { b.closeOffice() })
	return b
}

func TestOlderDatabaseIsBroughtUpToDate(t *testing.T) {
	for _, f := range fixtures {
		t.Run(f.version, f.broughtUpToDate)
	}
}

func (f fixture) broughtUpToDate(t *testing.T) {
	cheap.Real(t) // its backup codes were hashed so
	b := f.bench(t)
	before := must(os.ReadFile(b.options.Database()))(t)
	b.want("", b.reopen())
	secret := must(hex.DecodeString(f.secret))(t)
	user := must(b.pending("takahashi.k", userPassword).Enter(t.Context(), b.pin(secret)))(t)
	if got := user.News().Failures; got != 1 {
		t.Errorf("%d failures came along, want 1", got)
	}
	if p := user.Person(); !p.CodesMade.Equal(p.MFASince) || p.CodesMade.IsZero() {
		t.Errorf("the codes were made %v, MFA is on since %v", p.CodesMade, p.MFASince)
	}
	if got := user.Policy(); got != f.policy {
		t.Errorf("policy %+v", got)
	}
	_, _, err := b.SignIn(t.Context(), "tanaka.n", userPassword)
	b.want(CodeSuspended, err)
	must(b.pending("takahashi.k", userPassword).Enter(t.Context(), f.code))(t)
	if f.desk != "" {
		f.answered(b)
	}
	b.want("", b.admin().ChangeSettings(t.Context(), Settings{Name: "山田商店", Policy: DefaultPolicy()}))
	b.want("", b.reopen()) // as a database of this version
	b.admin()

	copied := b.options
	copied.Data = t.TempDir()
	kept := must(os.ReadFile(b.options.Database() + "." + f.version))(t)
	if len(kept) > len(before) || bytes.Equal(kept, must(os.ReadFile(b.options.Database()))(t)) {
		t.Error("the copy is not the old file")
	}
	if info := must(os.Stat(b.options.Database() + "." + f.version))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v", info.Mode())
	}
	b.want("", os.WriteFile(copied.Database(), kept, 0o600))
	b.closeOffice()
	_, err = Open(t.Context(), copied)
	b.want(CodeOldCopy, err) // whole, but behind the anchor
}

// answered lets the desk answer the request that was open in the older version.
func (f fixture) answered(b *bench) {
	b.Helper()
	p := b.pending("suzuki.m", userPassword)
	r := must(p.RequestSupport(b.Context(), false))(b.T)
	if !r.Created.Before(b.clock.Now().Add(-24 * time.Hour)) {
		b.Errorf("the open request was made anew, %v", r.Created)
	}
	file := must(os.ReadFile(filepath.Join("testdata", f.version, "support.age")))(b.T)
	d := must(OpenSupportKey(file, f.desk))(b.T)
	s := must(p.RedeemSupport(b.Context(), must(d.Sign(r.Text, b.clock.Now()))(b.T)))(b.T)
	if me := s.Person(); me.Role != RoleAdministrator || me.MFA {
		b.Errorf("%+v", me)
	}
}

// The copy goes after two weeks: it holds what was deleted since.
func TestOldCopyGoesInTheEnd(t *testing.T) {
	b := oldBench(t)
	odd := b.options.Data + " [1"
	b.want("", os.Rename(b.options.Data, odd))
	b.options.Data = odd
	b.clock.now = time.Now()
	b.want("", b.reopen())
	b.clock.add(copyLife - time.Hour)
	b.want("", b.reopen())
	must(os.Stat(b.options.Database() + ".v1"))(t)
	b.clock.add(2 * time.Hour)
	b.want("", b.reopen())
	if _, err := os.Stat(b.options.Database() + ".v1"); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}

// An interrupted change of the tables leaves the old file, which the next start takes up.
func TestInterruptedMigrationChangesNothing(t *testing.T) {
	b := oldBench(t)
	for n := 1; ; n++ {
		err := func() error {
			o, err := Open(newCountdown(t.Context(), n), b.options)
			b.Office = o
			return err
		}()
		if err == nil {
			if n < 20 {
				t.Errorf("done after %d looks at the context: nothing was interrupted", n)
			}
			break
		}
		b.want(CodeCanceled, err)
	}
	b.admin()
}

// Rows and logs that were changed while they were version 1 do not become good by it.
func TestMigrationVouchesForNothingBad(t *testing.T) {
	for name, c := range map[string]struct {
		edit string
		open Code
	}{
		"a person made administrator": {"UPDATE user SET role = 'administrator' WHERE login = 'takahashi.k'", ""},
		"a deleted person":            {"DELETE FROM user WHERE login = 'takahashi.k'", CodeTamperedLog},
		"a renamed office":            {"UPDATE account SET name = 'x'", CodeTamperedFile},
		"a changed log":               {"UPDATE activity SET time = time + 1 WHERE seq = 3", CodeTamperedLog},
	} {
		t.Run(name, func(t *testing.T) {
			b := oldBench(t)
			edit(t, b.options, c.edit)
			b.want(c.open, b.reopen())
			if c.open == "" {
				_, _, err := b.SignIn(t.Context(), "takahashi.k", userPassword)
				b.want(CodeTamperedPerson, err)
				b.admin()
			}
		})
	}
}
