package model

import "testing"

const shortPassword = "kq7 vTz2"

// storePolicy writes what ChangeSettings does not allow, as an older version did.
func (b *bench) storePolicy(required, least int64) {
	b.Helper()
	b.want("", b.write(b.Context(), func(w *writing) error {
		a, err := w.account(w.o.first)
		if err != nil {
			return err
		}
		a.MFARequired, a.MinPassword = required, least
		return w.update(a, event{kind: ActivitySettingsChanged, account: a.ID})
	}))
}

// Attack: guess a short password whose owner has used a backup code, so that nothing but
// the password is left.
func TestShortPasswordsNeedRequiredMFA(t *testing.T) {
	b := newBench(t, KindMulti)
	admin := b.admin()
	short := DefaultPolicy()
	short.MinPassword = LeastMinPassword
	settings := func(p Policy) Settings { return Settings{Name: "山田商店", Policy: p} }
	b.want(CodePolicyRange, admin.ChangeSettings(t.Context(), settings(short)))
	short.RequireMFA = true
	b.want("", admin.ChangeSettings(t.Context(), settings(short)))
	b.want("", admin.ChangePassword(t.Context(), adminPassword, shortPassword))

	short.RequireMFA = false // the office changes its mind and leaves the number alone
	b.want("", admin.ChangeSettings(t.Context(), settings(short)))
	if got := admin.Policy().MinPassword; got != MinPassword {
		t.Errorf("passwords of %d are allowed without MFA", got)
	}
	b.want(CodePasswordShort, admin.ChangePassword(t.Context(), shortPassword, "another 1"))
	admin = b.again("sato.h", shortPassword) // what was set before goes on
	b.want("", admin.ChangePassword(t.Context(), shortPassword, adminPassword))
}

// The same where an older version let an office have short passwords without MFA: they count
// until the next new one, wherever that is set.
func TestShortPasswordsOfAnOlderVersion(t *testing.T) {
	b := newBench(t, KindMulti)
	b.storePolicy(1, LeastMinPassword)
	b.want("", b.admin().ChangePassword(t.Context(), adminPassword, shortPassword))
	b.storePolicy(0, LeastMinPassword)
	admin := b.again("sato.h", shortPassword)
	b.want(CodePasswordShort, admin.CheckPassword("another 1"))
	b.want(CodePasswordShort, admin.ChangePassword(t.Context(), shortPassword, "another 1"))
	_, _, err := b.RecoverPassword(t.Context(), "sato.h", b.kitText(), "another 1")
	b.want(CodePasswordShort, err)
	settings := must(admin.Settings(t.Context()))(t)
	if settings.MinPassword != MinPassword {
		t.Errorf("the settings show %d", settings.MinPassword)
	}
	settings.IdleMinutes = 5 // what is shown can be saved
	b.want("", admin.ChangeSettings(t.Context(), settings))
}
