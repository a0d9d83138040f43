package screens

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// boss does something as the administrator, in another session of the same program.
func (s *stage) boss(do func(*model.Session)) {
	s.t.Helper()
	boss, _, err := s.w.Office().SignIn(context.Background(), "sato.h", adminPassword)
	s.must(err)
	do(boss)
	boss.SignOut()
}

// idOf finds a person by login.
func idOf(s *stage, boss *model.Session, login string) model.PersonID {
	s.t.Helper()
	people, err := boss.People(context.Background())
	s.must(err)
	for _, person := range people {
		if person.Login == login {
			return person.ID
		}
	}
	s.t.Fatalf("nobody is %s", login)
	return model.PersonID{}
}

func newsOf(s *stage) *newsBanners {
	s.t.Helper()
	in, ok := s.w.Current().(*shell)
	if !ok {
		s.t.Fatalf("%T is in front", s.w.Current())
	}
	return in.news
}

// tellsOf asserts which changes are shown.
func tellsOf(s *stage, lines ...string) {
	s.t.Helper()
	news := newsOf(s)
	if len(lines) == 0 {
		if news.changesRow.Visible() && news.body.Visible() {
			s.t.Errorf("still told: %q", news.changesNotice.Text())
		}
		return
	}
	want := i18n.T("news.changed")
	for _, line := range lines {
		want += "\n" + line
	}
	if news.changesNotice.Text() != want || !news.body.Visible() || !news.changesRow.Visible() {
		s.t.Errorf("told (%t):\n%s\nwant:\n%s", news.body.Visible(), news.changesNotice.Text(), want)
	}
}

func TestChangesAreToldUntilAcknowledged(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.withMFA("takahashi.k", userPassword)
	s.begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), idOf(s, boss, "takahashi.k"))
		s.must(err)
	})
	reset := i18n.T("news_change.mfa_reset", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now()))
	s.clock.step(time.Hour)
	for range 2 { // at every sign-in, until it is acknowledged
		s.signIn("takahashi.k", userPassword)
		s.onPage("my_page")
		tellsOf(s, reset)
		s.w.Flow.GoTo(window.RouteThisPC)
		tellsOf(s, reset)
		s.w.Flow.SignOut()
	}
	s.signIn("takahashi.k", userPassword)
	s.window.Canvas().Focus(s.button("news.mark_seen"))
	s.press(fyne.KeyReturn)
	tellsOf(s)
	s.w.Flow.SignOut()
	s.signIn("takahashi.k", userPassword)
	tellsOf(s)
}

// Administrators start at the table of users, and see above it what another administrator changed for them.
func TestChangesAreToldAboveTheTable(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "ito.t").begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.SetRole(context.Background(), idOf(s, boss, "ito.t"), model.RoleAdministrator)
		s.must(err)
	})
	made := i18n.T("news_change.made_administrator", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now()))
	s.signIn("ito.t", userPassword)
	s.onPage("users")
	tellsOf(s, made)
	s.window.Resize(fyne.NewSize(820, 600))
	driver := fyne.CurrentApp().Driver()
	news := driver.AbsolutePositionForObject(newsOf(s).changesNotice).Y + newsOf(s).changesNotice.Size().Height
	if table := driver.AbsolutePositionForObject(s.table()).Y; table < news {
		t.Errorf("the table begins at %v, the news end at %v", table, news)
	}
	page := s.page().Content()
	if bottom := driver.AbsolutePositionForObject(page).Y + page.Size().Height; bottom > 600 {
		t.Errorf("the page ends at %v in a window of 600", bottom)
	}
	s.w.SetLanguage("en")
	tellsOf(s, i18n.T("news_change.made_administrator", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now())))
	s.w.SetLanguage("ja")
	s.tap("news.mark_seen")
	tellsOf(s)
}

// An answer that arrives after its page has gone is not lost: the next page loads again.
func TestChangesAreToldOnWhateverPageComes(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), idOf(s, boss, "takahashi.k"), model.Details{Name: "髙橋"})
		s.must(err)
	})
	edited := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now()))
	s.signIn("takahashi.k", userPassword)
	s.hold = true
	s.w.Show(func() window.Screen { return newShell(s.flow()) })
	s.w.Flow.GoTo(window.RouteThisPC)
	tellsOf(s)
	s.run()
	tellsOf(s, edited)

	s.hold = true
	s.tap("news.mark_seen")
	s.w.Flow.GoTo(window.RouteMyPage)
	if s.button("news.mark_seen").Busy() {
		t.Error("the button stays busy")
	}
	s.run() // jobs of the old page end with it
	tellsOf(s, edited)
	s.tap("news.mark_seen")
	tellsOf(s)
}

// Only what was shown is acknowledged. The rest follows, and so does what happened meanwhile.
func TestOnlyWhatWasReadIsAcknowledged(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	edit := func(times int) {
		s.boss(func(boss *model.Session) {
			id := idOf(s, boss, "takahashi.k")
			for i := range times {
				_, err := boss.EditUser(context.Background(), id, model.Details{Name: "髙橋", Phone: string(rune('1' + i))})
				s.must(err)
			}
		})
	}
	edit(newsLines + 2)
	edited := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now()))
	s.signIn("takahashi.k", userPassword)
	tellsOf(s, edited, edited, edited, edited, i18n.T("news.more", "Count", 2))
	s.clock.step(time.Minute)
	s.boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), idOf(s, boss, "takahashi.k"), model.Details{Name: "髙𣘺"})
		s.must(err)
	})
	later := i18n.T("news_change.user_edited", "Actor", "佐藤 花子", "Time", i18n.When(s.clock.now()))
	s.tap("news.mark_seen")
	tellsOf(s, edited, edited, later)
	s.tap("news.mark_seen")
	tellsOf(s)
}

func TestResetOffersTheSecondStepAgain(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	s.withMFA("takahashi.k", userPassword)
	s.begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.ResetMFA(context.Background(), idOf(s, boss, "takahashi.k"))
		s.must(err)
	})
	s.signIn("takahashi.k", userPassword)
	news := newsOf(s)
	if !news.enableMFA.Visible() {
		t.Fatal("after a reset nothing offers to switch it on again")
	}
	s.window.Canvas().Focus(news.enableMFA)
	s.press(fyne.KeyReturn)
	phone, err := window.DemoPIN(s.setupKey())
	s.must(err)
	s.typed(phone(s.clock.now()))
	s.press(fyne.KeyReturn)
	s.note()
	s.tap("common.done")
	if !s.mfa() || news.enableMFA.Visible() {
		t.Errorf("MFA %t, still offered %t", s.mfa(), news.enableMFA.Visible())
	}
	if _, ok := find(s, func(c *widgets.Chip) bool { return c.Text == i18n.T("mfa.on") }); !ok {
		t.Error("the page below does not know it")
	}
	if !news.changesRow.Visible() {
		t.Error("the change counts as acknowledged")
	}
}

// wrongPINs types wrong PINs after the right password, and waits in between.
func wrongPINs(s *stage, login, password string, right func() string, times int) {
	s.t.Helper()
	for range times {
		_, pending, err := s.w.Office().SignIn(context.Background(), login, password)
		s.must(err)
		if _, err = pending.Enter(context.Background(), wrong(right())); model.CodeOf(err) != model.CodeWrongPIN {
			s.t.Fatal(err)
		}
		pending.Leave()
		s.clock.step(2 * time.Hour)
	}
}

func TestWrongPINsAreAWarning(t *testing.T) {
	for _, times := range []int{suspiciousPINs - 1, suspiciousPINs} {
		s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
		pin, _ := s.withMFA("takahashi.k", userPassword)
		s.begin()
		wrongPINs(s, "takahashi.k", userPassword, pin, times)
		s.signIn("takahashi.k", userPassword)
		s.enterPIN(pin())
		s.showsPart(i18n.T("person.last_with_pin_failures", "Time", "", "Failures", times, "PINs", times))
		if got := newsOf(s).suspicionRow.Visible() && newsOf(s).body.Visible(); got != (times >= suspiciousPINs) {
			t.Errorf("after %d wrong PINs the warning is there: %t", times, got)
		}
	}
}

func TestTheWarningLeadsToANewPassword(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
	pin, _ := s.withMFA("takahashi.k", userPassword)
	s.begin()
	wrongPINs(s, "takahashi.k", userPassword, pin, suspiciousPINs)
	s.signIn("takahashi.k", userPassword)
	s.enterPIN(pin())
	s.says(i18n.T("news.wrong_pins", "Count", suspiciousPINs))
	s.window.Canvas().Focus(s.button("news.change_password"))
	s.press(fyne.KeyReturn)
	s.fill(s.field("password_change.current"), userPassword)
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	s.fill(s.field("password.again"), "eleven grey pigeons walk")
	s.press(fyne.KeyReturn)
	s.says(i18n.T("password_card.done"))
	if newsOf(s).changePassword.Visible() {
		t.Error("the password is to be changed once more")
	}
	if s.window.Canvas().Focused() != newsOf(s).closeSuspicion {
		t.Errorf("the focus is on %T", s.window.Canvas().Focused())
	}
	s.press(fyne.KeyReturn)
	if newsOf(s).body.Visible() {
		t.Error("it cannot be closed")
	}
	s.w.SetLanguage("en") // rebuilds everything
	defer s.w.SetLanguage("ja")
	if newsOf(s).body.Visible() {
		t.Error("what was heard is told again")
	}
	s.w.Flow.SignOut()
	wrongPINs(s, "takahashi.k", "eleven grey pigeons walk", pin, suspiciousPINs)
	s.signIn("takahashi.k", "eleven grey pigeons walk")
	s.enterPIN(pin())
	if !newsOf(s).body.Visible() {
		t.Error("the next sign-in does not warn")
	}
}

// If acknowledging fails, the page says so and the change stays.
func TestAcknowledgingFails(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.boss(func(boss *model.Session) {
		_, err := boss.EditUser(context.Background(), idOf(s, boss, "takahashi.k"), model.Details{Name: "髙橋"})
		s.must(err)
	})
	s.signIn("takahashi.k", userPassword)
	s.hold = true
	s.tap("news.mark_seen")
	s.w.Lock()
	s.run()
	s.fill(s.field("login.password"), userPassword)
	s.press(fyne.KeyReturn)
	if !newsOf(s).changesRow.Visible() || newsOf(s).acknowledge.Busy() {
		t.Error("what was not acknowledged is gone, or stays busy")
	}
	if s.dialogs("arrival_failed") != 1 {
		t.Errorf("nothing is said:\n%s", s.text())
	}
	s.key(fyne.KeyEscape)
	s.tap("news.mark_seen")
	tellsOf(s)
}

func TestNewsKeepOffThePage(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	if newsOf(s).body.Visible() {
		t.Error("there is room for news that are not there")
	}
	card, _ := find(s, func(*widgets.Card) bool { return true })
	before := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).Y
	newsOf(s).changes = []model.Change{{Seq: 1, Kind: model.ActivityUserEdited, Actor: "sato.h", Time: s.clock.now()}}
	newsOf(s).show()
	if after := fyne.CurrentApp().Driver().AbsolutePositionForObject(card).Y; after <= before {
		t.Errorf("the page stays at %v under the news", after)
	}
}
