package screens

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
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

// asked returns a new request, from somebody whose PIN is due.
func asked(s *stage) (*model.Pending, model.SupportRequest) {
	s.t.Helper()
	_, pending, err := s.w.Office().SignIn(s.t.Context(), "sato.h", adminPassword)
	s.must(err)
	request, err := pending.RequestSupport(s.t.Context(), false)
	s.must(err)
	return pending, request
}

func signing(s *stage) *support.SignForm { return s.w.Current().(*support.DeskPage).Signer }

// By keyboard: the request comes in a mail, and the answer lets its sender in.
func TestSupportDeskAnswers(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	pending, request := asked(s)
	s.clock.step(3 * time.Hour)
	opensDesk(s)
	s.shows("support_desk.fingerprint")
	s.showsPart(away().desk.Fingerprint)
	if board := theApp.Clipboard().Content(); strings.Contains(board, deskPassphrase) {
		t.Error("the passphrase is on the clipboard")
	}
	p := signing(s)
	s.focused(p.Request, "request")
	s.paste(forms.RequestLetter("森", request).Body)
	for _, text := range []string{"山田商店", "sato.h", i18n.T("support_desk.asked_at", "Time", i18n.When(request.Created), "Age", i18n.T("support_desk.age_hours", "Count", 3))} {
		s.showsPart(text)
	}
	s.says(i18n.T("support_desk.make_sure"))
	if !p.Sign.Disabled() {
		t.Error("one can sign without having made sure")
	}
	s.press(fyne.KeyReturn) // moves to what is missing
	s.focused(p.Sure, "tick")
	if p.Out.Text != "" {
		t.Fatal("signed without having made sure")
	}
	s.typeKeys(" ")
	s.window.Canvas().Focus(p.Sign)
	s.press(fyne.KeyReturn)
	s.focused(p.Out.Copying, "button that copies")
	s.press(fyne.KeyReturn)
	answer := theApp.Clipboard().Content()
	session, err := pending.RedeemSupport(t.Context(), answer)
	if err == nil || model.CodeOf(err) != model.CodeEnded { // the ten minutes are over
		t.Fatalf("%v, %v", session, err)
	}
	again, _ := asked(s)
	session, err = again.RedeemSupport(t.Context(), answer)
	s.must(err)
	session.SignOut()
	if s.logged(strings.Fields(answer)[0]) {
		t.Error("the log holds the answer")
	}
	s.tap("support_desk.next")
	s.focused(p.Request, "request")
	if p.Request.Text != "" || p.Out.Text != "" || p.Sure.Checked {
		t.Error("the last request is still there")
	}
}

func TestSupportDeskGivesTheAnswerAway(t *testing.T) {
	s := newStage(t)
	locked(s, model.KindMulti)
	_, request := asked(s)
	opensDesk(s)
	post := &mailer{App: theApp}
	s.cfg.App = post
	s.paste(request.Text)
	test.Tap(signing(s).Sure)
	s.tap("support_desk.sign")
	answer := signing(s).Out.Text
	s.tap("handout.mail")
	to, _, body := post.draft(t)
	if to != "" || messages.Flowing(fold.Groups(body)) != messages.Flowing(answer) {
		t.Errorf("to %q:\n%s\nnot\n%s", to, fold.Groups(body), answer)
	}
	path := filepath.Join(t.TempDir(), "answer.txt")
	s.tap("support_request.save")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	text, err := os.ReadFile(path)
	s.must(err)
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
	s := newStage(t)
	s.withOffice(model.KindMulti).withDesk(otherDesk)
	s.phone, _ = s.withMFA("sato.h", adminPassword)
	s.begin()
	_, elsewhere := asked(s)
	s.withDesk(away().desk.Key)
	pending, _ := asked(s)
	request, err := pending.RequestSupport(t.Context(), true)
	s.must(err)
	opensDesk(s)
	p := signing(s)
	for _, c := range []struct {
		text, key string
		pairs     []any
		signs     bool
	}{
		{"", "failure.claim_typed", []any{"Row", 0}, false},
		{"thank you, dear desk", "failure.claim_typed", []any{"Row", 0}, false},
		{mistype(request.Text, 4), "failure.claim_typed", []any{"Row", 4}, false},
		{elsewhere.Text, "failure.claim_desk", nil, true},
	} {
		s.window.Canvas().Focus(p.Request)
		p.Wipe()
		s.paste(c.text)
		if c.signs {
			test.Tap(p.Sure)
			s.tap("support_desk.sign")
		} else {
			s.press(fyne.KeyReturn)
		}
		if got, want := p.Field.Error(), i18n.T(c.key, c.pairs...); got != want || p.Out.Text != "" {
			t.Errorf("%.12q: the field says %q, not %q; answer %q", c.text, got, want, p.Out.Text)
		}
		s.focused(p.Request, "request")
	}
	// A tick for one request does not count for another.
	p.Wipe()
	s.paste(elsewhere.Text)
	test.Tap(p.Sure)
	s.window.Canvas().Focus(p.Request)
	p.Request.Wipe()
	s.paste(request.Text)
	if p.Sure.Checked || !p.Sign.Disabled() {
		t.Error("a tick for another request holds")
	}
	for range int(2 * model.RequestLife / support.KeyIdle) { // somebody is there all the time
		s.clock.step(support.KeyIdle / 2)
		s.ground().MouseMoved(nil)
	}
	test.Tap(p.Sure)
	s.tap("support_desk.sign")
	if got := p.Field.Error(); got != i18n.T("failure.request_expired") {
		t.Errorf("expired: %q", got)
	}
}

// The field distinguishes a wrong file from a wrong passphrase.
func TestSupportDeskOpensItsKeyOnly(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.tap("support_desk.title")
	page := s.w.Current().(*support.DeskPage)
	choose := func(path string) {
		t.Helper()
		test.Tap(page.Opener.Browse)
		s.fill(s.field("open_file.path"), path)
		s.press(fyne.KeyReturn)
		s.focused(page.Opener.Passphrase, "passphrase")
	}
	letter := filepath.Join(t.TempDir(), "letter.txt")
	s.must(os.WriteFile(letter, []byte("no key"), 0o600))
	choose(letter)
	s.press(fyne.KeyReturn)
	field := s.field("support_key.passphrase")
	if got := field.Error(); got != i18n.T("support_desk.passphrase_missing") {
		t.Errorf("nothing typed: %q", got)
	}
	s.typeKeys("wrong")
	s.press(fyne.KeyReturn)
	if got := field.Error(); got != i18n.T("failure.not_support_key") {
		t.Errorf("no key: %q", got)
	}
	choose(keyFile(s))
	s.typeKeys("wrong")
	s.press(fyne.KeyReturn)
	if got := field.Error(); got != i18n.T("failure.passphrase") || page.Key != nil {
		t.Errorf("wrong passphrase: %q", got)
	}
}

// The key is open only while its page is in front and somebody is there.
func TestSupportDeskForgetsItsKey(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	opensDesk(s)
	page := deskPage(s)
	key := page.Key
	if page.Opener.Passphrase.Text() != "" {
		t.Error("the passphrase stays")
	}
	for _, sign := range []func(){func() { s.paste("A") }, func() { s.ground().MouseMoved(nil) }, func() { s.typeKeys("B") }} {
		s.clock.step(support.KeyIdle - time.Second)
		s.w.Tick()
		s.onPage("desk_open")
		sign()
		s.w.Tick()
	}
	s.clock.step(support.KeyIdle - time.Second)
	s.w.Tick()
	s.onPage("desk_open")
	if key.Desk() != away().desk {
		t.Fatal("not the key")
	}
	s.clock.step(time.Second)
	s.w.Tick()
	s.onPage("login")
	s.says(i18n.T("support_desk.idle"))
	if key.Desk() == away().desk {
		t.Error("the key outlives the page")
	}
	if page.Signer.Request.Text != "" {
		t.Error("the request outlives the page")
	}
}

// Opening slowly leaves no open key behind when the page has gone.
func TestSupportDeskOfAPageThatIsGone(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.tap("support_desk.title")
	page := s.w.Current().(*support.DeskPage)
	page.Opener.Chosen(away().file, "desk.age")
	s.typeKeys(deskPassphrase)
	s.hold = true
	s.press(fyne.KeyReturn)
	s.tap("common.back")
	s.run()
	s.onPage("login")
	if page.Key != nil || page.Opener.Passphrase.Text() != "" {
		t.Error("something is open that nobody closes")
	}
}

// A support desk's PC needs no account: the first run leads there, and back to the input.
func TestSupportDeskWithoutAnAccount(t *testing.T) {
	s := newStage(t).begin()
	s.fill(s.field("first_run.login"), "sato.h")
	opensDesk(s)
	s.tap("support_desk.close")
	s.onPage("first_run_1")
	if e := s.field("first_run.login").Entry.(*widgets.Entry); e.Text != "sato.h" {
		t.Errorf("the ID became %q", e.Text)
	}
}

// A key exists once its file does, and then the public key is shown.
func TestSupportKeyIsMade(t *testing.T) {
	s := newStage(t).begin()
	s.tap("support_desk.title")
	s.tap("support_desk.make")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyReturn)
	if got := s.field("support_key.passphrase").Error(); got != i18n.T("failure.passphrase_short", "Max", model.MinPassword) {
		t.Errorf("nothing typed: %q", got)
	}
	s.fill(s.field("support_key.passphrase"), deskPassphrase)
	s.press(fyne.KeyReturn)
	s.fill(s.field("support_key.passphrase_again"), deskPassphrase)
	s.press(fyne.KeyReturn)
	path := filepath.Join(t.TempDir(), "new")
	s.fill(s.field("save_file.path"), path)
	s.press(fyne.KeyReturn)
	s.shows("support_key.made_title")
	made, err := os.ReadFile(path + support.KeyEnding)
	s.must(err)
	if info, err := os.Stat(path + support.KeyEnding); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	key, err := model.OpenSupportKey(made, deskPassphrase)
	s.must(err)
	if desk := key.Desk(); s.field("support_desk.public_key").Entry.(*widgets.Area).Text != messages.Flowing(desk.Key) {
		t.Error("another public key is shown")
	}
	s.showsPart(key.Desk().Fingerprint)
	s.key(fyne.KeyEscape)
	s.onPage("desk")
}

// Giving up makes nothing, and the passphrase is forgotten.
func TestSupportKeyIsGivenUp(t *testing.T) {
	s := newStage(t).begin()
	s.tap("support_desk.title")
	s.tap("support_desk.make")
	maker := s.w.Dialog().(*support.MakeKeyDialog)
	s.fill(s.field("support_key.passphrase"), deskPassphrase)
	s.key(fyne.KeyEscape)
	if maker.Pair.First.Text() != "" || s.w.Dialog() != nil {
		t.Error("the passphrase outlives the dialog")
	}
	s.tap("support_desk.make")
	maker = s.w.Dialog().(*support.MakeKeyDialog)
	s.fill(s.field("support_key.passphrase"), deskPassphrase)
	s.clock.step(support.KeyIdle)
	s.w.Tick() // somebody has just typed
	s.clock.step(support.KeyIdle)
	s.w.Tick()
	s.onPage("first_run_1")
	if maker.Pair.First.Text() != "" {
		t.Error("the passphrase outlives the page")
	}
}

// A passphrase is never called a password, whatever is wrong with it.
func TestTheDialogOfASupportKeySpeaksOfAPassphrase(t *testing.T) {
	for _, lang := range i18n.Languages() {
		s := newStage(t).begin()
		s.w.SetLanguage(lang)
		support.MakeSupportKey(s.w, func(model.SupportDesk) {})
		word := strings.ToLower(i18n.T("login.password"))
		for _, typed := range []string{"", "short", "qlingoqlingoqlingo", "passwordpassword", strings.Repeat("a", 129), "aaaaaaaaaaaaaaaa"} {
			s.fill(s.field("support_key.passphrase"), typed)
			s.fill(s.field("support_key.passphrase_again"), typed+"x")
			s.tap("support_key.make")
			if strings.Contains(strings.ToLower(s.text()), word) {
				t.Errorf("%s, %.20q:\n%s", lang, typed, s.text())
			}
			for _, key := range []string{"support_key.passphrase", "support_key.passphrase_again"} {
				if said := s.field(key).Error(); strings.Contains(strings.ToLower(said), word) {
					t.Errorf("%s, %.20q: %q", lang, typed, said)
				}
			}
		}
		s.tap("support_key.generate")
		if strings.Contains(strings.ToLower(s.text()), word) {
			t.Errorf("%s, made:\n%s", lang, s.text())
		}
		i18n.Use("ja")
	}
}
