package support_test

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
	"qlingo/screens/screentest"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// By keyboard, for both kinds of accounts; the answer comes in a mail.
func TestSupportLetsIn(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := screentest.New(t)
			screentest.Locked(s, kind)
			s.Asks()
			page := requestPage(s)
			if page.Out.Area.Text != messages.Flowing(page.Out.Text) || !page.Out.Area.ReadOnly {
				t.Errorf("the page shows %q of %q", page.Out.Area.Text, page.Out.Text)
			}
			s.Shows("support_request.until", "Time", i18n.When(s.Clock.Now().Add(model.RequestLife)))
			answer := answers(s, page, s.Clock.Now())
			s.Focused(page.Answer, "answer")
			s.Paste("Hello,\n\n> " + strings.ReplaceAll(strings.ToLower(answer), "\n", "\n> ") + "\n\nRegards.\n")
			s.Press(fyne.KeyReturn)
			s.OnPage("security")
			s.Says(i18n.T("mfa.used_support"))
			focusedButton(s, "mfa.enable")
			if s.W.Session().Person().MFA || !s.W.Session().News().Support {
				t.Error("the second step is on still")
			}
			if page.Answer.Text != "" {
				t.Error("the answer outlives the page")
			}
			s.W.Flow.SignOut()
			s.SignIn("sato.h", screentest.AdminPassword)
			if s.W.Session() == nil || s.W.Session().News().Support {
				t.Fatalf("not inside by the password alone:\n%s", s.Text())
			}
		})
	}
}

// Every error has its own sentence at the field, and the pasted text stays.
func TestSupportNamesWhatIsWrong(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.Asks()
	page := requestPage(s)
	old := answers(s, page, s.Clock.Now())
	s.Tap("support_request.renew")
	s.Tap("support_request.renew") // the question's
	s.Window.Canvas().Focus(page.Answer)
	now := answers(s, page, s.Clock.Now())
	for _, c := range []struct {
		answer, key string
		pairs       []any
	}{
		{"", "support_request.answer_missing", nil},
		{"Dear support, thank you.", "support_request.answer_missing", nil},
		{screentest.Mistype(now, 3), "failure.token_typed", []any{"Row", 3}},
		{strings.Join(strings.Fields(now)[:10], " "), "failure.token_typed", []any{"Row", 0}},
		{page.Out.Text, "failure.token_typed", []any{"Row", 0}},
		{old, "failure.token_other", nil},
		{answers(s, page, s.Clock.Now().Add(-model.TokenLife)), "failure.token_expired", nil},
	} {
		page.Answer.Wipe()
		s.Paste(c.answer)
		s.Press(fyne.KeyReturn)
		s.OnPage("support")
		if got, want := page.Field.Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%.12q: the field says %q, not %q", c.answer, got, want)
		}
		s.Focused(page.Answer, "answer")
		if page.Answer.Text != c.answer {
			t.Errorf("%.12q became %.12q", c.answer, page.Answer.Text)
		}
	}
	s.TypeKeys("x")
	if page.Field.Error() != "" {
		t.Error("the old failure stays")
	}
	s.WithDesk(screentest.OtherDesk)
	page.Answer.Wipe()
	s.Paste(now)
	s.Press(fyne.KeyReturn)
	if got := page.Field.Error(); got != i18n.T("failure.token_desk") {
		t.Errorf("the field says %q", got)
	}
}

// The same request is shown again when somebody comes back for the answer, days later.
func TestSupportShowsTheOpenRequestAgain(t *testing.T) {
	s := screentest.New(t)
	pin := screentest.Locked(s, model.KindMulti)
	s.Asks()
	first := requestPage(s).Out.Text
	s.Tap("support_request.back")
	s.OnPage("pin")
	s.W.Flow.ToLogin("")
	s.Clock.Step(2 * 24 * time.Hour)
	s.Asks()
	page := requestPage(s)
	if page.Out.Text != first {
		t.Error("another request")
	}
	answer := answers(s, page, s.Clock.Now())
	s.Clock.Step(6 * 24 * time.Hour)
	s.W.Flow.ToLogin("")
	if s.Asks(); requestPage(s).Out.Text == first {
		t.Error("an expired request is shown")
	}
	s.Paste(answer)
	s.Press(fyne.KeyReturn)
	s.OnPage("support")
	s.Tap("support_request.back")
	s.Typed(pin())
	s.Press(fyne.KeyReturn)
	s.OnPage("users")
}

// A new request voids the answer to the old one. Enter and Escape keep the old one.
func TestSupportAsksBeforeANewRequest(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.Asks()
	page := requestPage(s)
	first := page.Out.Text
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn} {
		s.Tap("support_request.renew")
		s.Shows("support_request.renew_text")
		s.Key(key)
		if page.Out.Text != first {
			t.Fatalf("%s made a new one", key)
		}
	}
	s.Tap("common.copy")
	s.Tap("support_request.renew")
	s.Tap("support_request.renew")
	s.Shows("support_request.made")
	if page.Out.Text == first || page.Out.Area.Text != messages.Flowing(page.Out.Text) {
		t.Errorf("shown: %q", page.Out.Area.Text)
	}
	s.Button("common.copy") // no longer says that it is on the clipboard
}

func TestSupportGivesTheRequestAway(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	post := &screentest.Mailer{App: screentest.TheApp}
	s.Cfg.App = post
	s.Asks()
	page := requestPage(s)
	s.Tap("common.copy")
	if got := screentest.TheApp.Clipboard().Content(); got != page.Out.Text {
		t.Errorf("copied %q", got)
	}
	s.Clock.Step(time.Minute)
	s.W.Tick()
	if screentest.TheApp.Clipboard().Content() == "" {
		t.Error("what is no secret was taken off the clipboard")
	}
	s.Tap("handout.mail")
	to, subject, body := post.Draft(t)
	if to != screentest.DeskContact.Email || subject != i18n.T("support_request.mail_subject") || !strings.Contains(body, "山田商店") {
		t.Errorf("to %q, %q:\n%s", to, subject, body)
	}
	if _, err := model.ReadRequest(body); err != nil {
		t.Errorf("the mail holds no request: %v", err)
	}
	post.Fails = true
	s.Tap("handout.mail")
	s.Shows("handout.letter_text")
	s.Key(fyne.KeyEscape)
	s.Shows("handout.mail_failed")
	path := filepath.Join(t.TempDir(), "request.txt")
	s.Tap("support_request.save")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Shows("support_request.saved", "Path", path)
	text, err := os.ReadFile(path)
	s.Must(err)
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
		s := screentest.New(t).WithOffice(kind)
		pin, _ := s.WithMFA("sato.h", screentest.AdminPassword)
		s.Begin().SignIn("sato.h", screentest.AdminPassword)
		s.OnPage("pin")
		s.ShowsText(i18n.T(text))
		if _, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("pin.support") }); ok {
			t.Errorf("%s: a way to a desk that is not there", kind)
		}
		s.HelpOpens(i18n.T("help.support_none"))
		s.EnterPIN(pin())
		if s.W.Session() == nil {
			t.Errorf("%s: not signed in:\n%s", kind, s.Text())
		}
	}
}

func TestSupportIsNotForUsers(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m").WithDesk(screentest.Away().Desk.Key)
	s.WithMFA("abe.m", screentest.UserPassword)
	s.Begin().SignIn("abe.m", screentest.UserPassword)
	s.OnPage("pin")
	if _, ok := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("pin.support") }); ok {
		t.Error("a user is sent to the support desk")
	}
}

// The proven password is dropped when nobody is there any more, and when the page is left in any other way.
func TestSupportGivesThePasswordUp(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.Asks()
	page := requestPage(s)
	pending := page.Pending
	s.Clock.Step(forms.PendingTime - time.Second)
	s.W.Tick()
	s.OnPage("support")
	s.Clock.Step(time.Second)
	s.W.Tick()
	s.OnPage("login")
	s.Shows("pin.expired")
	if !pending.Over() {
		t.Error("the password that was right lives on")
	}
	s.Asks()
	page = requestPage(s)
	pending = page.Pending
	s.W.Flow.ToLogin("")
	if !pending.Over() {
		t.Error("the password that was right outlives the page")
	}
}

// A slow answer must not leave a session behind when its page has gone. Meanwhile nothing leaves the page.
func TestSupportOfAPageThatIsGone(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.Asks()
	page := requestPage(s)
	answer := answers(s, page, s.Clock.Now())
	s.Paste(answer)
	s.Hold = true
	s.Press(fyne.KeyReturn)
	for _, key := range []string{"support_request.back", "support_request.renew"} {
		if !s.Button(key).Disabled() {
			t.Errorf("%s is awake", key)
		}
	}
	s.W.Flow.ToLogin("")
	s.Run()
	s.OnPage("login")
	if s.W.Session() != nil {
		t.Error("a session came out of nowhere")
	}
}

// Password, phone and codes lost: recovery kit and support desk together lead back in.
func TestForgottenPasswordAndLostPhone(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	s.OnRecovery()
	s.Recover("sato.h", s.Paper(), screentest.NewPassword)
	s.OnPage("pin")
	s.Tap("pin.support")
	page := s.W.Current().(*support.RequestPage)
	answer := answers(s, page, s.Clock.Now())
	s.Focused(page.Answer, "answer")
	s.Paste(answer)
	s.Press(fyne.KeyReturn)
	s.OnPage("security")
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.NewPassword)
	s.OnPage("users")
}

// focusedButton asserts that a button has the focus.
func focusedButton(s *screentest.Harness, key string) {
	s.T.Helper()
	if button, ok := s.Window.Canvas().Focused().(*widgets.Button); !ok || button.Text != i18n.T(key) {
		s.T.Errorf("%q does not have the focus:\n%s", i18n.T(key), s.Text())
	}
}
