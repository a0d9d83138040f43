package model

import "testing"

// Bug: an ID that was pasted with characters nobody sees, or with another hyphen, is
// another ID: somebody cannot sign in, stands there twice, or cannot be deleted.
func TestIDIsOneWhereverItIsTyped(t *testing.T) {
	const pasted = "\ufeff\u202aＹａｍａｄａ\u200b‐ｔ\u202c "
	b := newBench(t, KindMulti)
	boss := b.admin()
	p, temporary, err := boss.AddUser(t.Context(), NewUser{Login: pasted, Details: Details{Name: "山田 太郎"}})
	b.want("", err)
	if p.Login != "yamada-t" {
		t.Fatalf("kept as %+q", p.Login)
	}
	for _, again := range []string{"yamada-t", "yamada−t", "yamadaーt", "ya\u00admada—t"} {
		_, _, err := boss.AddUser(t.Context(), NewUser{Login: again, Details: Details{Name: "山田 太郎"}})
		b.want(CodeLoginTaken, err)
	}
	s, _, err := b.SignIn(t.Context(), pasted, temporary)
	b.want("", err)
	b.want("", s.ChangePassword(t.Context(), "", userPassword))
	_, _, err = b.RecoverPassword(t.Context(), "\u2066ｓａｔｏ.h\u2069", b.kitText(), adminPassword+" 2")
	b.want("", err)
	boss, _, err = b.SignIn(t.Context(), "sato.h\u200b", adminPassword+" 2")
	b.want("", err)
	b.want(CodeLoginDiffers, boss.DeleteUser(t.Context(), p.ID, "yamada.t"))
	b.want("", boss.DeleteUser(t.Context(), p.ID, pasted))

	o := newBench(t, KindMulti)
	o.allowAccounts()
	b.want("", o.CreateAccount(t.Context(), Setup{
		Kind: KindSingle, Login: "ｈａｒａ‐s\u200b", Name: "原", Password: adminPassword + " too", Kit: must(NewRecoveryKit())(t),
	}))
	s, _, err = o.SignIn(t.Context(), "hara-s", adminPassword+" too")
	if b.want("", err); s.Person().Login != "hara-s" {
		t.Errorf("kept as %+q", s.Person().Login)
	}
}

// Bug: a name of characters that show nothing passes as a name, and stands in the table,
// on sheets and in requests as a gap.
func TestNamesOfNothingVisible(t *testing.T) {
	b := newBench(t, KindMulti)
	boss := b.admin()
	for _, nothing := range []string{"\u3164", "\u2800", "\u200b", "\u00ad", "\u200d", "\ufe0f", "\u034f", "\ufdd0\uffff", " \u3164　\u2800"} {
		_, _, err := boss.AddUser(t.Context(), NewUser{Login: "yamada.t", Details: Details{Name: nothing}})
		b.want(CodeNameEmpty, err)
		b.want(CodeNameEmpty, boss.ChangeSettings(t.Context(), Settings{Name: nothing, Policy: DefaultPolicy()}))
		kit := must(NewRecoveryKit())(t)
		b.want(CodeNameEmpty, Setup{Kind: KindMulti, Office: nothing, Login: "hara.s", Name: "原", Kit: kit}.CheckNames())
		b.want(CodeNameEmpty, Setup{Kind: KindMulti, Office: "森工務店", Login: "hara.s", Name: nothing, Kit: kit}.CheckNames())
		typed := Details{}
		for _, f := range PersonFields {
			f.Set(&typed, nothing)
		}
		typed.Name = "山田"
		if got := typed.tidy(); got != (Details{Name: "山田"}) {
			t.Errorf("%+q is kept: %+q", nothing, got)
		}
	}
	b.want(CodeNameControl, CheckName("山田\uffff"))
}

// Bug: a password that was pasted with a line end or a tab is kept with it, and can never
// be typed again.
func TestNewPasswordsCanBeTyped(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	for _, password := range []string{
		"a long enough password\n", "a long enough password\r\n", "a long\tenough password", "\x00a long enough password", "a long enough\x7fpassword",
		"a long enough\u0085password", "a long enough\u2028password", "\ufeffa long enough password", "a long\u200benough password",
		"a long\u00adenough password", "\u202aa long enough password", "a long enough password\ufdd0",
	} {
		for way, err := range map[string]error{
			"first run and further accounts": Setup{Kind: KindMulti, Office: "森工務店", Login: "hara.s", Name: "原", Password: password}.CheckPassword(),
			"change":                         s.ChangePassword(t.Context(), userPassword, password),
			"while it is typed":              s.CheckPassword(password),
			"recovery":                       errOf2(b.RecoverPassword(t.Context(), "sato.h", b.kitText(), password)),
			"a support key":                  errOf2(NewSupportKey(password)),
		} {
			if b.want(CodePasswordControl, err); err.(*Error).Field == "" {
				t.Errorf("%s: at no field", way)
			}
		}
	}
	for _, password := range []string{"がんばれがんばれがんばれ 2026年", "👩‍💻❤\ufe0f" + "sanbiki no neko", "葛\U000e0100城の駅で待ちあわせた三人と犬"} {
		b.want("", CheckPassword(password, MinPassword))
	}
}

// Whoever has such a password from before still signs in with it.
func TestOldPasswordsWithControlCharactersStayGood(t *testing.T) {
	b := newBench(t, KindMulti)
	_, s := b.user("takahashi.k")
	const old = "a long enough password\t"
	b.want("", b.write(t.Context(), func(w *writing) error {
		u, err := w.userByLogin("takahashi.k")
		if err != nil {
			return err
		}
		if _, err := b.setPassword(u, &s.userKey, recipients{}, foldPassword(old), false); err != nil {
			return err
		}
		return w.update(u, event{kind: ActivityPasswordChanged, actor: u, target: u})
	}))
	b.want("", errOf2(b.SignIn(t.Context(), "takahashi.k", old)))
}

// Japanese mobile carriers gave out addresses that no standard allows.
func TestMobileAddresses(t *testing.T) {
	for _, address := range []string{"a..b@docomo.ne.jp", "a.@docomo.ne.jp", "a.b...@ezweb.ne.jp", "a@docomo.ne.jp", ""} {
		if err := CheckEmail(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{".a@docomo.ne.jp", ".@docomo.ne.jp", "@docomo.ne.jp", "a@docomo..ne.jp", "a@docomo.ne.jp.", "a.b", "a..b@", "a b..@c.jp", "a@b@c.jp"} {
		if CheckEmail(address) == nil {
			t.Errorf("%s passes", address)
		}
	}
}

func errOf2[R, S any](_ R, _ S, err error) error { return err }
