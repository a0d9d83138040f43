package forms_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// corresponding is an administrator with a mail program, and a user with an address.
func corresponding(t *testing.T, address string) (*screentest.Harness, *screentest.Mailer) {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m")
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Manage()
	post := &screentest.Mailer{App: screentest.TheApp}
	s.Cfg.App = post
	s.Open("abe.m")
	s.Tap("person.edit")
	s.Fill(s.Field("person_form.email"), address)
	s.Press(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	return s, post
}

func TestResetNoticeByMail(t *testing.T) {
	s, post := corresponding(t, "abe@yamada.example")
	s.TapAt(s.Place("abe.m", "mfa"))
	s.Confirm()
	text := i18n.T("mfa_reset.notice", "Name", "𠮷田 春樹", "Time", i18n.When(s.Clock.Now()))
	s.Tap("handout.mail")
	s.Says(i18n.T("handout.mail_opened"))
	to, subject, body := post.Draft(t)
	if to != "abe@yamada.example" || subject != i18n.T("mfa_reset.mail_subject") || strings.ReplaceAll(body, "\r\n", "\n") != text {
		t.Errorf("to %q, subject %q, body %q", to, subject, body)
	}
	post.Fails = true
	s.Tap("handout.mail")
	whole := i18n.T("handout.letter", "Address", "abe@yamada.example", "Subject", subject, "Body", text)
	s.Tap("mfa_reset.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != whole || !strings.Contains(got, text) {
		t.Errorf("copied %q", got)
	}
	s.Key(fyne.KeyEscape)
	s.Says(i18n.T("handout.mail_failed"))
	path := filepath.Join(t.TempDir(), "notice.pdf")
	s.Tap("handout.save")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("handout.saved", "Path", path))
	if pdf, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("%.20q, %v", pdf, err)
	}
}

// Mail is not safe: the password is never in it, nor in the log.
func TestTemporaryPasswordByMailAndOnPaper(t *testing.T) {
	s, post := corresponding(t, "abe@yamada.example")
	s.Menu("abe.m")
	s.Chooses("person.reset")
	s.Confirm()
	secret := s.Temporary()
	s.Tap("handout.mail")
	_, _, body := post.Draft(t)
	until := i18n.When(s.Clock.Now().Add(24 * time.Hour))
	for _, want := range []string{"abe.m", "𠮷田 春樹", "山田商店", until} {
		if !strings.Contains(body, want) {
			t.Errorf("the mail does not say %q: %q", want, body)
		}
	}
	for _, part := range append(strings.Split(secret, "-"), secret) {
		if strings.Contains(post.Drafts[0].String(), part) || s.Logged(part) {
			t.Errorf("%s has gone out", part)
		}
	}
	s.Key(fyne.KeyEscape)
	if s.Dialogs("temporary_close") != 1 {
		t.Fatal("a mail without the password is enough to close")
	}
	s.Tap("common.back")
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	s.Tap("handout.save")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("handout.saved", "Path", path))
	s.Key(fyne.KeyEscape)
	if s.Dialogs("temporary_close") != 1 || s.Window.Canvas().Overlays().Top() != nil {
		t.Error("it asks although it is on paper")
	}
}

// People who have written it down say so and may leave.
func TestTemporaryPasswordWrittenByHand(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Menu("abe.m")
	s.Chooses("person.reset")
	s.Confirm()
	s.Key(fyne.KeyEscape)
	s.Tap("temporary_password.close_paper")
	if s.Window.Canvas().Overlays().Top() != nil || !s.Closes() {
		t.Errorf("still there:\n%s", s.Text())
	}
	s.Chose("abe.m")
}

func TestNoMailWithoutAnAddress(t *testing.T) {
	s, post := corresponding(t, "")
	s.Menu("abe.m")
	s.Chooses("person.mfa_off")
	s.Confirm()
	if b := s.Button("handout.mail"); !b.Disabled() {
		t.Error("a mail to nobody")
	}
	s.Shows("handout.no_email")
	s.Key(fyne.KeyEscape)
	if len(post.Drafts) != 0 {
		t.Error("a draft to nobody")
	}
}

// Names and texts may contain anything; none of it becomes another field or recipient.
func TestMailURL(t *testing.T) {
	l := forms.Letter{Subject: "50% & more? #1 + あ", Body: "a=b&cc=x@y.example\n\"𠮷\" ; +81\n"}
	u := forms.MailURL("a+b&c?d@e.example", l)
	got, err := url.Parse(u.String())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(u.String(), "+") || strings.Contains(u.String(), " ") {
		t.Errorf("%s: a blank is %%20 in a mail", u)
	}
	to, err := url.PathUnescape(got.Opaque)
	if err != nil || to != "a+b&c?d@e.example" {
		t.Errorf("to %q, %v", to, err)
	}
	fields := got.Query()
	if len(fields) != 2 || fields.Get("subject") != l.Subject || fields.Get("body") != strings.ReplaceAll(l.Body, "\n", "\r\n") {
		t.Errorf("%q", fields)
	}
}
