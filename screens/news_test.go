package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

func newsOf(s *screentest.Harness) *newsBanners {
	s.T.Helper()
	in, ok := s.W.Current().(*shell)
	if !ok {
		s.T.Fatalf("%T is in front", s.W.Current())
	}
	return in.news
}

// showsNews asserts which changes are shown.
func showsNews(s *screentest.Harness, lines ...string) {
	s.T.Helper()
	news := newsOf(s)
	if len(lines) == 0 {
		if news.changesNotice.Visible() {
			s.T.Errorf("still shown: %q", news.changesNotice.Text())
		}
		return
	}
	want := i18n.T("news.changed")
	for _, line := range lines {
		want += "\n" + line
	}
	if news.changesNotice.Text() != want || !news.changesNotice.Visible() {
		s.T.Errorf("shown (%t):\n%s\nwant:\n%s", news.changesNotice.Visible(), news.changesNotice.Text(), want)
	}
}

func TestChangesAreToldUntilAcknowledged(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), screentest.IDOf(s, boss, "takahashi.k"))
		s.Must(err)
	})
	reset := i18n.T("news_change.mfa_reset", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now()))
	s.Clock.Step(time.Hour)
	for range 2 { // at every sign-in, until it is acknowledged
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.OnPage("my_page")
		showsNews(s, reset)
		s.W.Flow.GoTo(window.RouteThisPC)
		showsNews(s, reset)
		s.W.Flow.SignOut()
	}
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Window.Canvas().Focus(s.Button("news.mark_seen"))
	s.Press(fyne.KeyReturn)
	showsNews(s)
	s.W.Flow.SignOut()
	s.SignIn("takahashi.k", screentest.UserPassword)
	showsNews(s)
}

// Administrators start at the table of users, and see above it what another administrator changed for them.
func TestChangesAreToldAboveTheTable(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "ito.t").Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.SetRole(context.Background(), screentest.IDOf(s, boss, "ito.t"), model.RoleAdministrator)
		s.Must(err)
	})
	made := i18n.T("news_change.made_administrator", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now()))
	s.SignIn("ito.t", screentest.UserPassword)
	s.OnPage("users")
	showsNews(s, made)
	s.Window.Resize(fyne.NewSize(820, 600))
	driver := fyne.CurrentApp().Driver()
	news := driver.AbsolutePositionForObject(newsOf(s).changesNotice).Y + newsOf(s).changesNotice.Size().Height
	if table := driver.AbsolutePositionForObject(s.Table()).Y; table < news {
		t.Errorf("the table begins at %v, the news end at %v", table, news)
	}
	page := s.Page().Content()
	if bottom := driver.AbsolutePositionForObject(page).Y + page.Size().Height; bottom > 600 {
		t.Errorf("the page ends at %v in a window of 600", bottom)
	}
	s.W.SetLanguage("en")
	showsNews(s, i18n.T("news_change.made_administrator", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now())))
	s.W.SetLanguage("ja")
	s.Tap("news.mark_seen")
	showsNews(s)
}

// An answer that arrives after its page has gone is not lost: the next page loads again.
func TestChangesAreToldOnWhateverPageComes(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), screentest.IDOf(s, boss, "takahashi.k"), model.Details{}, model.Details{Name: "髙橋"})
		s.Must(err)
	})
	edited := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now()))
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Hold = true
	s.W.Show(func() window.Screen { return newShell(flowOf(s)) })
	s.W.Flow.GoTo(window.RouteThisPC)
	showsNews(s)
	s.Run()
	showsNews(s, edited)

	s.Hold = true
	s.Tap("news.mark_seen")
	s.W.Flow.GoTo(window.RouteMyPage)
	if s.Button("news.mark_seen").Busy() {
		t.Error("the button stays busy")
	}
	s.Run() // jobs of the old page end with it
	showsNews(s, edited)
	s.Tap("news.mark_seen")
	showsNews(s)
}

// Only what was shown is acknowledged. The rest follows, and so does what happened meanwhile.
func TestOnlyWhatWasReadIsAcknowledged(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	edit := func(times int) {
		s.Boss(func(boss *model.Session) {
			id := screentest.IDOf(s, boss, "takahashi.k")
			for i := range times {
				_, err := boss.EditUser(context.Background(), id, model.Details{}, model.Details{Name: "髙橋", Phone: string(rune('1' + i))})
				s.Must(err)
			}
		})
	}
	edit(newsLines + 2)
	edited := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now()))
	s.SignIn("takahashi.k", screentest.UserPassword)
	showsNews(s, edited, edited, edited, edited, i18n.T("news.more", "Count", 2))
	s.Clock.Step(time.Minute)
	s.Boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), screentest.IDOf(s, boss, "takahashi.k"), model.Details{}, model.Details{Name: "髙𣘺"})
		s.Must(err)
	})
	later := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.Clock.Now()))
	s.Tap("news.mark_seen")
	showsNews(s, edited, edited, later)
	s.Tap("news.mark_seen")
	showsNews(s)
}

func TestResetOffersTheSecondStepAgain(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), screentest.IDOf(s, boss, "takahashi.k"))
		s.Must(err)
	})
	s.SignIn("takahashi.k", screentest.UserPassword)
	news := newsOf(s)
	if !news.enableMFA.Visible() {
		t.Fatal("after a reset nothing offers to switch it on again")
	}
	s.Window.Canvas().Focus(news.enableMFA)
	s.Press(fyne.KeyReturn)
	phone, err := window.DemoPIN(s.SetupKey())
	s.Must(err)
	s.Typed(phone(s.Clock.Now()))
	s.Press(fyne.KeyReturn)
	s.Note()
	s.Tap("common.done")
	if !s.MFA() || news.enableMFA.Visible() {
		t.Errorf("MFA %t, still offered %t", s.MFA(), news.enableMFA.Visible())
	}
	if _, ok := screentest.Find(s, func(c *widgets.Chip) bool { return c.Text == i18n.T("mfa.on") }); !ok {
		t.Error("the page below does not know it")
	}
	if !news.changesNotice.Visible() {
		t.Error("the change counts as acknowledged")
	}
}

// wrongPINs types wrong PINs after the right password, and waits in between.
func wrongPINs(s *screentest.Harness, login, password string, right func() string, times int) {
	s.T.Helper()
	for range times {
		_, pending, err := s.W.Office().SignIn(context.Background(), login, password)
		s.Must(err)
		if _, err = pending.Enter(context.Background(), screentest.Wrong(right())); model.CodeOf(err) != model.CodeWrongPIN {
			s.T.Fatal(err)
		}
		pending.Leave()
		s.Clock.Step(2 * time.Hour)
	}
}

func TestWrongPINsAreAWarning(t *testing.T) {
	for _, times := range []int{suspiciousPINs - 1, suspiciousPINs} {
		s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
		pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
		s.Begin()
		wrongPINs(s, "takahashi.k", screentest.UserPassword, pin, times)
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.EnterPIN(pin())
		s.ShowsPart(i18n.T("person.last_with_pin_failures", "Time", "", "Failures", times, "PINs", times))
		if got := newsOf(s).suspicion.Visible(); got != (times >= suspiciousPINs) {
			t.Errorf("after %d wrong PINs the warning is there: %t", times, got)
		}
	}
}

func TestTheWarningLeadsToANewPassword(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	wrongPINs(s, "takahashi.k", screentest.UserPassword, pin, suspiciousPINs)
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.EnterPIN(pin())
	s.Says(i18n.T("news.wrong_pins", "Count", suspiciousPINs))
	s.Window.Canvas().Focus(s.Button("news.change_password"))
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password_change.current"), screentest.UserPassword)
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	s.Fill(s.Field("password.again"), "eleven grey pigeons walk")
	s.Press(fyne.KeyReturn)
	s.Says(i18n.T("password_card.done"))
	if newsOf(s).changePassword.Visible() {
		t.Error("the password is to be changed once more")
	}
	if s.Window.Canvas().Focused() != newsOf(s).closeSuspicion {
		t.Errorf("the focus is on %T", s.Window.Canvas().Focused())
	}
	s.Press(fyne.KeyReturn)
	if newsOf(s).f.Banners().Visible() {
		t.Error("it cannot be closed")
	}
	s.W.SetLanguage("en") // rebuilds everything
	defer s.W.SetLanguage("ja")
	if newsOf(s).f.Banners().Visible() {
		t.Error("what was read is shown again")
	}
	s.W.Flow.SignOut()
	wrongPINs(s, "takahashi.k", "eleven grey pigeons walk", pin, suspiciousPINs)
	s.SignIn("takahashi.k", "eleven grey pigeons walk")
	s.EnterPIN(pin())
	if !newsOf(s).f.Banners().Visible() {
		t.Error("the next sign-in does not warn")
	}
}

// If acknowledging fails, the page says so and the change stays.
func TestAcknowledgingFails(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.Boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), screentest.IDOf(s, boss, "takahashi.k"), model.Details{}, model.Details{Name: "髙橋"})
		s.Must(err)
	})
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Hold = true
	s.Tap("news.mark_seen")
	s.W.Lock()
	s.Run()
	s.Fill(s.Field("login.password"), screentest.UserPassword)
	s.Press(fyne.KeyReturn)
	if !newsOf(s).changesNotice.Visible() || newsOf(s).acknowledge.Busy() {
		t.Error("what was not acknowledged is gone, or stays busy")
	}
	if s.Dialogs("news_failed") != 1 {
		t.Errorf("nothing is said:\n%s", s.Text())
	}
	s.Key(fyne.KeyEscape)
	s.Tap("news.mark_seen")
	showsNews(s)
}

func TestNewsKeepOffThePage(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	if newsOf(s).f.Banners().Visible() {
		t.Error("there is room for news that are not there")
	}
	card, _ := screentest.Find(s, func(*widgets.Card) bool { return true })
	before := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).Y
	newsOf(s).changes = []model.Change{{Seq: 1, Kind: model.ActivityUserEdited, Actor: "sato.h", Time: s.Clock.Now()}}
	newsOf(s).show()
	if after := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).Y; after <= before {
		t.Errorf("the page stays at %v under the news", after)
	}
}

// flowOf is what leads from page to page.
func flowOf(s *screentest.Harness) *flow { return s.W.Flow.(*flow) }
