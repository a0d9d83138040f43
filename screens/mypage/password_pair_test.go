package screens

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/firstrun"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/mypage"
	"qlingo/screens/widgets"
)

// choosing shows somebody who is about to choose a new password.
func choosing(t *testing.T) (*stage, *forms.PasswordPair) {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").begin()
	s.signIn("takahashi.k", userPassword)
	s.tap("password_card.change")
	return s, s.w.Dialog().(*mypage.PasswordChange).Pair
}

func TestPasswordIsMeasured(t *testing.T) {
	s, pair := choosing(t)
	for password, want := range map[string]int{
		"a":                        0,
		"takahashi.k-takahashi":    0,
		"momsanaladventure":        0, // long enough, but well known
		"eleven grey pigeons walk": 4,
	} {
		s.fill(s.field("password.new"), password)
		if pair.Meter.Step != want || pair.Meter.Word != forms.StrengthWord(want) {
			t.Errorf("%q is %d %q, want %d", password, pair.Meter.Step, pair.Meter.Word, want)
		}
	}
	s.fill(s.field("password.new"), "")
	s.press(fyne.KeyBackspace)
	pair.OnFirst()
	if pair.Meter.Word != "" {
		t.Errorf("no password is %q", pair.Meter.Word)
	}
}

// The text below the field. A password that is not allowed is not called strong.
func TestPasswordIsJudged(t *testing.T) {
	s, pair := choosing(t)
	s.shows("password.hint", "Least", 15)
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
		s.fill(s.field("password.new"), c.password)
		s.shows(c.key, c.pairs...)
		if strings.HasPrefix(c.key, "failure.") {
			if pair.Meter.Step != 0 {
				t.Errorf("%q is refused and has %d steps", c.password, pair.Meter.Step)
			}
			s.fill(s.field("password.again"), c.password)
			s.press(fyne.KeyReturn)
			if s.w.Dialog() == nil {
				t.Fatalf("%q was taken", c.password)
			}
		}
	}
}

// The office's own least length applies wherever a password is chosen.
func TestPasswordOfThePolicy(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.signIn("sato.h", adminPassword)
	settings, err := s.w.Session().Settings(context.Background())
	s.must(err)
	settings.MinPassword = 20
	s.must(s.w.Session().ChangeSettings(context.Background(), settings))
	_, temporary, err := s.w.Session().AddUser(context.Background(), model.NewUser{Login: "abe.m", Details: model.Details{Name: "阿部"}})
	s.must(err)
	s.follow("shell.security")
	s.tap("password_card.change")
	s.shows("password.hint", "Least", 20)
	s.key(fyne.KeyEscape)
	s.w.Flow.SignOut()
	s.signIn("abe.m", temporary)
	s.onPage("must_change")
	s.shows("password.hint", "Least", 20)
	s.choose("nineteen characters")
	s.shows("failure.password_short", "Max", 20)
	s.choose("twenty characters ok")
	s.inside()
}

// Only one worker measures at a time, and its result for a password that has changed is dropped.
func TestMeasuringFollowsTheTyping(t *testing.T) {
	s, pair := choosing(t)
	s.hold = true
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	if len(s.later) != 1 {
		t.Errorf("%d workers measure one password", len(s.later))
	}
	s.later[0]() // it has measured the first key
	if pair.Meter.Word != "" || len(s.later) != 2 {
		t.Fatalf("an old answer shows %q, %d workers", pair.Meter.Word, len(s.later))
	}
	s.later = s.later[1:]
	s.run()
	if pair.Meter.Step != 4 {
		t.Errorf("the whole password has %d steps", pair.Meter.Step)
	}

	s.hold = true
	s.fill(s.field("password.new"), "a")
	pair.Wipe()
	s.run()
	if pair.Meter.Word != "" || pair.Strength != widgets.MeterSteps {
		t.Errorf("a wiped password is %q", pair.Meter.Word)
	}
	s.hold = true
	s.fill(s.field("password.new"), "a")
	s.later[0]()
	s.later = nil
	s.hold = false
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	if pair.Meter.Step != 4 {
		t.Errorf("after a wipe nothing is measured any more: %d steps", pair.Meter.Step)
	}
}

func TestGeneratedPasswordIsStrong(t *testing.T) {
	s, pair := choosing(t)
	s.tap("password.generate")
	s.shows("password.generated")
	if pair.Meter.Step != 4 || pair.First.Text() != pair.Second.Text() {
		t.Errorf("%d steps for a generated password", pair.Meter.Step)
	}
	s.window.Canvas().Focus(pair.First)
	pair.First.TypedRune('x')
	if _, ok := find(s, func(w *widgets.Text) bool { return w.Text == i18n.T("password.generated") }); ok {
		t.Error("a password that was changed counts as generated")
	}
}

// Going back and forth in the first run keeps the password and its strength.
func TestFirstRunMeasuresAgain(t *testing.T) {
	s := newStage(t).begin()
	s.fill(s.field("first_run.office"), "山田商店")
	s.fill(s.field("first_run.login"), "sato.h")
	s.fill(s.field("first_run.person"), "佐藤 花子")
	s.press(fyne.KeyReturn)
	s.shows("password.hint", "Least", 15)
	s.fill(s.field("password.new"), "eleven grey pigeons walk")
	s.fill(s.field("password.again"), "eleven grey pigeons walk")
	s.press(fyne.KeyReturn)
	s.tap("common.back")
	if pair := s.w.Current().(*firstrun.FirstPassword).Pair; pair.Meter.Step != 4 {
		t.Errorf("%d steps after coming back", pair.Meter.Step)
	}
}
