package support_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// asked returns a new request, from somebody whose PIN is due.
func asked(s *screentest.Harness) (*model.Pending, model.SupportRequest) {
	s.T.Helper()
	_, pending, err := s.W.Office().SignIn(s.T.Context(), "sato.h", screentest.AdminPassword)
	s.Must(err)
	request, err := pending.RequestSupport(s.T.Context(), false)
	s.Must(err)
	return pending, request
}

func signing(s *screentest.Harness) *support.SignForm {
	return s.W.Current().(*support.DeskPage).Signer
}

// By keyboard: the request comes in a mail, and the answer lets its sender in.
func TestSupportDeskAnswers(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	pending, request := asked(s)
	s.Clock.Step(3 * time.Hour)
	opensDesk(s)
	s.Shows("support_desk.fingerprint")
	s.ShowsPart(screentest.Away().Desk.Fingerprint)
	if board := screentest.TheApp.Clipboard().Content(); strings.Contains(board, screentest.DeskPassphrase) {
		t.Error("the passphrase is on the clipboard")
	}
	p := signing(s)
	s.Focused(p.Request, "request")
	s.Paste(forms.RequestLetter("森", request).Body)
	for _, text := range []string{"山田商店", "sato.h", i18n.T("support_desk.asked_at", "Time", i18n.When(request.Created), "Age", i18n.T("support_desk.age_hours", "Count", 3))} {
		s.ShowsPart(text)
	}
	s.Says(i18n.T("support_desk.make_sure"))
	if !p.Sign.Disabled() {
		t.Error("one can sign without having made sure")
	}
	s.Press(fyne.KeyReturn) // moves to what is missing
	s.Focused(p.Sure, "tick")
	if p.Out.Text != "" {
		t.Fatal("signed without having made sure")
	}
	s.TypeKeys(" ")
	s.Window.Canvas().Focus(p.Sign)
	s.Press(fyne.KeyReturn)
	s.Focused(p.Out.Copying, "button that copies")
	s.Press(fyne.KeyReturn)
	answer := screentest.TheApp.Clipboard().Content()
	session, err := pending.RedeemSupport(t.Context(), answer)
	if err == nil || model.CodeOf(err) != model.CodeEnded { // the ten minutes are over
		t.Fatalf("%v, %v", session, err)
	}
	again, _ := asked(s)
	session, err = again.RedeemSupport(t.Context(), answer)
	s.Must(err)
	session.SignOut()
	if s.Logged(strings.Fields(answer)[0]) {
		t.Error("the log holds the answer")
	}
	s.Tap("support_desk.next")
	s.Focused(p.Request, "request")
	if p.Request.Text != "" || p.Out.Text != "" || p.Sure.Checked {
		t.Error("the last request is still there")
	}
}

func TestSupportDeskGivesTheAnswerAway(t *testing.T) {
	s := screentest.New(t)
	screentest.Locked(s, model.KindMulti)
	_, request := asked(s)
	opensDesk(s)
	post := &screentest.Mailer{App: screentest.TheApp}
	s.Cfg.App = post
	s.Paste(request.Text)
	test.Tap(signing(s).Sure)
	s.Tap("support_desk.sign")
	answer := signing(s).Out.Text
	s.Tap("handout.mail")
	to, _, body := post.Draft(t)
	if to != "" || messages.Flowing(fold.Groups(body)) != messages.Flowing(answer) {
		t.Errorf("to %q:\n%s\nnot\n%s", to, fold.Groups(body), answer)
	}
	path := filepath.Join(t.TempDir(), "answer.txt")
	s.Tap("support_request.save")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	text, err := os.ReadFile(path)
	s.Must(err)
	if messages.Flowing(fold.Groups(string(text))) != messages.Flowing(answer) {
		t.Errorf("saved:\n%s", text)
	}
	i18n.Use("en")
	defer i18n.Use("ja")
	if english := signing(s).Out.Letter().Body; messages.Flowing(fold.Groups(english)) != messages.Flowing(answer) {
		t.Errorf("in English:\n%s", fold.Groups(english))
	}
}

func TestSupportDeskRefuses(t *testing.T) {
	s := screentest.New(t)
	s.WithOffice(model.KindMulti).WithDesk(screentest.OtherDesk)
	s.Phone, _ = s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin()
	_, elsewhere := asked(s)
	s.WithDesk(screentest.Away().Desk.Key)
	pending, _ := asked(s)
	request, err := pending.RequestSupport(t.Context(), true)
	s.Must(err)
	opensDesk(s)
	p := signing(s)
	for _, c := range []struct {
		text, key string
		pairs     []any
		signs     bool
	}{
		{"", "failure.claim_typed", []any{"Row", 0}, false},
		{"thank you, dear desk", "failure.claim_typed", []any{"Row", 0}, false},
		{screentest.Mistype(request.Text, 4), "failure.claim_typed", []any{"Row", 4}, false},
		{elsewhere.Text, "failure.claim_desk", nil, true},
	} {
		s.Window.Canvas().Focus(p.Request)
		p.Wipe()
		s.Paste(c.text)
		if c.signs {
			test.Tap(p.Sure)
			s.Tap("support_desk.sign")
		} else {
			s.Press(fyne.KeyReturn)
		}
		if got, want := p.Field.Error(), i18n.T(c.key, c.pairs...); got != want || p.Out.Text != "" {
			t.Errorf("%.12q: the field says %q, not %q; answer %q", c.text, got, want, p.Out.Text)
		}
		s.Focused(p.Request, "request")
	}
	// A tick for one request does not count for another.
	p.Wipe()
	s.Paste(elsewhere.Text)
	test.Tap(p.Sure)
	s.Window.Canvas().Focus(p.Request)
	p.Request.Wipe()
	s.Paste(request.Text)
	if p.Sure.Checked || !p.Sign.Disabled() {
		t.Error("a tick for another request holds")
	}
	for range int(2 * model.RequestLife / support.KeyIdle) { // somebody is there all the time
		s.Clock.Step(support.KeyIdle / 2)
		s.Ground().MouseMoved(nil)
	}
	test.Tap(p.Sure)
	s.Tap("support_desk.sign")
	if got := p.Field.Error(); got != i18n.T("failure.request_expired") {
		t.Errorf("expired: %q", got)
	}
}

// The field distinguishes a wrong file from a wrong passphrase.
func TestSupportDeskOpensItsKeyOnly(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Tap("login.desk")
	page := s.W.Current().(*support.DeskPage)
	choose := func(path string) {
		t.Helper()
		test.Tap(page.Opener.Browse)
		s.Fill(s.Field("open_file.path"), path)
		s.Press(fyne.KeyReturn)
		s.Focused(page.Opener.Passphrase, "passphrase")
	}
	letter := filepath.Join(t.TempDir(), "letter.txt")
	s.Must(os.WriteFile(letter, []byte("no key"), 0o600))
	choose(letter)
	s.Press(fyne.KeyReturn)
	field := s.Field("support_key.passphrase")
	if got := field.Error(); got != i18n.T("support_desk.passphrase_missing") {
		t.Errorf("nothing typed: %q", got)
	}
	s.TypeKeys("wrong")
	s.Press(fyne.KeyReturn)
	if got := field.Error(); got != i18n.T("failure.not_support_key") {
		t.Errorf("no key: %q", got)
	}
	choose(keyFile(s))
	s.TypeKeys("wrong")
	s.Press(fyne.KeyReturn)
	if got := field.Error(); got != i18n.T("failure.passphrase") || page.Key != nil {
		t.Errorf("wrong passphrase: %q", got)
	}
}

// The key is open only while its page is in front and somebody is there.
func TestSupportDeskForgetsItsKey(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	opensDesk(s)
	page := deskPage(s)
	key := page.Key
	if page.Opener.Passphrase.Text() != "" {
		t.Error("the passphrase stays")
	}
	for _, sign := range []func(){func() { s.Paste("A") }, func() { s.Ground().MouseMoved(nil) }, func() { s.TypeKeys("B") }} {
		s.Clock.Step(support.KeyIdle - time.Second)
		s.W.Tick()
		s.OnPage("desk_open")
		sign()
		s.W.Tick()
	}
	s.Clock.Step(support.KeyIdle - time.Second)
	s.W.Tick()
	s.OnPage("desk_open")
	if key.Desk() != screentest.Away().Desk {
		t.Fatal("not the key")
	}
	s.Clock.Step(time.Second)
	s.W.Tick()
	s.OnPage("login")
	s.Says(i18n.T("support_desk.idle"))
	if key.Desk() == screentest.Away().Desk {
		t.Error("the key outlives the page")
	}
	if page.Signer.Request.Text != "" {
		t.Error("the request outlives the page")
	}
}

// Opening slowly leaves no open key behind when the page has gone.
func TestSupportDeskOfAPageThatIsGone(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Tap("login.desk")
	page := s.W.Current().(*support.DeskPage)
	page.Opener.Chosen(screentest.Away().File, "desk.age")
	s.TypeKeys(screentest.DeskPassphrase)
	s.Hold = true
	s.Press(fyne.KeyReturn)
	s.Tap("common.back")
	s.Run()
	s.OnPage("login")
	if page.Key != nil || page.Opener.Passphrase.Text() != "" {
		t.Error("something is open that nobody closes")
	}
}

// A support desk's PC needs no account: the first run leads there, and back.
func TestSupportDeskWithoutAnAccount(t *testing.T) {
	s := screentest.New(t).Begin()
	opensDesk(s)
	s.Tap("support_desk.close")
	s.OnPage("first_run_1")
}

// A key exists once its file does, and then the public key is shown.
func TestSupportKeyIsMade(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Tap("login.desk")
	s.Tap("support_desk.make")
	s.Press(fyne.KeyReturn)
	s.Press(fyne.KeyReturn)
	if got := s.Field("support_key.passphrase").Error(); got != i18n.T("failure.passphrase_short", "Max", model.MinPassword) {
		t.Errorf("nothing typed: %q", got)
	}
	s.Fill(s.Field("support_key.passphrase"), screentest.DeskPassphrase)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("support_key.passphrase_again"), screentest.DeskPassphrase)
	s.Press(fyne.KeyReturn)
	path := filepath.Join(t.TempDir(), "new")
	s.Fill(s.Field("save_file.path"), path)
	s.Press(fyne.KeyReturn)
	s.Shows("support_key.made_title")
	s.OpensFolder(path + support.KeyEnding)
	made, err := os.ReadFile(path + support.KeyEnding)
	s.Must(err)
	if info, err := os.Stat(path + support.KeyEnding); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	key, err := model.OpenSupportKey(made, screentest.DeskPassphrase)
	s.Must(err)
	if desk := key.Desk(); s.Field("support_desk.public_key").Entry.(*widgets.Area).Text != messages.Flowing(desk.Key) {
		t.Error("another public key is shown")
	}
	s.ShowsPart(key.Desk().Fingerprint)
	s.Key(fyne.KeyEscape)
	s.OnPage("desk")
}

// Giving up makes nothing, and the passphrase is forgotten.
func TestSupportKeyIsGivenUp(t *testing.T) {
	s := screentest.New(t).Begin()
	s.Tap("login.desk")
	s.Tap("support_desk.make")
	maker := s.W.Dialog().(*support.MakeKeyDialog)
	s.Fill(s.Field("support_key.passphrase"), screentest.DeskPassphrase)
	s.Key(fyne.KeyEscape)
	if maker.Pair.First.Text() != "" || s.W.Dialog() != nil {
		t.Error("the passphrase outlives the dialog")
	}
	s.Tap("support_desk.make")
	maker = s.W.Dialog().(*support.MakeKeyDialog)
	s.Fill(s.Field("support_key.passphrase"), screentest.DeskPassphrase)
	s.Clock.Step(support.KeyIdle)
	s.W.Tick() // somebody has just typed
	s.Clock.Step(support.KeyIdle)
	s.W.Tick()
	s.OnPage("first_run_1")
	if maker.Pair.First.Text() != "" {
		t.Error("the passphrase outlives the page")
	}
}

// A passphrase is never called a password, whatever is wrong with it.
func TestTheDialogOfASupportKeySpeaksOfAPassphrase(t *testing.T) {
	for _, lang := range i18n.Languages() {
		s := screentest.New(t).Begin().ToPlace() // which says nothing of passwords itself
		s.W.SetLanguage(lang)
		support.MakeKey(s.W, func(model.SupportDesk) {})
		word := strings.ToLower(i18n.T("login.password"))
		for _, typed := range []string{"", "short", "qlingoqlingoqlingo", "passwordpassword", strings.Repeat("a", 129), "aaaaaaaaaaaaaaaa"} {
			s.Fill(s.Field("support_key.passphrase"), typed)
			s.Fill(s.Field("support_key.passphrase_again"), typed+"x")
			s.Tap("support_key.make")
			if strings.Contains(strings.ToLower(s.Text()), word) {
				t.Errorf("%s, %.20q:\n%s", lang, typed, s.Text())
			}
			for _, key := range []string{"support_key.passphrase", "support_key.passphrase_again"} {
				if said := s.Field(key).Error(); strings.Contains(strings.ToLower(said), word) {
					t.Errorf("%s, %.20q: %q", lang, typed, said)
				}
			}
		}
		s.Tap("support_key.generate")
		if strings.Contains(strings.ToLower(s.Text()), word) {
			t.Errorf("%s, made:\n%s", lang, s.Text())
		}
		i18n.Use("ja")
	}
}
