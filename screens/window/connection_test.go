package window_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// The bar says since when there is no contact, and why if that is not plain.
func TestBarSaysSinceWhenAndWhy(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	since := s.Clock.Now()
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, i18n.T("connection.lost", "Time", i18n.When(since))},
		{screentest.Failed(model.CodeServerUnreachable), i18n.T("connection.lost", "Time", i18n.When(since))},
		{screentest.Failed(model.CodeOutcomeUnknown), i18n.T("connection.lost", "Time", i18n.When(since))},
		{screentest.Failed(model.CodeServerLogin), i18n.T("connection.lost_why", "Time", i18n.When(since),
			"Why", messages.WithRemedy(screentest.Failed(model.CodeServerLogin), "\n"))},
	} {
		s.W.ShowConnection(model.Connection{Lost: since, Err: c.err})
		s.Says(c.want)
	}
	s.W.ShowConnection(model.Connection{})
	if s.ShowsKey("connection.retry") {
		t.Errorf("the bar stays:\n%s", s.Text())
	}
}

// Where the server refuses the password of this PC the bar takes another one. Inside it says that the window locks.
func TestBarTakesANewPassword(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	lost := model.Connection{Lost: s.Clock.Now()}
	offered := func() bool {
		_, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("connection.password") })
		return there
	}
	if s.W.ShowConnection(lost); offered() || strings.Contains(s.Text(), i18n.T("connection.locks")) {
		t.Errorf("without a session, and without a wrong password:\n%s", s.Text())
	}
	s.SignIn("sato.h", screentest.AdminPassword)
	s.W.ShowConnection(lost)
	s.Says(i18n.T("connection.lost", "Time", i18n.When(lost.Lost)) + "\n" + i18n.T("connection.locks"))
	lost.Err = screentest.Failed(model.CodeServerLogin)
	if s.W.ShowConnection(lost); !offered() {
		t.Fatalf("no password is asked for:\n%s", s.Text())
	}
	kept := ""
	s.Backend.OnPassword = func(_ context.Context, password string) error {
		kept = password
		return nil
	}
	s.Tap("connection.password")
	s.NothingCutOff("server_password")
	s.TypeKeys("new")
	s.Press(fyne.KeyReturn)
	if kept != "new" || widgets.TopModal(s.W.Canvas()) != nil {
		t.Errorf("kept %q:\n%s", kept, s.Text())
	}
}

// A clock that is off is said, in seconds or minutes, until somebody closes the notice; and again once it was right.
func TestClockThatIsOffIsSaid(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	for off, want := range map[time.Duration]string{
		30 * time.Second:       "",
		-30 * time.Second:      "",
		31 * time.Second:       i18n.T("connection.clock_ahead", "Seconds", 31),
		-45 * time.Second:      i18n.T("connection.clock_behind", "Seconds", 45),
		5 * time.Minute:        i18n.T("connection.clock_ahead_minutes", "Minutes", 5),
		-3*time.Hour - 1*1e9/2: i18n.T("connection.clock_behind_minutes", "Minutes", 181),
	} {
		s.W.ShowConnection(model.Connection{ClockOff: off})
		if want == "" && s.ShowsKey("common.close") {
			t.Errorf("%v is said:\n%s", off, s.Text())
		}
		if want != "" {
			s.Says(want)
		}
	}
	off := model.Connection{ClockOff: time.Minute}
	s.W.ShowConnection(off)
	s.Tap("common.close")
	s.W.ShowConnection(off)
	if s.ShowsKey("common.close") {
		t.Error("the notice comes again")
	}
}

func TestBarIsNotCutOff(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti).Begin()
		bad := model.Connection{Lost: s.Clock.Now(), Err: screentest.Failed(model.CodeServerCertificate), ClockOff: time.Hour}
		s.W.ShowConnection(bad)
		s.NothingCutOff("login_lost")
		s.W.ShowConnection(model.Connection{})
		s.SignIn("sato.h", screentest.AdminPassword)
		s.W.ShowConnection(bad)
		s.NothingCutOff("users_lost")
	})
}
