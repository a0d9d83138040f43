package settings_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/settings"
	"qlingo/screens/widgets"
)

// typedIn is what stands in a field.
func typedIn(s *screentest.Harness, key string) string {
	s.T.Helper()
	return s.Field(key).Entry.(*widgets.Entry).Text
}

// Saving one section neither saves nor loses what was typed in the other.
func TestEachSectionIsSavedByItself(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	account, rules := s.SaveButton("settings_page.account"), s.SaveButton("settings_page.rules")
	if !account.Disabled() || !rules.Disabled() {
		t.Fatal("there is something to save before anything is typed")
	}
	s.Fill(s.Field("settings_page.idle"), "45")
	if !account.Disabled() || rules.Disabled() {
		t.Error("the wrong section wakes")
	}
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Stays("a saved section", func() { s.SaveSection("settings_page.account") })
	if got := settingsOf(s); got.Name != "山田 本店" || got.IdleMinutes != 10 {
		t.Errorf("stored %+v", got)
	}
	if got := typedIn(s, "settings_page.idle"); got != "45" || rules.Disabled() || !account.Disabled() {
		t.Errorf("the other section holds %q", got)
	}
	s.Shows("settings_page.saved")
	s.Fill(s.Field("settings_page.office"), "山田")
	if s.Readable(i18n.T("settings_page.saved")) {
		t.Error("the last result stands beside a new change")
	}
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	if !account.Disabled() {
		t.Error("there is something to save although all is as before")
	}
	s.SaveSection("settings_page.rules")
	if got := settingsOf(s); got.Name != "山田 本店" || got.IdleMinutes != 45 {
		t.Errorf("stored %+v", got)
	}
}

// What another administrator saved meanwhile stays, and appears where nothing was typed.
func TestSectionsAreLoadedAgainButForWhatWasTyped(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Boss(func(boss *model.Session) {
		seen, err := boss.Settings(t.Context())
		s.Must(err)
		edited := seen
		edited.IdleMinutes = 3
		s.Must(boss.EditSettings(t.Context(), seen, edited))
	})
	s.Page().(interface{ Load() }).Load()
	name, idle := typedIn(s, "settings_page.office"), typedIn(s, "settings_page.idle")
	if name != "山田 本店" || idle != "3" {
		t.Errorf("the fields hold %q, %q", name, idle)
	}
	s.SaveSection("settings_page.account")
	if got := settingsOf(s); got.Name != "山田 本店" || got.IdleMinutes != 3 {
		t.Errorf("stored %+v", got)
	}
}

// What two administrators change in one section at the same time is kept of both.
func TestTwoEditOneSection(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.idle"), "45")
	s.Boss(func(boss *model.Session) {
		seen, err := boss.Settings(t.Context())
		s.Must(err)
		edited := seen
		edited.RequireMFA = true
		s.Must(boss.EditSettings(t.Context(), seen, edited))
	})
	s.Page().(interface{ Load() }).Load() // does not take what was typed
	s.SaveSection("settings_page.rules")
	if got := settingsOf(s); !got.RequireMFA || got.IdleMinutes != 45 {
		t.Errorf("stored %+v", got)
	}
	s.Page().(interface{ Load() }).Load()
	if check, _ := screentest.Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("settings_page.require") }); !check.Checked {
		t.Error("the page does not show what the other one has changed")
	}
}

// What was read before something was saved is not shown after it.
func TestLateSettingsAreReadAgain(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	page := s.Page().(*settings.SettingsPage)
	before, late := page.Seen(), settingsOf(s)
	s.Fill(s.Field("settings_page.idle"), "45")
	s.SaveSection("settings_page.rules")
	page.Answered(before, late, 0)
	if got := typedIn(s, "settings_page.idle"); got != "45" {
		t.Errorf("the field holds %q", got)
	}
}

// The button that goes to sleep hands the keyboard back.
func TestSavingByKeyboardKeepsThePlace(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	idle := s.Field("settings_page.idle")
	s.Fill(idle, "45")
	s.Window.Canvas().Focus(s.SaveButton("settings_page.rules"))
	s.Press(fyne.KeyReturn)
	s.Focused(idle.Entry.(fyne.Focusable), "the field edited last")
	if settingsOf(s).IdleMinutes != 45 {
		t.Error("not saved")
	}
}

func TestUnsavedSettingsAreAskedAbout(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.idle"), "45")
	s.Follow("shell.users")
	if s.Dialogs("unsaved") != 1 {
		t.Fatal("left without asking")
	}
	s.Key(fyne.KeyEscape)
	s.OnPage("settings")
	if got := s.Field("settings_page.idle").Entry.(*widgets.Entry).Text; got != "45" {
		t.Errorf("what was typed is %q", got)
	}
	s.Tap("shell.sign_out")
	s.Key(fyne.KeyEscape)
	s.OnPage("settings")
	s.W.OnClose()
	s.W.OnClose() // a second click on the cross asks no second time
	s.Key(fyne.KeyEscape)
	if s.Window.Canvas().Overlays().Top() != nil || s.Quit || s.Dialogs("unsaved") != 3 {
		t.Fatal("closed without asking")
	}
	s.Follow("shell.users")
	s.Tap("unsaved.leave")
	s.OnPage("users")
	s.W.OnClose()
	if !s.Quit {
		t.Error("another page asks")
	}
}

// Enter saves everything and goes on: to another page, out, or to the desktop.
func TestLeavingSavesFirst(t *testing.T) {
	for name, c := range map[string]struct {
		leave func(*screentest.Harness)
		left  func(*screentest.Harness) bool
	}{
		"a link": {
			func(s *screentest.Harness) { s.Follow("shell.users") },
			func(s *screentest.Harness) bool { return s.Page().Name() == "users" },
		},
		"signing out": {
			func(s *screentest.Harness) { s.Tap("shell.sign_out") },
			func(s *screentest.Harness) bool { return s.W.Session() == nil },
		},
		"closing": {
			func(s *screentest.Harness) { s.W.OnClose() },
			func(s *screentest.Harness) bool { return s.Quit },
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.OnSettings(t, model.KindMulti)
			s.Fill(s.Field("settings_page.idle"), "45")
			s.Fill(s.Field("settings_page.office"), "山田 本店")
			c.leave(s)
			s.EnterIsSafe("unsaved settings")
			s.Focused(s.Button("unsaved.save"), "save and leave")
			s.Confirm()
			if !c.left(s) {
				t.Errorf("still there:\n%s", s.Text())
			}
			if s.W.Session() == nil {
				s.SignIn("sato.h", screentest.AdminPassword)
			}
			if got := settingsOf(s); got.Name != "山田 本店" || got.IdleMinutes != 45 {
				t.Errorf("stored %+v", got)
			}
		})
	}
}

// Who cannot save stays and sees why at the field; nothing else is saved either.
func TestLeavingStaysWhereSavingFails(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Fill(s.Field("settings_page.idle"), "61")
	s.Follow("shell.users")
	s.Confirm()
	s.OnPage("settings")
	idle := s.Field("settings_page.idle")
	if idle.Error() == "" {
		t.Error("the field does not say what is wrong")
	}
	s.Focused(idle.Entry.(fyne.Focusable), "the field that is wrong")
	if got := settingsOf(s); got.Name == "山田 本店" {
		t.Errorf("stored %+v", got)
	}
	s.Follow("shell.users")
	s.Tap("common.cancel")
	s.OnPage("settings")
	if got := typedIn(s, "settings_page.idle"); got != "61" {
		t.Errorf("what was typed is %q", got)
	}
}

// Rules that stop people at once are asked about here, too, and lead to MFA behind the page that was wanted.
func TestLeavingWithRulesThatHoldAtOnce(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Check("settings_page.require")
	s.Fill(s.Field("settings_page.grace"), "0")
	s.Follow("shell.users")
	s.Confirm()
	s.Shows("settings_page.no_grace_text", "Count", "1")
	s.Tap("common.cancel")
	s.OnPage("settings")
	s.Follow("shell.users")
	s.Confirm()
	s.Tap("settings_page.no_grace_confirm")
	s.OnPage("must_enrol")
}

// Behind a lock nothing can be saved: closing offers only what works.
func TestClosingALockedWindowWithUnsavedSettings(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.idle"), "45")
	s.W.Lock()
	s.W.OnClose()
	s.Shows("unsaved.locked_text")
	if _, offered := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("unsaved.save") }); offered || s.Quit {
		t.Errorf("closed, or saving is offered:\n%s", s.Text())
	}
	s.Tap("unsaved.leave")
	if !s.Quit {
		t.Error("it does not close")
	}
}

// Two sections that are saved at the same time leave nothing unsaved, and leaving waits for what is being saved.
func TestSectionsAreSavedAtTheSameTime(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Fill(s.Field("settings_page.idle"), "45")
	s.Hold = true
	s.SaveSection("settings_page.account")
	s.SaveSection("settings_page.rules")
	s.Run()
	if got := settingsOf(s); got.Name != "山田 本店" || got.IdleMinutes != 45 {
		t.Errorf("stored %+v", got)
	}
	for _, section := range []string{"settings_page.account", "settings_page.rules"} {
		if !s.SaveButton(section).Disabled() {
			t.Errorf("%s is unsaved", section)
		}
	}
	if s.Page().(interface{ Unsaved() bool }).Unsaved() {
		t.Error("something is unsaved")
	}
}

// Leaving while a section is being saved waits for it.
func TestLeavingWaitsForASection(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	s.Fill(s.Field("settings_page.office"), "山田 本店")
	s.Hold = true
	s.SaveSection("settings_page.account")
	s.Follow("shell.users")
	s.Tap("unsaved.save")
	s.Run()
	s.OnPage("users")
	if got := settingsOf(s); got.Name != "山田 本店" {
		t.Errorf("stored %+v", got)
	}
}
