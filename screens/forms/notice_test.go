package screens

import (
	"errors"
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
)

// mailer is an app whose mail program is a list of drafts.
type mailer struct {
	fyne.App
	drafts []*url.URL
	fails  bool
}

func (m *mailer) OpenURL(u *url.URL) error {
	if m.fails {
		return errors.New("no mail program")
	}
	m.drafts = append(m.drafts, u)
	return nil
}

// corresponding is an administrator with a mail program, and a user with an address.
func corresponding(t *testing.T, address string) (*stage, *mailer) {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.manage()
	post := &mailer{App: theApp}
	s.cfg.App = post
	s.open("abe.m")
	s.tap("person.edit")
	s.fill(s.field("person_form.email"), address)
	s.press(fyne.KeyReturn)
	s.key(fyne.KeyEscape)
	return s, post
}

// draft parses the only draft.
func (m *mailer) draft(t *testing.T) (to, subject, body string) {
	t.Helper()
	if len(m.drafts) != 1 {
		t.Fatalf("%d drafts", len(m.drafts))
	}
	u, err := url.Parse(m.drafts[0].String()) // as the mail program receives it
	if err != nil {
		t.Fatal(err)
	}
	fields := u.Query()
	return u.Opaque, fields.Get("subject"), fields.Get("body")
}

func TestResetNoticeByMail(t *testing.T) {
	s, post := corresponding(t, "abe@yamada.example")
	s.tapAt(s.place("abe.m", "mfa"))
	s.confirm()
	text := i18n.T("mfa_reset.notice", "Name", "𠮷田 春樹", "Time", i18n.When(s.clock.now()))
	s.tap("handout.mail")
	s.says(i18n.T("handout.mail_opened"))
	to, subject, body := post.draft(t)
	if to != "abe@yamada.example" || subject != i18n.T("mfa_reset.mail_subject") || strings.ReplaceAll(body, "\r\n", "\n") != text {
		t.Errorf("to %q, subject %q, body %q", to, subject, body)
	}
	post.fails = true
	s.tap("handout.mail")
	whole := i18n.T("handout.letter", "Address", "abe@yamada.example", "Subject", subject, "Body", text)
	s.tap("mfa_reset.copy")
	if got := theApp.Clipboard().Content(); got != whole || !strings.Contains(got, text) {
		t.Errorf("copied %q", got)
	}
	s.key(fyne.KeyEscape)
	s.says(i18n.T("handout.mail_failed"))
	path := filepath.Join(t.TempDir(), "notice.pdf")
	s.tap("handout.save")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	s.says(i18n.T("handout.saved", "Path", path))
	if pdf, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(pdf), "%PDF") {
		t.Errorf("%.20q, %v", pdf, err)
	}
}

// Mail is not safe: the password is never in it, nor in the log.
func TestTemporaryPasswordByMailAndOnPaper(t *testing.T) {
	s, post := corresponding(t, "abe@yamada.example")
	s.menu("abe.m")
	s.chooses("person.reset")
	s.confirm()
	secret := s.temporary()
	s.tap("handout.mail")
	_, _, body := post.draft(t)
	until := i18n.When(s.clock.now().Add(24 * time.Hour))
	for _, want := range []string{"abe.m", "𠮷田 春樹", "山田商店", until} {
		if !strings.Contains(body, want) {
			t.Errorf("the mail does not say %q: %q", want, body)
		}
	}
	for _, part := range append(strings.Split(secret, "-"), secret) {
		if strings.Contains(post.drafts[0].String(), part) || s.logged(part) {
			t.Errorf("%s has gone out", part)
		}
	}
	s.key(fyne.KeyEscape)
	if s.dialogs("temporary_close") != 1 {
		t.Fatal("a mail without the password is enough to close")
	}
	s.tap("common.back")
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	s.tap("handout.save")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	s.says(i18n.T("handout.saved", "Path", path))
	s.key(fyne.KeyEscape)
	if s.dialogs("temporary_close") != 1 || s.window.Canvas().Overlays().Top() != nil {
		t.Error("it asks although it is on paper")
	}
}

// People who have written it down say so and may leave.
func TestTemporaryPasswordWrittenByHand(t *testing.T) {
	s := managing(t, "abe.m")
	s.menu("abe.m")
	s.chooses("person.reset")
	s.confirm()
	s.key(fyne.KeyEscape)
	s.tap("temporary_password.close_paper")
	if s.window.Canvas().Overlays().Top() != nil || !s.closes() {
		t.Errorf("still there:\n%s", s.text())
	}
	s.chose("abe.m")
}

func TestNoMailWithoutAnAddress(t *testing.T) {
	s, post := corresponding(t, "")
	s.menu("abe.m")
	s.chooses("person.mfa_off")
	s.confirm()
	if b := s.button("handout.mail"); !b.Disabled() {
		t.Error("a mail to nobody")
	}
	s.shows("handout.no_email")
	s.key(fyne.KeyEscape)
	if len(post.drafts) != 0 {
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
