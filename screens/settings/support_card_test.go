package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/settings"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// pinning opens the dialog from the settings by keyboard.
func (s *stage) pinning() {
	s.t.Helper()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.window.Canvas().Focus(s.button("support_desk.change"))
	s.press(fyne.KeyReturn)
	s.shows("support_desk.change_title")
}

func registerDialog(s *stage) *settings.RegisterDialog {
	return s.w.Dialog().(*settings.RegisterDialog)
}

// The whole way by keyboard, for both kinds of accounts.
func TestDeskIsRegisteredInTheSettings(t *testing.T) {
	for kind, about := range map[model.AccountKind]string{model.KindMulti: "support_desk.card_text", model.KindSingle: "support_desk.card_text_single"} {
		t.Run(string(kind), func(t *testing.T) {
			s := newStage(t).withOffice(kind).begin()
			s.pinning()
			p := registerDialog(s)
			s.focused(p.Public.Area, "public key")
			s.paste(otherDesk)
			s.press(fyne.KeyReturn)
			s.focused(p.Reach.First(), "name of the desk")
			s.contact()
			s.press(fyne.KeyReturn)
			s.focused(p.Kit.Entry, "kit")
			s.typeKeys(s.paper())
			s.press(fyne.KeyReturn)
			s.shows("support_desk.registered_title")
			s.key(fyne.KeyEscape)
			s.shows(about)
			other, err := model.ReadSupportDesk(otherDesk)
			s.must(err)
			s.showsPart(other.Fingerprint)
			if p.Kit.Entry.Text != "" || p.Typed != "" || s.w.Dialog() != nil {
				t.Error("the kit outlives the dialog")
			}
		})
	}
}

func TestDeskIsRefused(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.pinning()
	s.tap("common.cancel")
	s.says(i18n.T("support_desk.none"))
	s.tap("support_desk.change")
	p := s.w.Dialog().(*settings.RegisterDialog)
	s.tap("support_desk.register")
	if got := p.Public.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 0) {
		t.Errorf("no key: %q", got)
	}
	p.Public.Set(otherDesk)
	s.tap("support_desk.register")
	if got := s.field("contact.support_name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no contact: %q", got)
	}
	s.contact()
	s.fill(s.field("contact.support_email"), "mori at example")
	s.tap("support_desk.register")
	if got := s.field("contact.support_email").Error(); got != i18n.T("failure.email_invalid") {
		t.Errorf("no e-mail address: %q", got)
	}
	s.contact()
	for _, c := range []struct {
		kit, key string
		pairs    []any
	}{
		{"", "failure.kit_short", nil},
		{s.mistyped(2), "failure.kit_typed", []any{"Row", 2}},
		{s.otherKit(), "failure.kit_wrong", nil},
	} {
		s.fill(s.field("kit.label"), c.kit)
		s.tap("support_desk.register")
		if got, want := s.field("kit.label").Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%.6q: the field says %q, not %q", c.kit, got, want)
		}
		s.focused(p.Kit.Entry, "kit")
	}
	s.key(fyne.KeyEscape)
	s.tap("person_form.typed_leave")
	if p.Kit.Entry.Text != "" || p.Typed != "" {
		t.Error("the kit outlives the dialog")
	}
	s.w.Flow.SignOut()
	if got := s.desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// The kit alone is not enough: the proof of the password has to be fresh. A
// lock forgets the kit.
func TestDeskNeedsAFreshPassword(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.pinning()
	p := registerDialog(s)
	p.Public.Set(otherDesk)
	s.contact()
	s.fill(s.field("kit.label"), s.paper())
	s.clock.step(model.ProofLife)
	s.press(fyne.KeyReturn)
	s.shows("password_prompt.title")
	s.key(fyne.KeyEscape)
	if p.Kit.Entry.Text != s.paper() {
		t.Error("the kit is lost for a password that was not given")
	}
	s.tap("support_desk.register")
	s.typeKeys(adminPassword)
	s.press(fyne.KeyReturn)
	s.shows("support_desk.registered_title")
	s.key(fyne.KeyEscape)
	s.tap("support_desk.change")
	p = s.w.Dialog().(*settings.RegisterDialog)
	s.fill(s.field("kit.label"), s.paper())
	s.w.Lock()
	if p.Kit.Entry.Text != "" {
		t.Error("the kit outlives the lock")
	}
}

// People who no longer trust the desk remove it, with the kit as well.
func TestDeskIsTakenAway(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	if _, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("support_desk.remove") }); ok {
		t.Error("there is nothing to take away")
	}
	s.w.Flow.SignOut()
	s.withDesk(otherDesk)
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.window.Canvas().Focus(s.button("support_desk.remove"))
	s.press(fyne.KeyReturn)
	p := s.w.Dialog().(*settings.RegisterDialog)
	s.focused(p.Kit.Entry, "kit")
	s.typeKeys(s.otherKit())
	s.confirm()
	if got := s.field("kit.label").Error(); got != i18n.T("failure.kit_wrong") {
		t.Errorf("the field says %q", got)
	}
	s.fill(s.field("kit.label"), s.paper())
	s.press(fyne.KeyReturn) // leaves, and asks about the input
	s.tap("common.back")
	s.confirm()
	s.says(i18n.T("support_desk.none"))
	s.w.Flow.SignOut()
	if got := s.desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// Users have no settings. A second administrator sees the desk as well.
func TestDeskIsShownToEveryAdministrator(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "ito.t").withDesk(otherDesk).begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.SetRole(t.Context(), idOf(s, boss, "ito.t"), model.RoleAdministrator)
		s.must(err)
	})
	s.signIn("ito.t", userPassword)
	s.follow("shell.settings")
	other, err := model.ReadSupportDesk(otherDesk)
	s.must(err)
	s.showsPart(other.Fingerprint)
}

// The typed kit is forgotten even while a key is being made above it.
func TestDeskForgetsTheKitBelow(t *testing.T) {
	for name, forget := range map[string]func(*window.Window){"locked": (*window.Window).CoverDialog, "left": (*window.Window).LeaveDialog} {
		s := newStage(t).withOffice(model.KindMulti).begin()
		s.pinning()
		p := registerDialog(s)
		p.Kit.Set(s.paper())
		s.tap("first_run.make_support_key")
		s.fill(s.field("support_key.passphrase"), deskPassphrase)
		forget(s.w)
		if p.Kit.Entry.Text != "" {
			t.Errorf("%s: the kit is still there", name)
		}
	}
}
