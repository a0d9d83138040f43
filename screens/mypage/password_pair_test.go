package mypage_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// choosing shows somebody who is about to choose a new password.
func choosing(t *testing.T) (*screentest.Harness, *forms.PasswordPair) {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Tap("password_card.change")
	return s, s.W.Dialog().(*mypage.PasswordChange).Pair
}

func TestPasswordIsMeasured(t *testing.T) {
	s, pair := choosing(t)
	for password, want := range map[string]int{
		"a":                        0,
		"takahashi.k-takahashi":    0,
		"momsanaladventure":        0, // long enough, but well known
		"eleven grey pigeons walk": 4,
	} {
		s.Fill(s.Field("password.new"), password)
		if pair.Meter.Step != want || pair.Meter.Word != forms.StrengthWord(want) {
			t.Errorf("%q is %d %q, want %d", password, pair.Meter.Step, pair.Meter.Word, want)
		}
	}
	s.Fill(s.Field("password.new"), "")
	s.Press(fyne.KeyBackspace)
	pair.OnFirst()
	if pair.Meter.Word != "" {
		t.Errorf("no password is %q", pair.Meter.Word)
	}
}

// The text below the field. A password that is not allowed is not called strong.
func TestPasswordIsJudged(t *testing.T) {
	s, pair := choosing(t)
	s.Shows("password.hint", "Least", 15)
	for _, c := range []struct {
		password, key string
		pairs         []any
	}{
		{"eleven grey", "password.missing", []any{"Missing", 4}},
		{"eleven grey pigeons", "password.enough", nil},
		{"qwertyuiopasdfgh1", "password.guessable", nil},
		{"momsanaladventure", "failure.password_weak_common", nil},
		{"takahashi.k83749165027", "failure.password_weak_context", nil},
	} {
		s.Fill(s.Field("password.new"), c.password)
		s.Shows(c.key, c.pairs...)
		if strings.HasPrefix(c.key, "failure.") {
			if pair.Meter.Step != 0 {
				t.Errorf("%q is refused and has %d steps", c.password, pair.Meter.Step)
			}
			s.Fill(s.Field("password.again"), c.password)
			s.Press(fyne.KeyReturn)
			if s.W.Dialog() == nil {
				t.Fatalf("%q was taken", c.password)
			}
		}
	}
}

// The office's own least length applies wherever a password is chosen.
func TestPasswordOfThePolicy(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.SignIn("sato.h", screentest.AdminPassword)
	settings, err := s.W.Session().Settings(context.Background())
	s.Must(err)
	settings.MinPassword = 20
	s.Must(s.W.Session().ChangeSettings(context.Background(), settings))
	_, temporary, err := s.W.Session().AddUser(context.Background(), model.NewUser{Login: "abe.m", Details: model.Details{Name: "阿部"}})
	s.Must(err)
	s.Follow("shell.security")
	s.Tap("password_card.change")
	s.Shows("password.hint", "Least", 20)
	s.Key(fyne.KeyEscape)
	s.W.Flow.SignOut()
	s.SignIn("abe.m", temporary)
	s.OnPage("must_change")
	s.Shows("password.hint", "Least", 20)
	s.Choose("nineteen characters")
	s.Shows("failure.password_short", "Max", 20)
	s.Choose("twenty characters ok")
	s.Inside()
}

// Only one worker measures at a time, and its result for a password that has changed is dropped.
func TestMeasuringFollowsTheTyping(t *testing.T) {
	s, pair := choosing(t)
	s.Hold = true
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	if len(s.Later) != 1 {
		t.Errorf("%d workers measure one password", len(s.Later))
	}
	s.Later[0]() // it has measured the first key
	if pair.Meter.Word != "" || len(s.Later) != 2 {
		t.Fatalf("an old answer shows %q, %d workers", pair.Meter.Word, len(s.Later))
	}
	s.Later = s.Later[1:]
	s.Run()
	if pair.Meter.Step != 4 {
		t.Errorf("the whole password has %d steps", pair.Meter.Step)
	}

	s.Hold = true
	s.Fill(s.Field("password.new"), "a")
	pair.Wipe()
	s.Run()
	if pair.Meter.Word != "" || pair.Strength != widgets.MeterSteps {
		t.Errorf("a wiped password is %q", pair.Meter.Word)
	}
	s.Hold = true
	s.Fill(s.Field("password.new"), "a")
	s.Later[0]()
	s.Later = nil
	s.Hold = false
	s.Fill(s.Field("password.new"), "eleven grey pigeons walk")
	if pair.Meter.Step != 4 {
		t.Errorf("after a wipe nothing is measured any more: %d steps", pair.Meter.Step)
	}
}

func TestGeneratedPasswordIsStrong(t *testing.T) {
	s, pair := choosing(t)
	s.Tap("password.generate")
	s.Shows("password.generated")
	if pair.Meter.Step != 4 || pair.First.Text() != pair.Second.Text() {
		t.Errorf("%d steps for a generated password", pair.Meter.Step)
	}
	s.Window.Canvas().Focus(pair.First)
	pair.First.TypedRune('x')
	if _, ok := screentest.Find(s, func(w *widgets.Text) bool { return w.Text == i18n.T("password.generated") }); ok {
		t.Error("a password that was changed counts as generated")
	}
}
