package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
)

// readable reports whether a text is there and not hidden.
func (s *stage) readable(text string) bool {
	_, ok := find(s, func(t *widgets.Text) bool { return t.Text == text })
	return ok
}

func (s *stage) showsText(text string) {
	s.t.Helper()
	if !s.readable(text) {
		s.t.Errorf("nobody can read %q:\n%s", text, s.text())
	}
}

// helpOpens presses F1 wherever the focus is, checks what opens, and closes it again.
func (s *stage) helpOpens(answer string) {
	s.t.Helper()
	before := s.window.Canvas().Focused()
	opened := s.dialogs("help")
	s.key(fyne.KeyF1)
	if s.dialogs("help") != opened+1 {
		s.t.Fatalf("no help on %s:\n%s", s.w.PageName(), s.text())
	}
	s.showsText(i18n.T(answer))
	s.key(fyne.KeyEscape)
	if s.window.Canvas().Focused() != before {
		s.t.Errorf("the keyboard is not back where it was on %s", s.w.PageName())
	}
}

// F1 works on every page, whatever has the focus, and every page shows a link to the help.
func TestHelpFromEveryPage(t *testing.T) {
	s := newStage(t).begin()
	s.helpOpens("help.enable_text")
	s.tap("help.link")
	s.showsText(i18n.T("help.enable_text"))

	s = newStage(t).begin()
	s.w.Flow.ToFailure(failed(model.CodeKeyMissing))
	s.helpOpens("help.enable_text")
	s.button("help.link")

	s = newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.withMFA("takahashi.k", userPassword)
	s.begin()
	s.helpOpens("help.password_text")
	s.button("help.link")
	s.window.Canvas().Unfocus()
	s.helpOpens("help.password_text")
	s.window.Canvas().Focus(s.button("login.submit"))
	s.helpOpens("help.password_text")
	s.signIn("takahashi.k", userPassword)
	s.onPage("pin")
	s.helpOpens("help.pin_text")
	s.button("help.link")
	s.tap("pin.back")

	s.signIn("sato.h", adminPassword)
	s.onPage("users")
	s.helpOpens("help.reset_text")
	s.follow("help.title")
	s.showsText(i18n.T("help.reset_text"))
	s.key(fyne.KeyEscape)
	page, _ := s.page().(*people.UsersPage)
	s.window.Canvas().Focus(page.Table.Focusable())
	s.helpOpens("help.reset_text")
	s.follow("shell.settings")
	s.helpOpens("help.enable_text")
}

// In a dialog F1 opens the help above it, and Escape returns to the dialog.
func TestHelpOverADialog(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.tap("users.add")
	s.fill(s.field("users.login"), "ito.t")
	s.helpOpens("help.reset_text")
	if s.dialogs("user_form") != 1 || s.field("users.login").Entry.(*widgets.Entry).Text != "ito.t" {
		t.Errorf("the form is gone:\n%s", s.text())
	}
	s.key(fyne.KeyF1)
	s.key(fyne.KeyF1)
	if s.dialogs("help") != 2 {
		t.Errorf("help opened over itself")
	}
}

// The help over a locked window says nothing about the session, and closes when the window is unlocked.
func TestHelpWhenLocked(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.w.Lock()
	s.helpOpens("help.password_text")
	s.fill(s.field("login.password"), adminPassword)
	s.hold = true
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyF1)
	help := s.window.Canvas().Overlays().Top()
	for _, o := range test.LaidOutObjects(help) {
		if text, ok := o.(*widgets.Text); ok && (strings.Contains(text.Text, "佐藤") || strings.Contains(text.Text, "sato.h")) {
			t.Errorf("the help names somebody: %s", text.Text)
		}
	}
	s.run()
	s.onPage("users")
	for _, o := range s.window.Canvas().Overlays().List() {
		if o == help {
			t.Error("the help of the lock page stays over the page")
		}
	}
	s.helpOpens("help.reset_text")
}

// Answers open and close by keyboard, one at a time.
func TestHelpShowsOneAnswer(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.key(fyne.KeyF1)
	shown := func() (keys []string) {
		for _, topic := range forms.Topics() {
			if s.readable(topic.Answer) {
				keys = append(keys, topic.Question)
			}
		}
		return keys
	}
	if got := shown(); len(got) != 1 || got[0] != i18n.T("help.password") {
		t.Fatalf("shown at first: %q", got)
	}
	s.window.Canvas().Focus(s.button("help.codes"))
	s.key(fyne.KeyReturn)
	if got := shown(); len(got) != 1 || got[0] != i18n.T("help.codes") {
		t.Errorf("shown after Enter: %q", got)
	}
	s.window.Canvas().Focused().TypedRune(' ')
	if got := shown(); len(got) != 0 {
		t.Errorf("shown after Space: %q", got)
	}
}

func TestLargeTextOfTheHelp(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindSingle).begin()
		s.nothingCutOff("help_link")
		s.key(fyne.KeyF1)
		for _, topic := range forms.Topics() {
			if !s.readable(topic.Answer) {
				b, _ := find(s, func(b *widgets.Button) bool { return b.Text == topic.Question })
				b.OnTapped()
			}
			s.nothingCutOff("help")
		}
		s.key(fyne.KeyEscape)
		s.w.Flow.ShowShortcuts()
		s.nothingCutOff("shortcuts")
		s.key(fyne.KeyEscape)
		s.signIn("sato.h", adminPassword)
		s.nothingCutOff("bar")
	})
}

// The link is beside the card or hidden; it never covers one.
func TestHelpLinkCoversNothing(t *testing.T) {
	s := newStage(t).begin()
	link := s.button("help.link")
	for height, there := range map[float32]bool{720: true, 400: false} {
		s.window.Resize(fyne.NewSize(820, height))
		if link.Visible() != there {
			t.Errorf("in a window %v high: %v", height, link.Visible())
		}
	}
}
