package screens

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/people"
	"qlingo/screens/widgets"
)

// managing is an administrator before the table of users.
func managing(t *testing.T, logins ...string) *stage {
	t.Helper()
	s := newStage(t).withOffice(model.KindMulti, logins...)
	return s.manage()
}

func (s *stage) manage() *stage {
	s.t.Helper()
	s.begin().signIn("sato.h", adminPassword)
	s.onPage("users")
	return s
}

func users(s *stage) *people.UsersPage {
	s.t.Helper()
	p, ok := s.page().(*people.UsersPage)
	if !ok {
		s.t.Fatalf("%T is no table of users", s.w.Current())
	}
	return p
}

// logins are the IDs in the table, in its order, whether they are in view or not.
func (s *stage) logins() []string {
	s.t.Helper()
	var logins []string
	for _, row := range s.table().Rows() {
		logins = append(logins, row.Cells[0].Text)
	}
	return logins
}

// place is the middle of a part of a row that is in view: "login" or "mfa".
func (s *stage) place(login, part string) fyne.Position {
	s.t.Helper()
	table := s.table()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(table)
	for i, l := range s.logins() {
		if l == login {
			y := look.HeaderHeight + look.RowHeight*(float32(i)+0.5)
			x := table.Size().Width - 40
			if part == "login" {
				x = 20
			}
			return at.AddXY(x, y)
		}
	}
	s.t.Fatalf("no row of %s among %v", login, s.logins())
	return at
}

func (s *stage) tapAt(at fyne.Position) { test.TapCanvas(s.window.Canvas(), at) }

// rows is what scrolls the rows of the table.
func (s *stage) rows() *container.Scroll {
	s.t.Helper()
	scroll, ok := find(s, func(c *container.Scroll) bool { return c.Size().Height > look.RowHeight && c.OnScrolled != nil })
	if !ok {
		s.t.Fatal("nothing scrolls")
	}
	return scroll
}

// scroll moves the rows up. The toolkit's own event would start a timer that outlives the test.
func (s *stage) scroll(rows int) {
	s.t.Helper()
	scroll := s.rows()
	scroll.ScrollToOffset(fyne.NewPos(0, max(0, scroll.Offset.Y+look.RowHeight*float32(rows))))
	scroll.OnScrolled(scroll.Offset)
}

func TestResetInTheTable(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m", "takahashi.k", "yoshida.h")
	pin, codes := s.withMFA("takahashi.k", userPassword)
	s.withMFA("yoshida.h", userPassword)
	s.manage()
	s.tapAt(s.place("takahashi.k", "mfa"))
	if s.dialogs("reset") != 1 {
		t.Fatalf("no question:\n%s", s.text())
	}
	s.shows("mfa_reset.text")
	s.showsPart("takahashi.k")
	s.showsPart("𠮷田 春樹")
	s.showsPart("2026/11/22 13:05") // since when
	s.key(fyne.KeySpace)            // held a moment too long on the switch
	for _, r := range " " {
		if f := s.window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
	if s.dialogs("notice") != 0 {
		t.Fatal("Space went through two dialogs")
	}
	s.key(fyne.KeyEscape)
	if got := onOf(s); !slices.Equal(got, []string{"takahashi.k", "yoshida.h"}) {
		t.Fatalf("after Escape on for %v", got)
	}
	s.key(fyne.KeySpace) // the row is still chosen and the table has the focus
	if s.dialogs("reset") != 2 {
		t.Fatal("the focus did not go back to the table")
	}
	s.confirm()
	if s.dialogs("notice") != 1 {
		t.Fatalf("no notice:\n%s", s.text())
	}
	if got := onOf(s); !slices.Equal(got, []string{"yoshida.h"}) {
		t.Fatalf("on for %v", got)
	}
	notice := i18n.T("mfa_reset.notice", "Name", "𠮷田 春樹", "Time", i18n.When(s.clock.now()))
	s.key(fyne.KeyReturn) // another Enter, meant for the reset, copies and closes nothing
	s.window.Canvas().Unfocus()
	s.key(fyne.KeyReturn)
	s.showsPart(notice)
	if got := theApp.Clipboard().Content(); got != notice {
		t.Errorf("the clipboard holds %q", got)
	}
	s.key(fyne.KeyEscape)
	s.chose("takahashi.k")

	s.key(fyne.KeySpace)
	if s.dialogs("reset") != 2 {
		t.Error("a switch that is off leads to the question")
	}
	s.says(i18n.T("users.off", "Name", "𠮷田 春樹"))

	s.tap("shell.sign_out")
	s.signIn("takahashi.k", userPassword)
	s.onPage("my_page")
	s.button("mfa.enable")
	_, _ = pin, codes
}

// person is somebody as the table knows them.
func (s *stage) person(login string) model.Person {
	s.t.Helper()
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	for _, person := range people {
		if person.Login == login {
			return person
		}
	}
	s.t.Fatalf("no %s", login)
	return model.Person{}
}

// table is the table of the page. Nothing is laid out to find it, which would move what the masters show.
func (s *stage) table() *widgets.Table {
	s.t.Helper()
	for _, o := range visible(s.window.Content()) {
		if table, ok := o.(*widgets.Table); ok {
			return table
		}
	}
	s.t.Fatalf("there is no table:\n%s", s.text())
	return nil
}

// sees tells whether a text or a button can be seen, in the dialog that is open or on the page.
func (s *stage) sees(text string) bool {
	return slices.ContainsFunc(s.front(), func(o fyne.CanvasObject) bool {
		switch o := o.(type) {
		case *widgets.Text:
			return o.Text == text
		case *widgets.Button:
			return o.Text == text
		case *widgets.Notice:
			return o.Text() == text
		}
		return false
	})
}

// rowID is the row of a person in the table of users.
func rowID(person model.Person) string { return hex.EncodeToString(person.ID[:]) }

// on are the IDs of those whose second step is on: as the database says, and the table has to say the same.
func onOf(s *stage) []string {
	s.t.Helper()
	people, err := s.w.Session().People(context.Background())
	s.must(err)
	var on []string
	for _, p := range people {
		if p.MFA {
			on = append(on, p.Login)
		}
		if shown := s.person(p.Login); shown.MFA != p.MFA {
			s.t.Errorf("the table shows %s as %v", p.Login, shown.MFA)
		}
	}
	return on
}

// crowd fills the office up with people, called by their number.
func (s *stage) crowd(size int) {
	s.t.Helper()
	for i := range size {
		_, _, err := s.w.Session().AddUser(context.Background(), model.NewUser{Login: fmt.Sprintf("user%02d", i), Details: model.Details{Name: "𠮷田 春樹"}})
		if model.CodeOf(err) != model.CodeLoginTaken {
			s.must(err)
		}
	}
	s.page().(interface{ Load() }).Load()
}

// chose asserts who is chosen in the table by opening that person.
func (s *stage) chose(login string) {
	s.t.Helper()
	opened := s.dialogs("person")
	s.window.Canvas().Focus(s.table().Focusable())
	s.press(fyne.KeyReturn)
	if s.dialogs("person") != opened+1 {
		s.t.Fatalf("nobody is chosen:\n%s", s.text())
	}
	s.showsPart(login)
	s.key(fyne.KeyEscape)
}

// Rows are recycled, and with them what has the focus: click a switch, scroll until its row shows somebody else, press
// Space.
func TestSpaceAfterScrollingActsOnNobodyElse(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "user00", "user11", "user12", "user29")
	for _, login := range []string{"user00", "user11", "user12", "user29"} {
		s.withMFA(login, userPassword)
	}
	s.manage().crowd(30)
	for _, rows := range []int{2, 3, 7, 10, 11, 12, 13, 14, 20, 29} { // user00 is in the second row
		users(s).Table.Select("")
		s.scroll(-40)
		opened := s.dialogs("reset")
		s.tapAt(s.place("user00", "mfa"))
		s.key(fyne.KeyEscape)
		if got := s.dialogs("reset"); got != opened+1 {
			t.Fatalf("the switch of user00 opened %d dialogs", got-opened)
		}
		s.scroll(rows)
		s.key(fyne.KeySpace)
		if got := s.dialogs("reset"); got != opened+1 {
			t.Fatalf("scrolled by %d rows, Space opened a dialog:\n%s", rows, s.text())
		}
		s.key(fyne.KeySpace) // now the row is in view again
		if s.dialogs("reset") != opened+2 {
			t.Fatal("Space does not bring the row back")
		}
		s.showsPart("user00")
		s.key(fyne.KeyEscape)
	}
	if got := len(onOf(s)); got != 4 {
		t.Errorf("on for %d people", got)
	}
}

func TestTableKeepsItsPlaceAfterAReset(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "user20")
	s.withMFA("user20", userPassword)
	s.manage().crowd(25)
	users(s).Table.Select(rowID(s.person("user20")))
	before := s.rows().Offset
	if before.Y == 0 {
		t.Fatal("the row is in view without scrolling: the test shows nothing")
	}
	s.w.Focus(users(s).Table.Focusable())
	s.key(fyne.KeySpace)
	s.confirm()
	s.key(fyne.KeyEscape)
	if s.rows().Offset != before {
		t.Errorf("from %v to %v", before, s.rows().Offset)
	}
	s.chose("user20")
	s.key(fyne.KeySpace) // would only scroll if the row were out of view
	s.says(i18n.T("users.off", "Name", "𠮷田 春樹"))
}

func TestAdministratorsHaveNoSwitch(t *testing.T) {
	s := managing(t, "abe.m")
	table := users(s).Table
	table.Select(rowID(s.person("sato.h")))
	s.w.Focus(table.Focusable())
	s.key(fyne.KeySpace)
	s.tapAt(s.place("sato.h", "mfa"))
	if s.dialogs("reset") != 0 {
		t.Error("an administrator's row acts")
	}
	s.says(i18n.T("users.no_switch_own"))
	for _, row := range users(s).List.Found() {
		if got, want := row.Cells[5].Switch != nil, row.Cells[0].Text == "abe.m"; got != want {
			t.Errorf("switch of %s: %v", row.Cells[0].Text, got)
		}
	}
}

// A password proof that is too old is asked for above the question, and giving up changes nothing.
func TestResetAsksForThePassword(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.manage()
	s.clock.step(model.ProofLife)
	s.tapAt(s.place("abe.m", "mfa"))
	s.tap("mfa_reset.reset")
	if s.dialogs("proof") != 1 {
		t.Fatal("an old proof was taken")
	}
	s.key(fyne.KeyEscape)
	if len(onOf(s)) != 1 || s.button("mfa_reset.reset").Busy() {
		t.Fatal("giving up did something")
	}
	s.tap("mfa_reset.reset")
	s.clock.step(model.IdleLimit + time.Second)
	s.w.Tick() // locks with both dialogs open
	s.fill(s.field("login.password"), adminPassword)
	s.press(fyne.KeyReturn)
	s.write(s.field("login.password").Entry, adminPassword)
	s.press(fyne.KeyReturn)
	if s.dialogs("notice") != 1 || len(onOf(s)) != 0 || s.w.Locked() {
		t.Errorf("not reset:\n%s", s.text())
	}
}

// The person was reset meanwhile, or the disk is full: the dialog stays and says why.
func TestResetThatFails(t *testing.T) {
	s := newStage(t).withOffice(model.KindMulti, "abe.m")
	s.withMFA("abe.m", userPassword)
	s.manage()
	s.tapAt(s.place("abe.m", "mfa"))
	_, err := s.w.Session().ResetMFA(context.Background(), s.person("abe.m").ID)
	s.must(err)
	s.confirm()
	s.says(i18n.T("failure.mfa_off"))
	s.key(fyne.KeyEscape)
	if s.dialogs("notice") != 0 {
		t.Error("a notice of what did not happen")
	}
}
