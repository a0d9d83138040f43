package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/signin"
)

const newPassword = "a garden in november"

// paper is the kit as people type it.
func (s *stage) paper() string { return strings.ToLower(strings.Join(s.kit[:], " ")) }

// mistyped is the kit with one wrong character in a group (from 1).
func (s *stage) mistyped(group int) string {
	groups := s.kit
	sign := "A"
	if strings.HasPrefix(groups[group-1], sign) {
		sign = "B"
	}
	groups[group-1] = sign + groups[group-1][1:]
	return strings.Join(groups[:], "-")
}

// otherKit is a kit of the right shape that opens nothing.
func (s *stage) otherKit() string {
	kit, err := model.NewRecoveryKit()
	s.must(err)
	groups := kit.Groups()
	return strings.Join(groups[:], "")
}

// onRecovery goes there from the login page by keyboard.
func (s *stage) onRecovery() {
	s.t.Helper()
	s.window.Canvas().Focus(s.button("login.forgot"))
	s.press(fyne.KeyReturn)
	s.onPage("recovery")
}

func recoveryPage(s *stage) *signin.RecoveryPage { return s.w.Current().(*signin.RecoveryPage) }

// typeKeys types into whatever has the focus.
func (s *stage) typeKeys(text string) {
	s.t.Helper()
	for _, r := range text {
		s.window.Canvas().Focused().TypedRune(r)
	}
}

func (s *stage) focused(o fyne.Focusable, what string) {
	s.t.Helper()
	if s.window.Canvas().Focused() != o {
		s.t.Errorf("the focus is not on the %s", what)
	}
}

// By keyboard, for both kinds of accounts.
func TestForgottenPassword(t *testing.T) {
	for _, kind := range []model.AccountKind{model.KindMulti, model.KindSingle} {
		t.Run(string(kind), func(t *testing.T) {
			s := newStage(t).withOffice(kind).begin()
			s.onRecovery()
			s.typeKeys("Sato.H")
			s.press(fyne.KeyReturn)
			s.typeKeys(s.paper())
			s.press(fyne.KeyReturn)
			s.typeKeys(newPassword)
			s.press(fyne.KeyReturn)
			s.typeKeys(newPassword)
			s.press(fyne.KeyReturn)
			if s.w.Session() == nil || s.w.Session().Person().Login != "sato.h" {
				t.Fatalf("not inside:\n%s", s.text())
			}
			s.w.Flow.SignOut()
			s.signIn("sato.h", adminPassword)
			s.onPage("login")
			s.signIn("sato.h", newPassword)
			if s.w.Session() == nil {
				t.Fatalf("the new password does not open:\n%s", s.text())
			}
		})
	}
}

// The kit does not replace the PIN.
func TestForgottenPasswordWithMFA(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti)
	pin, _ := s.withMFA("sato.h", adminPassword)
	s.begin()
	s.onRecovery()
	page := recoveryPage(s)
	s.recover("sato.h", s.paper(), newPassword)
	s.onPage("pin")
	if s.w.Session() != nil {
		t.Fatal("inside without a PIN")
	}
	if page.Kit.Entry.Text+page.Pair.First.Text()+page.Pair.Second.Text() != "" || strings.Contains(s.text(), s.kit[0]) {
		t.Error("what was typed outlives the page")
	}
	s.enterPIN(pin())
	s.onPage("users")
}

// recover fills the page and presses its button.
func (s *stage) recover(login, kit, password string) {
	s.t.Helper()
	s.fill(s.field("first_run.login"), login)
	s.fill(s.field("kit.label"), kit)
	s.fill(s.field("password.new"), password)
	s.fill(s.field("password.again"), password)
	s.tap("recovery.save")
}

// Every error is shown at its field, and all input stays.
func TestForgottenPasswordRefused(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k").withSettings(func(settings *model.Settings) {
		settings.MinPassword = 30
	}).begin()
	s.onRecovery()
	page := recoveryPage(s)
	for _, c := range []struct {
		login, kit, password string
		field, key           string
		pairs                []any
		focus                fyne.Focusable
	}{
		{" ", s.paper(), newPassword, "first_run.login", "recovery.id_needed", nil, page.Id},
		{"sato.h", "", newPassword, "kit.label", "failure.kit_short", nil, page.Kit.Entry},
		{"sato.h", s.mistyped(7), newPassword, "kit.label", "failure.kit_typed", []any{"Row", 7}, page.Kit.Entry},
		{"sato.h", s.paper() + "a", newPassword, "kit.label", "failure.kit_short", nil, page.Kit.Entry},
		{"sato.h", s.otherKit(), newPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"takahashi.k", s.paper(), newPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"nobody", s.paper(), newPassword, "kit.label", "failure.kit_wrong", nil, page.Kit.Entry},
		{"sato.h", s.paper(), "short", "password.new", "failure.password_short", []any{"Max", model.MinPassword}, page.Pair.First},
		{"sato.h", s.paper(), newPassword, "password.new", "failure.password_short", []any{"Max", 30}, page.Pair.First},
	} {
		s.recover(c.login, c.kit, c.password)
		s.onPage("recovery")
		if got, want := s.field(c.field).Error(), i18n.T(c.key, c.pairs...); got != want {
			t.Errorf("%s %.6s: the field says %q, not %q", c.login, c.kit, got, want)
		}
		s.focused(c.focus, c.field)
		if page.Id.Text != c.login || page.Kit.Entry.Text != c.kit || page.Pair.First.Text() != c.password || page.Pair.Second.Text() != c.password {
			t.Errorf("%s: something typed is lost", c.login)
		}
	}
	s.fill(s.field("password.again"), "different")
	s.fill(s.field("password.new"), strings.Repeat(newPassword, 2))
	s.tap("recovery.save")
	if got := s.field("password.again").Error(); got != i18n.T("password.differs") {
		t.Errorf("the field says %q", got)
	}
	s.tap("recovery.back")
	s.onPage("login")
	if page.Kit.Entry.Text != "" || page.Pair.First.Text() != "" {
		t.Error("what was typed outlives the page")
	}
	s.signIn("sato.h", adminPassword)
	s.onPage("users")
}

// The mistyped group is named as soon as the kit is complete, and shown in red.
func TestKitFieldNamesTheMistypedGroup(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.onRecovery()
	page := recoveryPage(s)
	field := s.field("kit.label")
	groups := strings.Split(s.mistyped(3), "-")
	s.fill(field, strings.ToLower(groups[0])+"ー"+groups[1]+" "+groups[2][:4])
	if field.Error() != "" {
		t.Errorf("half a group says %q", field.Error())
	}
	s.typeKeys(groups[2][4:])
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
	for i, group := range s.kit {
		pasted += "  [" + string(rune('1'+i)) + "]  " + group
	}
	s.fill(field, pasted)
	if field.Error() != "" || model.CheckKit(page.Kit.Text()) != nil || page.Kit.Groups[7].Text != s.kit[7] {
		t.Errorf("a pasted kit: %q, %q", field.Error(), page.Kit.Groups[7].Text)
	}
	s.typeKeys("A")
	if want := i18n.T("kit.long"); field.Error() != want {
		t.Errorf("the field says %q, not %q", field.Error(), want)
	}
}

// A slow recovery must not leave a session behind when its page has gone. Meanwhile nothing leaves the page.
func TestRecoveryOfAPageThatIsGone(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti).begin()
	s.onRecovery()
	s.hold = true
	s.recover("sato.h", s.paper(), newPassword)
	if !s.button("recovery.back").Disabled() {
		t.Error("one can go back meanwhile")
	}
	s.w.Flow.ToLogin("")
	s.run()
	s.onPage("login")
	if s.w.Session() != nil {
		t.Error("a session came out of nowhere")
	}
}
