package screens

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/mypage"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// places returns where all buttons in front are, by their labels at rest.
func (s *stage) places() map[*widgets.Button]area {
	s.t.Helper()
	places := map[*widgets.Button]area{}
	for _, o := range s.front() {
		if b, ok := o.(*widgets.Button); ok && shown(b) {
			places[b] = s.placeOf(b)
		}
	}
	return places
}

// stays asserts that a change moves nothing that could be clicked before.
func (s *stage) stays(what string, change func()) {
	s.t.Helper()
	before := s.places()
	change()
	after := s.places()
	for b, was := range before {
		now, there := after[b]
		if !there || was == now || fmt.Sprintf("%.0f", was) == fmt.Sprintf("%.0f", now) {
			continue
		}
		s.t.Errorf("%s: %q moved from %v to %v", what, b.Text, was, now)
	}
}

// TestNothingMovesUnderTheMouse: a second click hits the same thing.
func TestNothingMovesUnderTheMouse(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "takahashi.k", "abe.m")
	pin, codes := s.withMFA("takahashi.k", userPassword)
	s.begin()
	s.stays("a wrong password", func() { s.signIn("takahashi.k", "wrong") })
	s.stays("the next try", func() { s.write(s.field("login.password").Entry, "x") })
	s.signIn("takahashi.k", userPassword)
	s.stays("a wrong PIN", func() { s.enterPIN("000000") })
	s.clock.step(time.Minute)
	s.enterPIN(pin())
	w := s.w
	for what, c := range map[string]struct {
		open   func()
		change func()
	}{
		"copied codes":          {func() { mypage.ShowCodes(w, slices.Clone(codes), mypage.EnrolledWords(), func() {}) }, func() { s.tap("common.copy") }},
		"saved codes":           {func() { mypage.ShowCodes(w, slices.Clone(codes), mypage.EnrolledWords(), func() {}) }, func() { w.Dialog().(*window.ShownOnce).Modal.Refresh() }},
		"an error at a field":   {func() { mypage.ChangePassword(w, func() {}) }, func() { s.press(fyne.KeyReturn); s.confirm() }},
		"a wrong code":          {func() { mypage.CheckCode(w) }, func() { s.fill(s.field("code_check.code"), "123"); s.confirm() }},
		"a path that is no one": {func() { forms.SaveFile(w, "a.txt", nil, nil) }, func() { s.fill(s.field("save_file.path"), "/no/such/folder/a"); s.confirm() }},
		"a wrong PIN in it":     {func() { mypage.OpenMove(w, func(bool) {}) }, func() { s.typed("000000"); s.press(fyne.KeyReturn) }},
	} {
		c.open()
		s.stays(what, c.change)
		w.ClearOverlays()
		w.LeaveDialog()
	}
	s.stays("switching off", func() { s.tap("mfa.disable") })

	w.Flow.SignOut()
	s.signIn("sato.h", adminPassword)
	s.follow("shell.settings")
	s.window.Canvas().Focus(s.button("settings_page.save")) // scrolls it into view
	s.stays("saved settings", func() { s.tap("settings_page.save") })
	s.stays("settings that cannot be saved", func() { s.fill(s.field("settings_page.password"), "1"); s.tap("settings_page.save") })
	s.fill(s.field("settings_page.password"), "15")
	s.tap("settings_page.save")
	s.follow("shell.users")
	s.stays("a switch that is refused", func() { s.tapAt(s.place("abe.m", "mfa")) })
	s.tap("users.add")
	s.stays("a form that is not complete", func() { s.tap("person_form.add") })
	s.key(fyne.KeyEscape)
	forms.ShowResetNotice(w, s.person("abe.m"))
	s.stays("a copied notice", func() { s.tap("mfa_reset.copy") })
}

// In the smallest window with the largest text, too, errors and whatever opens are in view, and the scroll bar covers
// nothing.
func TestTheEnrolmentInALowWindow(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k").begin()
		s.window.Resize(fyne.NewSize(820, 600))
		s.signIn("takahashi.k", userPassword)
		s.tap("mfa.enable")
		p := enrolment(s)
		s.inSight(p.Code, "the field")
		s.typed("000000")
		s.press(fyne.KeyReturn)
		s.inSight(p.Failure, "what is wrong")
		s.inSight(p.Code, "the field")
		s.tap("enrol.cannot_scan")
		s.inSight(p.Key, "the key")
		for _, o := range s.front() {
			scroll, ok := o.(*container.Scroll)
			if send := s.placeOf(p.Send); ok && send.right+3 > s.areaOf(scroll).right-theme.ScrollBarSize() {
				t.Errorf("the bar covers the button: %v in %v", send, s.areaOf(scroll))
			}
		}
	})
}

func (s *stage) areaOf(o fyne.CanvasObject) area {
	return areaOf(fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size())
}

// inSight asserts that all of something can be seen without scrolling.
func (s *stage) inSight(o fyne.CanvasObject, what string) {
	s.t.Helper()
	for _, around := range s.front() {
		if scroll, ok := around.(*container.Scroll); ok {
			at, view := s.areaOf(o), s.areaOf(scroll)
			if at.top < view.top-slack || at.bottom > view.bottom+slack {
				s.t.Errorf("%s is not in sight: %v in %v", what, at, view)
			}
		}
	}
}
