package settings_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/settings"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func registerDialog(s *screentest.Harness) *settings.RegisterDialog {
	return s.W.Dialog().(*settings.RegisterDialog)
}

// By keyboard, for both kinds of accounts.
func TestDeskIsRegisteredInTheSettings(t *testing.T) {
	for kind, about := range map[model.AccountKind]string{model.KindMulti: "support_desk.card_text", model.KindSingle: "support_desk.card_text_single"} {
		t.Run(string(kind), func(t *testing.T) {
			s := screentest.New(t).WithOffice(kind).Begin()
			s.Pinning()
			p := registerDialog(s)
			s.Focused(p.Public.Area, "public key")
			s.Paste(screentest.OtherDesk)
			s.Press(fyne.KeyReturn)
			s.Focused(p.Reach.First(), "name of the desk")
			s.Contact()
			s.Press(fyne.KeyReturn)
			s.Focused(p.Kit.Entry, "kit")
			s.TypeKeys(s.Paper())
			s.Press(fyne.KeyReturn)
			s.Shows("support_desk.registered_title")
			s.Key(fyne.KeyEscape)
			s.Shows(about)
			other, err := model.ReadSupportDesk(screentest.OtherDesk)
			s.Must(err)
			s.ShowsPart(other.Fingerprint)
			if p.Kit.Entry.Text != "" || p.Typed != "" || s.W.Dialog() != nil {
				t.Error("the kit outlives the dialog")
			}
		})
	}
}

func TestDeskIsRefused(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Pinning()
	s.Tap("common.cancel")
	s.Says(i18n.T("support_desk.none"))
	s.Tap("support_desk.add")
	p := s.W.Dialog().(*settings.RegisterDialog)
	s.Tap("support_desk.register")
	if got := p.Public.Field.Error(); got != i18n.T("failure.desk_typed", "Row", 0) {
		t.Errorf("no key: %q", got)
	}
	p.Public.Set(screentest.OtherDesk)
	s.Tap("support_desk.register")
	if got := s.Field("contact.support_name").Error(); got != i18n.T("failure.name_empty") {
		t.Errorf("no contact: %q", got)
	}
	s.Contact()
	s.Fill(s.Field("contact.support_email"), "mori at example")
	s.Tap("support_desk.register")
	if got := s.Field("contact.support_email").Error(); got != i18n.T("failure.email_invalid") {
		t.Errorf("no e-mail address: %q", got)
	}
	s.Contact()
	for _, c := range []struct {
		kit, key string
		pairs    []any
	}{
		{"", "failure.kit_short", nil},
		{s.Mistyped(2), "failure.kit_typed", []any{"Row", 2}},
		{s.OtherKit(), "failure.kit_wrong", nil},
	} {
		s.Fill(s.Field("kit.label"), c.kit)
		s.Tap("support_desk.register")
		if got, want := s.Field("kit.label").Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%.6q: the field says %q, not %q", c.kit, got, want)
		}
		s.Focused(p.Kit.Entry, "kit")
	}
	s.Key(fyne.KeyEscape)
	s.Tap("person_form.typed_leave")
	if p.Kit.Entry.Text != "" || p.Typed != "" {
		t.Error("the kit outlives the dialog")
	}
	s.W.Flow.SignOut()
	if got := s.Desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// The kit alone is not enough: the proof of the password has to be fresh. A
// lock forgets the kit.
func TestDeskNeedsAFreshPassword(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Pinning()
	p := registerDialog(s)
	p.Public.Set(screentest.OtherDesk)
	s.Contact()
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Clock.Step(model.ProofLife)
	s.Press(fyne.KeyReturn)
	s.Shows("password_prompt.title")
	s.Key(fyne.KeyEscape)
	if p.Kit.Entry.Text != s.Paper() {
		t.Error("the kit is lost for a password that was not given")
	}
	s.Tap("support_desk.register")
	s.TypeKeys(screentest.AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Shows("support_desk.registered_title")
	s.Key(fyne.KeyEscape)
	s.Tap("support_desk.change")
	s.Shows("support_desk.change_title")
	p = s.W.Dialog().(*settings.RegisterDialog)
	s.Fill(s.Field("kit.label"), s.Paper())
	s.W.Lock()
	if p.Kit.Entry.Text != "" {
		t.Error("the kit outlives the lock")
	}
}

// People who no longer trust the desk remove it, with the kit as well.
func TestDeskIsTakenAway(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	if _, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("support_desk.remove") }); ok {
		t.Error("there is nothing to take away")
	}
	s.W.Flow.SignOut()
	s.WithDesk(screentest.OtherDesk)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Window.Canvas().Focus(s.Button("support_desk.remove"))
	s.Press(fyne.KeyReturn)
	p := s.W.Dialog().(*settings.RegisterDialog)
	s.Focused(p.Kit.Entry, "kit")
	s.TypeKeys(s.OtherKit())
	s.Confirm()
	if got := s.Field("kit.label").Error(); got != i18n.T("failure.kit_wrong") {
		t.Errorf("the field says %q", got)
	}
	s.Fill(s.Field("kit.label"), s.Paper())
	s.Press(fyne.KeyReturn) // leaves, and asks about the input
	s.Tap("common.back")
	s.Confirm()
	s.Says(i18n.T("support_desk.none"))
	s.W.Flow.SignOut()
	if got := s.Desks(); len(got) != 0 {
		t.Errorf("registered: %v", got)
	}
}

// Users have no settings. A second administrator sees the desk as well.
func TestDeskIsShownToEveryAdministrator(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "ito.t").WithDesk(screentest.OtherDesk).Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.SetRole(t.Context(), screentest.IDOf(s, boss, "ito.t"), model.RoleAdministrator)
		s.Must(err)
	})
	s.SignIn("ito.t", screentest.UserPassword)
	s.Follow("shell.settings")
	other, err := model.ReadSupportDesk(screentest.OtherDesk)
	s.Must(err)
	s.ShowsPart(other.Fingerprint)
}

// The typed kit is forgotten even while a key is being made above it.
func TestDeskForgetsTheKitBelow(t *testing.T) {
	for name, forget := range map[string]func(*window.Window){"locked": (*window.Window).CoverDialog, "left": (*window.Window).LeaveDialog} {
		s := screentest.New(t).WithOffice(model.KindMulti).Begin()
		s.Pinning()
		p := registerDialog(s)
		p.Kit.Set(s.Paper())
		s.Tap("first_run.make_support_key")
		s.Fill(s.Field("support_key.passphrase"), screentest.DeskPassphrase)
		forget(s.W)
		if p.Kit.Entry.Text != "" {
			t.Errorf("%s: the kit is still there", name)
		}
	}
}
