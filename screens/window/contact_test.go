package window_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// reached is the line that tells people how to reach the support desk.
func reached(s *screentest.Harness) string {
	return i18n.T("contact.reach", "Name", screentest.DeskContact.Name, "Email", screentest.DeskContact.Email, "Phone", screentest.DeskContact.Phone, "Hours", screentest.DeskContact.Hours)
}

// Wherever people need help they see the registered support desk with its own name and contact, not the packager's
// address.
func TestTheRegisteredDeskIsShownWhereHelpIsNeeded(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	see := func(place, text string) {
		t.Helper()
		s.ShowsText(text)
		if !strings.Contains(text, screentest.DeskContact.Email) || strings.Contains(s.Text(), screentest.PackagerSupport.Address) {
			t.Errorf("%s:\n%s", place, s.Text())
		}
	}
	s.Tap("login.forgot")
	see("forgotten password", i18n.T("forgot_password.lost_support_desk", "Desk", reached(s)))
	s.Tap("recovery.back")
	s.HelpOpens(i18n.T("help.support", "Desk", reached(s)))
	s.SignIn("sato.h", screentest.AdminPassword)
	see("PIN", i18n.T("pin.help_support_desk", "Desk", reached(s)))
	s.Tap("pin.support")
	see("support", i18n.T("support_request.step_ask_text", "Desk", reached(s)))
	s.W.Flow.ToFailure(screentest.Failed(model.CodeFileGone))
	see("failure", i18n.T("failure_page.support_desk", "Desk", reached(s)))
}

// People who set MFA up without a support desk are told first what that means. Users have their administrator.
func TestEnrolmentTellsWhoHelps(t *testing.T) {
	for _, c := range []struct {
		kind  model.AccountKind
		login string
		desk  bool
		text  string
	}{
		{model.KindSingle, "sato.h", false, "enrol.no_support_desk"},
		{model.KindMulti, "sato.h", false, "enrol.no_support_desk"},
		{model.KindMulti, "sato.h", true, "enrol.support_desk"},
		{model.KindMulti, "abe.m", false, ""},
	} {
		users, password := []string{}, screentest.AdminPassword
		if c.login == "abe.m" {
			users, password = []string{"abe.m"}, screentest.UserPassword
		}
		s := screentest.New(t).WithOffice(c.kind, users...)
		if c.desk {
			s.WithDesk(screentest.OtherDesk)
		}
		s.Begin().SignIn(c.login, password)
		if c.login == "sato.h" {
			s.Follow("shell.security")
		}
		s.Tap("mfa.enable")
		want := ""
		if c.text != "" {
			want = i18n.T(c.text, "Desk", reached(s))
			s.ShowsText(want)
		}
		got := ""
		for _, o := range s.Front() {
			if notice, ok := o.(*widgets.Notice); ok {
				got = notice.Text()
			}
		}
		if got != want {
			t.Errorf("%s of %s reads %q", c.login, c.kind, got)
		}
	}
}

// The sheets say who helps when all of it is lost: an administrator, the registered support desk, or nobody.
func TestSheetsSayWhoHelps(t *testing.T) {
	for _, c := range []struct {
		login, password string
		desk            bool
		text            string
	}{
		{"sato.h", screentest.AdminPassword, false, "enrol.no_support_desk"},
		{"sato.h", screentest.AdminPassword, true, "enrol.support_desk"},
		{"abe.m", screentest.UserPassword, true, "sheet.help_administrator"},
	} {
		s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
		if c.desk {
			s.WithDesk(screentest.OtherDesk)
		}
		s.Begin().SignIn(c.login, c.password)
		want := i18n.T(c.text, "Desk", reached(s))
		if got := s.W.AfterLoss(); got != want {
			t.Errorf("%s reads %q, not %q", c.login, got, want)
		}
	}
}

// A single user who forgot the password is not sent to an administrator.
func TestForgottenPasswordOfASingleUser(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindSingle).Begin()
	s.Tap("login.forgot")
	s.ShowsText(i18n.T("forgot_password.single_text"))
	s.ShowsText(i18n.T("forgot_password.lost_no_support_desk"))
	for _, key := range []string{"forgot_password.user_text", "forgot_password.administrator_text"} {
		if s.Readable(i18n.T(key)) {
			t.Errorf("a single user is sent to an administrator:\n%s", s.Text())
		}
	}
}

// A support desk without a contact is named by its fingerprint, and the settings offer to add one.
func TestADeskWithoutAContact(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).WithDesk(screentest.OtherDesk).Begin()
	s.W.SetHelpContact(window.HelpContact{Desk: model.SupportDesk{Key: screentest.OtherDesk, Fingerprint: "AAAA 1111"}, Kind: model.KindMulti})
	s.HelpOpens(i18n.T("help.support", "Desk", i18n.T("contact.unknown", "Fingerprint", "AAAA 1111")))
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Work("contact.change")
	s.Focused(s.Field("contact.support_name").Entry.(fyne.Focusable), "name of the desk")
	s.Fill(s.Field("contact.support_email"), "")
	s.Fill(s.Field("contact.support_phone"), " ")
	s.Press(fyne.KeyReturn)
	if got := s.Field("contact.support_email").Error(); got != i18n.T("failure.contact_missing") {
		t.Errorf("nobody could be asked: %q", got)
	}
	s.Fill(s.Field("contact.support_phone"), "03-1111-1111")
	s.Key(fyne.KeyEscape)
	s.Shows("unsaved.title")
	s.Key(fyne.KeyEscape)
	s.Clock.Step(model.ProofLife)
	s.Key(fyne.KeyEscape)
	s.Focused(s.Button("unsaved.dialog_save"), "save and close")
	s.Confirm()
	s.Proves(screentest.AdminPassword)
	s.Shows("contact.support_hours")
	s.ShowsPart("03-1111-1111")
	if strings.Contains(s.Text(), screentest.DeskContact.Email) || s.W.HelpContact().Desk.Phone != "03-1111-1111" {
		t.Errorf("%+v:\n%s", s.W.HelpContact(), s.Text())
	}
}

// The packager's address is shown for the packager's support desk only.
func TestThePackagersAddressIsOnlyTheirDesks(t *testing.T) {
	s := screentest.New(t)
	s.Options.SupportDesks = []string{screentest.Away().Desk.Key}
	s.Cfg.Support.Keys = s.Options.SupportDesks
	s.WithOffice(model.KindSingle)
	s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin().SignIn("sato.h", screentest.AdminPassword)
	s.ShowsPart(screentest.PackagerSupport.Address)
	other := s.W.HelpContact().Desk
	other.Key = screentest.OtherDesk
	if line := s.W.DeskLine(other); strings.Contains(line, screentest.PackagerSupport.Address) {
		t.Errorf("another desk is reached by %q", line)
	}
}
