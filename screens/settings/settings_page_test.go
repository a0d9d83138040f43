package settings_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/settings"
	"qlingo/screens/widgets"
)

// settingsOf asks the model.
func settingsOf(s *screentest.Harness) model.Settings {
	s.T.Helper()
	settings, err := s.W.Session().Settings(context.Background())
	s.Must(err)
	return settings
}

func TestSettingsAreSavedByKeyboard(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti, "takahashi.k")
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Pick(s.SelectOf(i18n.T("settings_page.new_accounts_nobody")), 1)
	s.Window.Canvas().Focus(s.Field("settings_page.office").Entry.(fyne.Focusable))
	s.Press(fyne.KeyReturn)
	if got := s.Who().Text; got != "山田 本店　佐藤 花子（管理者）" {
		t.Errorf("the bar says %q", got)
	}
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.grace"), "１４")
	s.Fill(s.Field("settings_page.password"), "20")
	s.Fill(s.Field("settings_page.idle"), " 30 ")
	s.Check("settings_page.remember")
	s.Window.Canvas().Focus(s.Field("settings_page.idle").Entry.(fyne.Focusable))
	s.Press(fyne.KeyReturn)
	want := model.Settings{Name: "山田 本店", First: true, Policy: model.Policy{
		RequireMFA: true, GraceDays: 14, MinPassword: 20, IdleMinutes: 30, MoreAccounts: true,
	}}
	if got := settingsOf(s); got != want {
		t.Fatalf("stored %+v", got)
	}
	s.Shows("settings_page.saved_due", "Time", "2026/12/06 13:05")
	if s.Saved.LastLogin != "" {
		t.Errorf("the ID is still remembered: %+v", s.Saved)
	}
	s.Follow("shell.my_page") // nothing is unsaved
	s.OnPage("my_page")
}

func TestSettingsAskForAnOldProof(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Clock.Step(model.ProofLife)
	s.Fill(s.Field("settings_page.idle"), "5")
	s.SaveSection("settings_page.rules")
	if s.Dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.Key(fyne.KeyEscape)
	if got := settingsOf(s).IdleMinutes; got != 10 {
		t.Errorf("stored %d", got)
	}
	s.SaveSection("settings_page.rules")
	password, _ := screentest.Find(s, func(*widgets.PasswordEntry) bool { return true })
	s.Write(password, screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	if got := settingsOf(s).IdleMinutes; got != 5 {
		t.Errorf("stored %d", got)
	}
}

func TestSettingsSayWhatIsWrongAtTheField(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	before := settingsOf(s)
	s.Check("settings_page.require")
	for field, c := range map[string]struct{ typed, says string }{
		"settings_page.grace":    {"31", "0 から 30 までの数にしてください。"},
		"settings_page.password": {"65", "8 から 64 までの数にしてください。"},
		"settings_page.idle":     {"十", "1 から 60 までの数にしてください。"},
	} {
		f := s.Field(field)
		good := f.Entry.(*widgets.Entry).Text
		s.Fill(f, c.typed)
		if f.Error() != c.says {
			t.Errorf("%s %q: %q", field, c.typed, f.Error())
		}
		s.Press(fyne.KeyReturn)
		if s.Window.Canvas().Focused() != f.Entry.(fyne.Focusable) {
			t.Errorf("%s has not got the focus", field)
		}
		s.Fill(f, "0")
		if complains := f.Error() != ""; complains {
			t.Errorf("%s complains of what is only begun: %q", field, f.Error())
		}
		s.Press(fyne.KeyBackspace)
		if f.Error() != "" {
			t.Errorf("%s complains before anything is typed: %q", field, f.Error())
		}
		s.Fill(f, good)
	}
	s.Fill(s.Field("settings_page.office"), " ")
	s.SaveSection("settings_page.account")
	if got := s.Field("settings_page.office").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("the name's field says %q", got)
	}
	if settingsOf(s) != before {
		t.Errorf("stored %+v", settingsOf(s))
	}
}

func TestShortPasswordsAreWarnedOf(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Check("settings_page.require")
	warned := func() bool {
		_, ok := screentest.Find(s, func(n *widgets.Notice) bool {
			return n.Text() == i18n.T("settings_page.password_short", "Advised", 15)
		})
		return ok
	}
	for typed, want := range map[string]bool{"8": true, "14": true, "15": false, "7": false, "1": false} {
		s.Fill(s.Field("settings_page.password"), typed)
		if warned() != want {
			t.Errorf("%s: warned %t", typed, !want)
		}
	}
}

// Without required MFA passwords have 15 characters or more, and the page says why. A lower value is raised when the
// tick goes.
func TestShortPasswordsGoWithRequiredMFA(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	f := s.Field("settings_page.password")
	s.Shows("settings_page.password_why", "Least", 15)
	s.Fill(f, "10")
	s.SaveSection("settings_page.rules")
	if got := f.Error(); got != i18n.T("failure.policy_range", "Min", 15, "Max", 64) {
		t.Errorf("the field says %q", got)
	}
	s.Check("settings_page.require")
	if f.Error() != "" {
		t.Errorf("the field still says %q", f.Error())
	}
	s.Fill(f, "10")
	s.SaveSection("settings_page.rules")
	if got := settingsOf(s).MinPassword; got != 10 {
		t.Errorf("stored %d", got)
	}
	s.Check("settings_page.require")
	if got := f.Entry.(*widgets.Entry).Text; got != "15" {
		t.Errorf("the field holds %q", got)
	}
	s.SaveSection("settings_page.rules")
	if got := settingsOf(s); got.MinPassword != 15 || got.RequireMFA {
		t.Errorf("stored %+v", got)
	}
}

// Zero days of grace apply to the person who sets them, too.
func TestRequiringAtOnceLeadsTheAdministratorToEnrolment(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.grace"), "0")
	s.Press(fyne.KeyReturn)
	s.Shows("settings_page.no_grace_text", "Count", "1")
	s.Press(fyne.KeyReturn) // stays
	s.OnPage("settings")
	if settingsOf(s).RequireMFA {
		t.Error("Enter did not stay")
	}
	s.SaveSection("settings_page.rules")
	s.Tap("settings_page.no_grace_confirm")
	s.OnPage("must_enrol")
	s.Tap("mfa.enable")
	s.Enrol()
	s.OnPage("settings")
	if got := settingsOf(s); !got.RequireMFA || got.GraceDays != 0 {
		t.Errorf("stored %+v", got)
	}
}

func TestSettingsCountWhoHasNoSecondStep(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k", "ito.m")
	s.WithMFA("ito.m", screentest.UserPassword)
	s.Begin().SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Shows("settings_page.without_mfa", "Count", 2)
}

func TestSettingsOfASingleUser(t *testing.T) {
	s := screentest.OnSettings(t, model.KindSingle)
	s.Shows("settings_page.require_text_single")
	s.Fill(s.Field("settings_page.name"), "佐藤 次郎")
	s.SaveSection("settings_page.account")
	s.Check("settings_page.require_single")
	s.SaveSection("settings_page.rules")
	if got := settingsOf(s); !got.RequireMFA || got.GraceDays != 7 || got.Name != "佐藤 次郎" {
		t.Errorf("stored %+v", got)
	}
}

// A hidden field does not stop anybody from saving.
func TestGraceOfNoRequirement(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.grace"), "many")
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.idle"), "20")
	s.Press(fyne.KeyReturn)
	if got := settingsOf(s); got.GraceDays != 7 || got.IdleMinutes != 20 || got.RequireMFA {
		t.Errorf("stored %+v", got)
	}
	said, ok := screentest.Find(s, func(text *widgets.Text) bool { return text.Text == i18n.T("settings_page.saved") })
	if !ok || s.AreaOf(said).Bottom > 720 {
		t.Error("the answer is out of sight")
	}
}

func TestSettingsThatCannotBeRead(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Hold = true
	s.Follow("shell.settings")
	page := s.Page().(*settings.SettingsPage)
	if page.Sections[0].Visible() || page.Unsaved() {
		t.Error("there is something to change before it was read")
	}
	s.Run()
	if !page.Sections[0].Visible() {
		t.Errorf("nothing to change:\n%s", s.Text())
	}
}

func TestUsersHaveNoSettings(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	if _, ok := screentest.Find(s, func(*widgets.MenuLink) bool { return true }); ok {
		t.Errorf("a user has a menu:\n%s", s.Text())
	}
}

// The window locks after the account's own number of minutes.
func TestIdleMinutesOfThePolicy(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithSettings(func(settings *model.Settings) { settings.IdleMinutes = 2 }).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.Tick() // notices the focus
	s.Clock.Step(2*time.Minute - time.Second)
	s.W.Tick()
	s.OnPage("users")
	s.Clock.Step(2 * time.Second)
	s.W.Tick()
	s.OnPage("lock")
}

func TestSettingsMaster(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.password"), "12")
	s.Master("settings")
}
