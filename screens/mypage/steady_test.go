package mypage_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/mypage"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// TestNothingMovesUnderTheMouse: a second click hits the same thing.
func TestNothingMovesUnderTheMouse(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k", "abe.m")
	pin, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
	s.Begin()
	s.Stays("a wrong password", func() { s.SignIn("takahashi.k", "wrong") })
	s.Stays("the next try", func() { s.Write(s.Field("login.password").Entry, "x") })
	s.SignIn("takahashi.k", screentest.UserPassword)
	s.Stays("a wrong PIN", func() { s.EnterPIN("000000") })
	s.Clock.Step(time.Minute)
	s.EnterPIN(pin())
	w := s.W
	for what, c := range map[string]struct {
		open   func()
		change func()
	}{
		"copied codes":          {func() { mypage.ShowCodes(w, slices.Clone(codes), mypage.EnrolledWords(), func() {}) }, func() { s.Tap("common.copy") }},
		"saved codes":           {func() { mypage.ShowCodes(w, slices.Clone(codes), mypage.EnrolledWords(), func() {}) }, func() { w.Dialog().(*window.ShownOnce).Modal.Refresh() }},
		"an error at a field":   {func() { mypage.ChangePassword(w, func() {}) }, func() { s.Press(fyne.KeyReturn); s.Confirm() }},
		"a wrong code":          {func() { mypage.CheckCode(w) }, func() { s.Fill(s.Field("code_check.code"), "123"); s.Confirm() }},
		"a path that is no one": {func() { forms.SaveFile(w, "a.txt", nil, nil) }, func() { s.Fill(s.Field("save_file.path"), "/no/such/folder/a"); s.Confirm() }},
		"a wrong PIN in it":     {func() { mypage.OpenMove(w, func(bool) {}) }, func() { s.Typed("000000"); s.Press(fyne.KeyReturn) }},
	} {
		c.open()
		s.Stays(what, c.change)
		w.ClearOverlays()
		w.LeaveDialog()
	}
	s.Stays("switching off", func() { s.Tap("mfa.disable") })

	w.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.settings")
	s.Fill(s.Field("settings_page.idle"), "9")
	s.Window.Canvas().Focus(s.SaveButton("settings_page.rules")) // scrolls it into view
	s.Stays("saved settings", func() { s.SaveSection("settings_page.rules") })
	s.Stays("settings that cannot be saved", func() {
		s.Fill(s.Field("settings_page.password"), "1")
		s.SaveSection("settings_page.rules")
	})
	s.Fill(s.Field("settings_page.password"), "16")
	s.SaveSection("settings_page.rules")
	s.Follow("shell.users")
	s.Stays("a switch that is refused", func() { s.TapAt(s.Place("abe.m", "mfa")) })
	s.Tap("users.add")
	s.Stays("a form that is not complete", func() { s.Tap("person_form.add") })
	s.Key(fyne.KeyEscape)
	forms.ShowResetNotice(w, s.Person("abe.m"))
	s.Stays("a copied notice", func() { s.Tap("mfa_reset.copy") })
}

// In the smallest window with the largest text, too, errors and whatever opens are in view, and the scroll bar covers
// nothing.
func TestTheEnrolmentInALowWindow(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k").Begin()
		s.Window.Resize(fyne.NewSize(820, 600))
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.Tap("mfa.enable")
		p := enrolment(s)
		s.InSight(p.Code, "the field")
		s.Typed("000000")
		s.Press(fyne.KeyReturn)
		s.InSight(p.Failure, "what is wrong")
		s.InSight(p.Code, "the field")
		s.Tap("enrol.cannot_scan")
		s.InSight(p.Key, "the key")
		for _, o := range s.Front() {
			scroll, ok := o.(*container.Scroll)
			if send := s.PlaceOf(p.Send); ok && send.Right+3 > s.AreaOf(scroll).Right-theme.ScrollBarSize() {
				t.Errorf("the bar covers the button: %v in %v", send, s.AreaOf(scroll))
			}
		}
	})
}
