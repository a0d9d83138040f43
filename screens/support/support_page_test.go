package screens

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// By keyboard, for both kinds of accounts; the answer comes in a mail.
func TestSupportLetsIn(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := newStage(t)
			locked(s, kind)
			s.asks()
			page := requestPage(s)
			if page.Out.Area.Text != messages.Flowing(page.Out.Text) || !page.Out.Area.ReadOnly {
				t.Errorf("the page shows %q of %q", page.Out.Area.Text, page.Out.Text)
			}
			s.shows("support_request.until", "Time", i18n.When(s.clock.now().Add(model.RequestLife)))
			answer := answers(s, page, s.clock.now())
			s.focused(page.Answer, "answer")
			s.paste("Hello,\n\n> " + strings.ReplaceAll(strings.ToLower(answer), "\n", "\n> ") + "\n\nRegards.\n")
			s.press(fyne.KeyReturn)
			s.onPage("security")
			s.says(i18n.T("mfa.used_support"))
			focusedButton(s, "mfa.enable")
			if s.w.Session().Person().MFA || !s.w.Session().News().Support {
				t.Error("the second step is on still")
			}
			if page.Answer.Text != "" {
				t.Error("the answer outlives the page")
			}
			s.w.Flow.SignOut()
			s.signIn("sato.h", adminPassword)
			if s.w.Session() == nil || s.w.Session().News().Support {
				t.Fatalf("not inside by the password alone:\n%s", s.text())
			}
		})
	}
}

// Every error has its own sentence at the field, and the pasted text stays.
func TestSupportNamesWhatIsWrong(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.asks()
	page := requestPage(s)
	old := answers(s, page, s.clock.now())
	s.tap("support_request.renew")
	s.tap("support_request.renew") // the question's
	s.window.Canvas().Focus(page.Answer)
	now := answers(s, page, s.clock.now())
	for _, c := range []struct {
		answer, key string
		pairs       []any
	}{
		{"", "support_request.answer_missing", nil},
		{"Dear support, thank you.", "support_request.answer_missing", nil},
		{mistype(now, 3), "failure.token_typed", []any{"Row", 3}},
		{strings.Join(strings.Fields(now)[:10], " "), "failure.token_typed", []any{"Row", 0}},
		{page.Out.Text, "failure.token_typed", []any{"Row", 0}},
		{old, "failure.token_other", nil},
		{answers(s, page, s.clock.now().Add(-model.TokenLife)), "failure.token_expired", nil},
	} {
		page.Answer.Wipe()
		s.paste(c.answer)
		s.press(fyne.KeyReturn)
		s.onPage("support")
		if got, want := page.Field.Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%.12q: the field says %q, not %q", c.answer, got, want)
		}
		s.focused(page.Answer, "answer")
		if page.Answer.Text != c.answer {
			t.Errorf("%.12q became %.12q", c.answer, page.Answer.Text)
		}
	}
	s.typeKeys("x")
	if page.Field.Error() != "" {
		t.Error("the old failure stays")
	}
	s.withDesk(otherDesk)
	page.Answer.Wipe()
	s.paste(now)
	s.press(fyne.KeyReturn)
	if got := page.Field.Error(); got != i18n.T("failure.token_desk") {
		t.Errorf("the field says %q", got)
	}
}

// The same request is shown again when somebody comes back for the answer, days later.
func TestSupportShowsTheOpenRequestAgain(t *testing.T) {
	s := newStage(t)
	pin := locked(s, model.KindMulti)
	s.asks()
	first := requestPage(s).Out.Text
	s.tap("support_request.back")
	s.onPage("pin")
	s.w.Flow.ToLogin("")
	s.clock.step(2 * 24 * time.Hour)
	s.asks()
	page := requestPage(s)
	if page.Out.Text != first {
		t.Error("another request")
	}
	answer := answers(s, page, s.clock.now())
	s.clock.step(6 * 24 * time.Hour)
	s.w.Flow.ToLogin("")
	if s.asks(); requestPage(s).Out.Text == first {
		t.Error("an expired request is shown")
	}
	s.paste(answer)
	s.press(fyne.KeyReturn)
	s.onPage("support")
	s.tap("support_request.back")
	s.typed(pin())
	s.press(fyne.KeyReturn)
	s.onPage("users")
}

// A new request voids the answer to the old one. Enter and Escape keep the old one.
func TestSupportAsksBeforeANewRequest(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.asks()
	page := requestPage(s)
	first := page.Out.Text
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn} {
		s.tap("support_request.renew")
		s.shows("support_request.renew_text")
		s.key(key)
		if page.Out.Text != first {
			t.Fatalf("%s made a new one", key)
		}
	}
	s.tap("common.copy")
	s.tap("support_request.renew")
	s.tap("support_request.renew")
	s.shows("support_request.made")
	if page.Out.Text == first || page.Out.Area.Text != messages.Flowing(page.Out.Text) {
		t.Errorf("shown: %q", page.Out.Area.Text)
	}
	s.button("common.copy") // no longer says that it is on the clipboard
}

func TestSupportGivesTheRequestAway(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	post := &mailer{App: theApp}
	s.cfg.App = post
	s.asks()
	page := requestPage(s)
	s.tap("common.copy")
	if got := theApp.Clipboard().Content(); got != page.Out.Text {
		t.Errorf("copied %q", got)
	}
	s.clock.step(time.Minute)
	s.w.Tick()
	if theApp.Clipboard().Content() == "" {
		t.Error("what is no secret was taken off the clipboard")
	}
	s.tap("handout.mail")
	to, subject, body := post.draft(t)
	if to != deskContact.Email || subject != i18n.T("support_request.mail_subject") || !strings.Contains(body, "山田商店") {
		t.Errorf("to %q, %q:\n%s", to, subject, body)
	}
	if _, err := model.ReadRequest(body); err != nil {
		t.Errorf("the mail holds no request: %v", err)
	}
	post.fails = true
	s.tap("handout.mail")
	s.shows("handout.letter_text")
	s.key(fyne.KeyEscape)
	s.shows("handout.mail_failed")
	path := filepath.Join(t.TempDir(), "request.txt")
	s.tap("support_request.save")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	s.shows("support_request.saved", "Path", path)
	text, err := os.ReadFile(path)
	s.must(err)
	if claim, err := model.ReadRequest(string(text)); err != nil || claim.Login != "sato.h" {
		t.Errorf("%+v, %v", claim, err)
	}
	if len(page.Out.Code.Objects) != 1 {
		t.Error("no QR code")
	}
}

// Without a support desk nobody is sent to one, nor a single user to another administrator.
func TestSupportWithoutADesk(t *testing.T) {
	for kind, text := range map[model.AccountKind]string{model.KindMulti: "pin.help_no_support_desk", model.KindSingle: "pin.help_alone"} {
		s := newStage(t).withOffice(kind)
		pin, _ := s.withMFA("sato.h", adminPassword)
		s.begin().signIn("sato.h", adminPassword)
		s.onPage("pin")
		s.showsText(i18n.T(text))
		if _, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("pin.support") }); ok {
			t.Errorf("%s: a way to a desk that is not there", kind)
		}
		s.helpOpens(i18n.T("help.support_none"))
		s.enterPIN(pin())
		if s.w.Session() == nil {
			t.Errorf("%s: not signed in:\n%s", kind, s.text())
		}
	}
}

func TestSupportIsNotForUsers(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m").withDesk(away().desk.Key)
	s.withMFA("abe.m", userPassword)
	s.begin().signIn("abe.m", userPassword)
	s.onPage("pin")
	if _, ok := find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("pin.support") }); ok {
		t.Error("a user is sent to the support desk")
	}
}

// The proven password is dropped when nobody is there any more, and when the page is left in any other way.
func TestSupportGivesThePasswordUp(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.asks()
	page := requestPage(s)
	pending := page.Pending
	s.clock.step(forms.PendingTime - time.Second)
	s.w.Tick()
	s.onPage("support")
	s.clock.step(time.Second)
	s.w.Tick()
	s.onPage("login")
	s.shows("pin.expired")
	if !pending.Over() {
		t.Error("the password that was right lives on")
	}
	s.asks()
	page = requestPage(s)
	pending = page.Pending
	s.w.Flow.ToLogin("")
	if !pending.Over() {
		t.Error("the password that was right outlives the page")
	}
}

// A slow answer must not leave a session behind when its page has gone. Meanwhile nothing leaves the page.
func TestSupportOfAPageThatIsGone(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.asks()
	page := requestPage(s)
	answer := answers(s, page, s.clock.now())
	s.paste(answer)
	s.hold = true
	s.press(fyne.KeyReturn)
	for _, key := range []string{"support_request.back", "support_request.renew"} {
		if !s.button(key).Disabled() {
			t.Errorf("%s is awake", key)
		}
	}
	s.w.Flow.ToLogin("")
	s.run()
	s.onPage("login")
	if s.w.Session() != nil {
		t.Error("a session came out of nowhere")
	}
}

// Password, phone and codes lost: recovery kit and support desk together lead back in.
func TestForgottenPasswordAndLostPhone(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	s.onRecovery()
	s.recover("sato.h", s.paper(), newPassword)
	s.onPage("pin")
	s.tap("pin.support")
	page := s.w.Current().(*support.RequestPage)
	answer := answers(s, page, s.clock.now())
	s.focused(page.Answer, "answer")
	s.paste(answer)
	s.press(fyne.KeyReturn)
	s.onPage("security")
	s.w.Flow.SignOut()
	s.signIn("sato.h", newPassword)
	s.onPage("users")
}

// focusedButton asserts that a button has the focus.
func focusedButton(s *stage, key string) {
	s.t.Helper()
	if button, ok := s.window.Canvas().Focused().(*widgets.Button); !ok || button.Text != i18n.T(key) {
		s.t.Errorf("%q does not have the focus:\n%s", i18n.T(key), s.text())
	}
}
