package settings_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// The links at the top lead to the sections, and the keyboard goes on there.
func TestContentsLeadToTheSections(t *testing.T) {
	s := screentest.OnSettings(t, model.KindMulti)
	link := func(key string) *widgets.Button {
		found, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Kind == widgets.KindLink && b.Text == i18n.T(key) })
		if !ok {
			t.Fatalf("no link %q:\n%s", i18n.T(key), s.Text())
		}
		return found
	}
	desk := s.Button("support_desk.add")
	if s.AreaOf(desk).Bottom < 720 {
		t.Fatal("there is nothing to scroll to")
	}
	test.Tap(link("support_desk.title"))
	if at := s.AreaOf(desk); at.Top < 60 || at.Bottom > 720 {
		t.Errorf("the section is at %v", at)
	}
	s.Focused(desk, "its first control")
	s.Unscroll()
	s.Window.Canvas().Focus(link("settings_page.rules"))
	s.Press(fyne.KeyReturn)
	check, _ := screentest.Find(s, func(c *widgets.Check) bool { return c.Text == i18n.T("settings_page.require") })
	s.Focused(check, "the first rule")
	if top := s.AreaOf(check).Top; top > 200 {
		t.Errorf("the section begins at %v", top)
	}
}

// A section that is not there yet has no link.
func TestContentsNameOnlyWhatIsThere(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Hold = true
	s.Follow("shell.settings")
	linked := func(key string) bool {
		_, found := screentest.Find(s, func(b *widgets.Button) bool {
			return b.Kind == widgets.KindLink && b.Text == i18n.T(key) && screentest.Shown(b)
		})
		return found
	}
	if linked("settings_page.rules") || linked("backup.title") || !linked("kit.label") {
		t.Errorf("before the settings are read:\n%s", s.Text())
	}
	s.Run()
	if !linked("settings_page.rules") || !linked("backup.title") {
		t.Errorf("after the settings are read:\n%s", s.Text())
	}
}
