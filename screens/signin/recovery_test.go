package signin_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/screentest"
	"qlingo/screens/signin"
)

func recoveryPage(s *screentest.Harness) *signin.RecoveryPage {
	return s.W.Current().(*signin.RecoveryPage)
}

// By keyboard, for both kinds of accounts.
func TestForgottenPassword(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := screentest.New(t).WithOffice(kind).Begin()
			s.OnRecovery()
			s.TypeKeys("Sato.H")
			s.Press(fyne.KeyReturn)
			s.TypeKeys(s.Paper())
			s.Press(fyne.KeyReturn)
			s.TypeKeys(screentest.NewPassword)
			s.Press(fyne.KeyReturn)
			s.TypeKeys(screentest.NewPassword)
			s.Press(fyne.KeyReturn)
			if s.W.Session() == nil || s.W.Session().Person().Login != "sato.h" {
				t.Fatalf("not inside:\n%s", s.Text())
			}
			s.W.Flow.SignOut()
			s.SignIn("sato.h", screentest.AdminPassword)
			s.OnPage("login")
			s.SignIn("sato.h", screentest.NewPassword)
			if s.W.Session() == nil {
				t.Fatalf("the new password does not open:\n%s", s.Text())
			}
		})
	}
}

// The kit does not replace the PIN.
func TestForgottenPasswordWithMFA(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	pin, _ := s.WithMFA("sato.h", screentest.AdminPassword)
	s.Begin()
	s.OnRecovery()
	page := recoveryPage(s)
	s.Recover("sato.h", s.Paper(), screentest.NewPassword)
	s.OnPage("pin")
	if s.W.Session() != nil {
		t.Fatal("inside without a PIN")
	}
	if page.Kit.Entry.Text+page.Pair.First.Text()+page.Pair.Second.Text() != "" || strings.Contains(s.Text(), s.Kit[0]) {
		t.Error("what was typed outlives the page")
	}
	s.EnterPIN(pin())
	s.OnPage("users")
}

// Every error is shown at its field, and all input stays.
func TestForgottenPasswordRefused(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k").WithSettings(func(settings *model.Settings) {
		settings.MinPassword = 30
	}).Begin()
	s.OnRecovery()
	page := recoveryPage(s)
	for _, c := range []struct {
		login, kit, password string
		field, key           string
		pairs                []any
		focus                fyne.Focusable
	}{
		{" ", s.Paper(), screentest.NewPassword, "first_run.login", "recovery.id_needed", nil, page.ID},
		{"sato.h", "", screentest.NewPassword, "kit.label", "failure.kit_short", nil, page.Kit.Entry},
		{"sato.h", s.Mistyped(7), screentest.NewPassword, "kit.label", "failure.kit_typed", []any{"Row", 7}, page.Kit.Entry},
		{"sato.h", s.Paper() + "a", screentest.NewPassword, "kit.label", "kit.long", nil, page.Kit.Entry},
		{"sato.h", s.OtherKit(), screentest.NewPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"takahashi.k", s.Paper(), screentest.NewPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"nobody", s.Paper(), screentest.NewPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"sato.h", s.Paper(), "short", "password.new", "failure.password_short", []any{"Max", model.MinPassword}, page.Pair.First},
		{"sato.h", s.Paper(), screentest.NewPassword, "password.new", "failure.password_short", []any{"Max", 30}, page.Pair.First},
	} {
		s.Recover(c.login, c.kit, c.password)
		s.OnPage("recovery")
		if got, want := s.Field(c.field).Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%s %.6s: the field says %q, not %q", c.login, c.kit, got, want)
		}
		s.Focused(c.focus, c.field)
		if page.ID.Text != c.login || page.Kit.Entry.Text != c.kit || page.Pair.First.Text() != c.password || page.Pair.Second.Text() != c.password {
			t.Errorf("%s: something typed is lost", c.login)
		}
	}
	s.Fill(s.Field("password.again"), "different")
	s.Fill(s.Field("password.new"), strings.Repeat(screentest.NewPassword, 2))
	s.Tap("recovery.save")
	if got := s.Field("password.again").Error(); got != i18n.T("password.differs") {
		t.Errorf("the field says %q", got)
	}
	s.Tap("recovery.back")
	s.OnPage("login")
	if page.Kit.Entry.Text != "" || page.Pair.First.Text() != "" {
		t.Error("what was typed outlives the page")
	}
	s.SignIn("sato.h", screentest.AdminPassword)
	s.OnPage("users")
}

// The mistyped group is named as soon as the kit is complete, and shown in red.
func TestKitFieldNamesTheMistypedGroup(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.OnRecovery()
	page := recoveryPage(s)
	field := s.Field("kit.label")
	groups := strings.Split(s.Mistyped(3), "-")
	s.Fill(field, strings.ToLower(groups[0])+"ー"+groups[1]+" "+groups[2][:4])
	if field.Error() != "" {
		t.Errorf("half a group says %q", field.Error())
	}
	s.TypeKeys(groups[2][4:])
	if want := i18n.T("failure.kit_typed", "Row", 3); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
	for i, group := range page.Kit.Groups {
		text, color := "_____", look.ColorMuted
		if i < 3 {
			text, color = groups[i], look.ColorText
		}
		if i == 2 {
			color = look.ColorDanger
		}
		if group.Text != text || group.Color != color || !group.Style.Monospace {
			t.Errorf("group %d: %q in %s", i+1, group.Text, group.Color)
		}
	}
	// The saved text has a number before each group.
	pasted := ""
	for i, group := range s.Kit {
		pasted += "  [" + string(rune('1'+i)) + "]  " + group
	}
	s.Fill(field, pasted)
	if field.Error() != "" || model.CheckKit(page.Kit.Text()) != nil || page.Kit.Groups[7].Text != s.Kit[7] {
		t.Errorf("a pasted kit: %q, %q", field.Error(), page.Kit.Groups[7].Text)
	}
	s.TypeKeys("A")
	if want := i18n.T("kit.long"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
}

// A slow recovery must not leave a session behind when its page has gone. Meanwhile nothing leaves the page.
func TestRecoveryOfAPageThatIsGone(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.OnRecovery()
	s.Hold = true
	s.Recover("sato.h", s.Paper(), screentest.NewPassword)
	if !s.Button("recovery.back").Disabled() {
		t.Error("one can go back meanwhile")
	}
	s.W.Flow.ToLogin("")
	s.Run()
	s.OnPage("login")
	if s.W.Session() != nil {
		t.Error("a session came out of nowhere")
	}
}
