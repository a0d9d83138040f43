package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// reached is the line that tells people how to reach the support desk.
func reached(s *stage) string {
	return i18n.T("contact.reach", "Name", deskContact.Name, "Email", deskContact.Email, "Phone", deskContact.Phone, "Hours", deskContact.Hours)
}

// Wherever people need help they see the registered support desk with its own name and contact, not the packager's
// address.
func TestTheRegisteredDeskIsShownWhereHelpIsNeeded(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	see := func(place, text string) {
		t.Helper()
		s.showsText(text)
		if !strings.Contains(text, deskContact.Email) || strings.Contains(s.text(), packagerSupport.Address) {
			t.Errorf("%s:\n%s", place, s.text())
		}
	}
	s.tap("login.forgot")
	see("forgotten password", i18n.T("forgot_password.lost_support_desk", "Desk", reached(s)))
	s.tap("recovery.back")
	s.helpOpens(i18n.T("help.support", "Desk", reached(s)))
	s.signIn("sato.h", adminPassword)
	see("PIN", i18n.T("pin.help_support_desk", "Desk", reached(s)))
	s.tap("pin.support")
	see("support", i18n.T("support_request.step_ask_text", "Desk", reached(s)))
	s.w.Flow.ToFailure(failed(model.CodeFileGone))
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
		users, password := []string{}, adminPassword
		if c.login == "abe.m" {
			users, password = []string{"abe.m"}, userPassword
		}
		s := newStage(t).withOffice(c.kind, users...)
		if c.desk {
			s.withDesk(otherDesk)
		}
		s.begin().signIn(c.login, password)
		if c.login == "sato.h" {
			s.follow("shell.security")
		}
		s.tap("mfa.enable")
		want := ""
		if c.text != "" {
			want = i18n.T(c.text, "Desk", reached(s))
			s.showsText(want)
		}
		got := ""
		for _, o := range s.front() {
			if notice, ok := o.(*widgets.Notice); ok {
				got = notice.Text()
			}
		}
		if got != want {
			t.Errorf("%s of %s is told %q", c.login, c.kind, got)
		}
	}
}

// A single user who forgot the password is not sent to an administrator.
func TestForgottenPasswordOfASingleUser(t *testing.T) {
	s := newStage(t).withOffice(model.KindSingle).begin()
	s.tap("login.forgot")
	s.showsText(i18n.T("forgot_password.single_text"))
	s.showsText(i18n.T("forgot_password.lost_no_support_desk"))
	for _, key := range []string{"forgot_password.user_text", "forgot_password.administrator_text"} {
		if s.readable(i18n.T(key)) {
			t.Errorf("a single user is sent to an administrator:\n%s", s.text())
		}
	}
}

// A support desk without a contact is named by its fingerprint, and the settings offer to add one.
func TestADeskWithoutAContact(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).withDesk(otherDesk).begin()
	s.w.SetHelpContact(window.HelpContact{Desk: model.SupportDesk{Key: otherDesk, Fingerprint: "AAAA 1111"}, Kind: model.KindMulti})
	s.helpOpens(i18n.T("help.support", "Desk", i18n.T("contact.unknown", "Fingerprint", "AAAA 1111")))
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.work("contact.change")
	s.focused(s.field("contact.support_name").Entry.(fyne.Focusable), "name of the desk")
	s.fill(s.field("contact.support_email"), "")
	s.fill(s.field("contact.support_phone"), " ")
	s.press(fyne.KeyReturn)
	if got := s.field("contact.support_email").Error(); got != i18n.T("failure.contact_missing") {
		t.Errorf("nobody could be asked: %q", got)
	}
	s.fill(s.field("contact.support_phone"), "03-1111-1111")
	s.key(fyne.KeyEscape)
	s.shows("person_form.typed_title")
	s.key(fyne.KeyEscape)
	s.clock.step(model.ProofLife)
	s.tap("common.save")
	s.proves(adminPassword)
	s.shows("contact.support_hours")
	s.showsPart("03-1111-1111")
	if strings.Contains(s.text(), deskContact.Email) || s.w.HelpContact().Desk.Phone != "03-1111-1111" {
		t.Errorf("%+v:\n%s", s.w.HelpContact(), s.text())
	}
}

// The packager's address is shown for the packager's support desk only.
func TestThePackagersAddressIsOnlyTheirDesks(t *testing.T) {
	s := newStage(t)
	s.options.SupportDesks = []string{away().desk.Key}
	s.cfg.Support.Keys = s.options.SupportDesks
	s.withOffice(model.KindSingle)
	s.withMFA("sato.h", adminPassword)
	s.begin().signIn("sato.h", adminPassword)
	s.showsPart(packagerSupport.Address)
	other := s.w.HelpContact().Desk
	other.Key = otherDesk
	if line := s.w.DeskLine(other); strings.Contains(line, packagerSupport.Address) {
		t.Errorf("another desk is reached by %q", line)
	}
}
