package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/settings"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// onSettings shows the settings to an owner.
func onSettings(t *testing.T, kind model.AccountKind, users ...string) *stage {
	t.Helper()
	s := newStage(t).withOffice(kind, users...).begin()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.onPage("settings")
	return s
}

// settings asks the model.
func settingsOf(s *stage) model.Settings {
	s.t.Helper()
	settings, err := s.w.Session().Settings(context.Background())
	s.must(err)
	return settings
}

// check toggles a check box by keyboard.
func (s *stage) check(key string) {
	s.t.Helper()
	check, ok := find(s, func(c *widgets.Check) bool { return c.Text == i18n.T(key) })
	if !ok {
		s.t.Fatalf("no check %q:\n%s", i18n.T(key), s.text())
	}
	s.window.Canvas().Focus(check)
	check.TypedRune(' ')
}

func TestSettingsAreSavedByKeyboard(t *testing.T) {
	s := onSettings(t, model.KindMulti, "takahashi.k")
	s.fill(s.field("settings_page.office"), "山田 本店")
	s.check("settings_page.require")
	s.fill(s.field("settings_page.grace"), "１４")
	s.fill(s.field("settings_page.password"), "20")
	s.fill(s.field("settings_page.idle"), " 30 ")
	s.check("settings_page.remember")
	s.pick(s.selectOf(i18n.T("settings_page.new_accounts_nobody")), 1)
	s.window.Canvas().Focus(s.field("settings_page.idle").Entry.(fyne.Focusable))
	s.press(fyne.KeyReturn)
	want := model.Settings{Name: "山田 本店", First: true, Policy: model.Policy{
		RequireMFA: true, GraceDays: 14, MinPassword: 20, IdleMinutes: 30, MoreAccounts: true,
	}}
	if got := settingsOf(s); got != want {
		t.Fatalf("stored %+v", got)
	}
	s.says(i18n.T("settings_page.saved_due", "Time", "2026/12/06 13:05"))
	if got := s.who().Text; got != "山田 本店　佐藤 花子（管理者）" {
		t.Errorf("the bar says %q", got)
	}
	if s.saved.LastLogin != "" {
		t.Errorf("the ID is still remembered: %+v", s.saved)
	}
	s.follow("shell.my_page") // nothing is unsaved
	s.onPage("my_page")
}

// Following the news above the page must discard neither the input nor the question about it.
func TestNewsLeaveUnsavedSettingsAlone(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.fill(s.field("settings_page.office"), "山田 本店")
	in, ok := s.w.Current().(*shell)
	if !ok {
		t.Fatalf("%T is in front", s.w.Current())
	}
	in.news.onEnableMFA()
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	s.typed(phone(s.clock.now()))
	s.press(fyne.KeyReturn)
	s.note()
	s.tap("common.done")
	if got := s.field("settings_page.office").Entry.(*widgets.Entry).Text; got != "山田 本店" {
		t.Errorf("the name is %q again", got)
	}
	if s.w.OnClose(); s.quit || s.dialogs("unsaved") != 1 {
		t.Error("the window closes without a question")
	}
}

func TestSettingsAskForAnOldProof(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.clock.step(model.ProofLife)
	s.fill(s.field("settings_page.idle"), "5")
	s.tap("settings_page.save")
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.key(fyne.KeyEscape)
	if got := settingsOf(s).IdleMinutes; got != 10 {
		t.Errorf("stored %d", got)
	}
	s.tap("settings_page.save")
	password, _ := find(s, func(*widgets.PasswordEntry) bool { return true })
	s.write(password, adminPassword)
	s.press(fyne.KeyReturn)
	if got := settingsOf(s).IdleMinutes; got != 5 {
		t.Errorf("stored %d", got)
	}
}

func TestSettingsSayWhatIsWrongAtTheField(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	before := settingsOf(s)
	s.check("settings_page.require")
	for field, c := range map[string]struct{ typed, says string }{
		"settings_page.grace":    {"31", "0 から 30 までの数にしてください。"},
		"settings_page.password": {"65", "8 から 64 までの数にしてください。"},
		"settings_page.idle":     {"十", "1 から 60 までの数にしてください。"},
	} {
		f := s.field(field)
		good := f.Entry.(*widgets.Entry).Text
		s.fill(f, c.typed)
		if f.Error() != c.says {
			t.Errorf("%s %q: %q", field, c.typed, f.Error())
		}
		s.press(fyne.KeyReturn)
		if s.window.Canvas().Focused() != f.Entry.(fyne.Focusable) {
			t.Errorf("%s has not got the focus", field)
		}
		s.fill(f, "0")
		if complains := f.Error() != ""; complains {
			t.Errorf("%s complains of what is only begun: %q", field, f.Error())
		}
		s.press(fyne.KeyBackspace)
		if f.Error() != "" {
			t.Errorf("%s complains before anything is typed: %q", field, f.Error())
		}
		s.fill(f, good)
	}
	s.fill(s.field("settings_page.office"), " ")
	s.tap("settings_page.save")
	if got := s.field("settings_page.office").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("the name's field says %q", got)
	}
	if settingsOf(s) != before {
		t.Errorf("stored %+v", settingsOf(s))
	}
}

func TestShortPasswordsAreWarnedOf(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.check("settings_page.require")
	warned := func() bool {
		_, ok := find(s, func(n *widgets.Notice) bool {
			return n.Text() == i18n.T("settings_page.password_short", "Advised", 15)
		})
		return ok
	}
	for typed, want := range map[string]bool{"8": true, "14": true, "15": false, "7": false, "1": false} {
		s.fill(s.field("settings_page.password"), typed)
		if warned() != want {
			t.Errorf("%s: warned %t", typed, !want)
		}
	}
}

// Without required MFA passwords have 15 characters or more, and the page says why. A lower value is raised when the
// tick goes.
func TestShortPasswordsGoWithRequiredMFA(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	f := s.field("settings_page.password")
	s.shows("settings_page.password_why", "Least", 15)
	s.fill(f, "10")
	s.tap("settings_page.save")
	if got := f.Error(); got != i18n.T("failure.policy_range", "Min", 15, "Max", 64) {
		t.Errorf("the field says %q", got)
	}
	s.check("settings_page.require")
	if f.Error() != "" {
		t.Errorf("the field still says %q", f.Error())
	}
	s.fill(f, "10")
	s.tap("settings_page.save")
	if got := settingsOf(s).MinPassword; got != 10 {
		t.Errorf("stored %d", got)
	}
	s.check("settings_page.require")
	if got := f.Entry.(*widgets.Entry).Text; got != "15" {
		t.Errorf("the field holds %q", got)
	}
	s.tap("settings_page.save")
	if got := settingsOf(s); got.MinPassword != 15 || got.RequireMFA {
		t.Errorf("stored %+v", got)
	}
}

func TestUnsavedSettingsAreAskedAbout(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.fill(s.field("settings_page.idle"), "45")
	s.follow("shell.users")
	if s.dialogs("unsaved") != 1 {
		t.Fatal("left without asking")
	}
	s.key(fyne.KeyEscape)
	s.onPage("settings")
	if got := s.field("settings_page.idle").Entry.(*widgets.Entry).Text; got != "45" {
		t.Errorf("what was typed is %q", got)
	}
	s.tap("shell.sign_out")
	s.key(fyne.KeyEscape)
	s.onPage("settings")
	s.w.OnClose()
	s.key(fyne.KeyEscape)
	if s.quit || s.dialogs("unsaved") != 3 {
		t.Fatal("closed without asking")
	}
	s.follow("shell.users")
	s.tap("settings_page.unsaved_leave")
	s.onPage("users")
	s.w.OnClose()
	if !s.quit {
		t.Error("another page asks")
	}
}

// Zero days of grace apply to the person who sets them, too.
func TestRequiringAtOnceLeadsTheAdministratorToEnrolment(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.check("settings_page.require")
	s.fill(s.field("settings_page.grace"), "0")
	s.press(fyne.KeyReturn)
	s.shows("settings_page.no_grace_text", "Count", "1")
	s.press(fyne.KeyReturn) // stays
	s.onPage("settings")
	if settingsOf(s).RequireMFA {
		t.Error("Enter did not stay")
	}
	s.tap("settings_page.save")
	s.tap("settings_page.no_grace_confirm")
	s.onPage("must_enrol")
	s.tap("mfa.enable")
	s.enrol()
	s.onPage("settings")
	if got := settingsOf(s); !got.RequireMFA || got.GraceDays != 0 {
		t.Errorf("stored %+v", got)
	}
}

func TestSettingsCountWhoHasNoSecondStep(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k", "ito.m")
	s.withMFA("ito.m", userPassword)
	s.begin().signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.shows("settings_page.without_mfa", "Count", 2)
}

func TestSettingsOfASingleUser(t *testing.T) {
	s := onSettings(t, model.KindSingle)
	s.shows("settings_page.require_text_single")
	s.fill(s.field("settings_page.name"), "佐藤 花子")
	s.check("settings_page.require_single")
	s.tap("settings_page.save")
	if got := settingsOf(s); !got.RequireMFA || got.GraceDays != 7 {
		t.Errorf("stored %+v", got)
	}
}

// A hidden field does not stop anybody from saving.
func TestGraceOfNoRequirement(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.check("settings_page.require")
	s.fill(s.field("settings_page.grace"), "many")
	s.check("settings_page.require")
	s.fill(s.field("settings_page.idle"), "20")
	s.press(fyne.KeyReturn)
	if got := settingsOf(s); got.GraceDays != 7 || got.IdleMinutes != 20 || got.RequireMFA {
		t.Errorf("stored %+v", got)
	}
	if said := s.page().(*settings.SettingsPage).Saved; !said.Visible() || s.areaOf(said).bottom > 720 {
		t.Error("the answer is out of sight")
	}
}

func TestSettingsThatCannotBeRead(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.hold = true
	s.follow("shell.settings")
	page := s.page().(*settings.SettingsPage)
	if page.Main.Visible() || page.Unsaved() {
		t.Error("there is something to change before it was read")
	}
	s.run()
	if !page.Main.Visible() {
		t.Errorf("nothing to change:\n%s", s.text())
	}
}

func TestUsersHaveNoSettings(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	if _, ok := find(s, func(*widgets.MenuLink) bool { return true }); ok {
		t.Errorf("a user has a menu:\n%s", s.text())
	}
}

// The window locks after the account's own number of minutes.
func TestIdleMinutesOfThePolicy(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).withSettings(func(settings *model.Settings) { settings.IdleMinutes = 2 }).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Tick() // sees the focus
	s.clock.step(2*time.Minute - time.Second)
	s.w.Tick()
	s.onPage("users")
	s.clock.step(2 * time.Second)
	s.w.Tick()
	s.onPage("lock")
}

func TestSettingsMaster(t *testing.T) {
	s := onSettings(t, model.KindMulti)
	s.check("settings_page.require")
	s.fill(s.field("settings_page.password"), "12")
	s.master("settings")
}
