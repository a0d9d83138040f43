package screens

import (
	"testing"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// Only administrators of the first account see anything of backups.
func TestBackupsOfTheFirstAccountOnly(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithSettings(func(settings *model.Settings) { settings.MoreAccounts = true })
	office, err := model.Open(t.Context(), s.Options)
	s.Must(err)
	kit, err := model.NewRecoveryKit()
	s.Must(err)
	s.Must(office.CreateAccount(t.Context(), model.Setup{
		Kind: model.KindSingle, Login: "hara.s", Name: "原", Password: screentest.UserPassword, Kit: kit,
	}))
	s.Must(office.Close())
	s.BreakBackups()
	s.Begin()
	s.SignIn("hara.s", screentest.UserPassword)
	s.Follow("shell.settings")
	if s.Sees(i18n.T("backup.card_text")) {
		t.Error("another account is led to the backups")
	}
	if newsOf(s).f.Banners().Visible() {
		t.Errorf("another account sees the backups:\n%s", s.Text())
	}
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	if !newsOf(s).backupFailure.Visible() {
		t.Error("the first account's administrator does not hear that the backup failed")
	}
}

func TestFailedDailyBackupIsTold(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.BreakBackups()
	s.Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	if newsOf(s).f.Banners().Visible() {
		t.Errorf("a user sees it:\n%s", s.Text())
	}
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
	wanted := i18n.T("backup.failed", "Time", "2026/11/22 13:05", "Why", messages.WithRemedy(&model.Error{Code: model.CodeBackupFolder, Path: s.UsualFolder()}, "\n"))
	if got := newsOf(s).backupFailure.Text(); got != wanted {
		t.Errorf("the news say %q, not %q", got, wanted)
	}
	if !s.Logged("daily backup") {
		t.Error("it is not in the log")
	}
	s.Tap("news.open_backup")
	s.OnPage("backup")
	if newsOf(s).f.Banners().Visible() {
		t.Error("it is reported twice")
	}
	s.Says(wanted)
	s.Follow("shell.users")
	if !newsOf(s).backupFailure.Visible() {
		t.Error("the news are gone before anybody has read them")
	}
	s.Tap("common.close")
	if newsOf(s).f.Banners().Visible() {
		t.Error("the news stay")
	}
	s.W.Flow.GoTo(window.RouteBackup)
	s.Says(wanted)
	s.RepairBackups()
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	if newsOf(s).f.Banners().Visible() {
		t.Errorf("it was mended:\n%s", s.Text())
	}
}
