package people_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// chipOf returns a filter by its text, whether there is room for it or not.
func chipOf(s *screentest.Harness, key string, count int) *widgets.FilterChip {
	s.T.Helper()
	text := i18n.T(key, "Count", count)
	var have []string
	for _, f := range users(s).List.Filters {
		if f.Chip.Text == text {
			return f.Chip
		}
		have = append(have, f.Chip.Text)
	}
	s.T.Fatalf("no chip %q among %q", text, have)
	return nil
}

// turnChip turns a filter on or off, at its chip or in the menu of those without room.
func turnChip(s *screentest.Harness, key string, count int) {
	s.T.Helper()
	chip := chipOf(s, key, count)
	if chip.Visible() {
		test.Tap(chip)
		return
	}
	test.Tap(users(s).Filters.More)
	for _, item := range s.OpenMenu().Items() {
		if item.Text == chip.Text {
			s.OpenMenu().Hide()
			item.OnTapped()
			return
		}
	}
	s.T.Fatalf("%q is neither in the line nor in the menu", chip.Text)
}

// crew makes an office with somebody for every chip. An administrator has turned off ito.t's MFA.
func crew(t *testing.T) *screentest.Harness {
	t.Helper()
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m", "ito.t", "kato.y", "tanaka.n")
	for _, login := range []string{"abe.m", "ito.t", "tanaka.n"} {
		s.WithMFA(login, screentest.UserPassword)
	}
	s.Manage()
	ctx := context.Background()
	_, err := s.W.Session().ResetMFA(ctx, s.Person("ito.t").ID)
	s.Must(err)
	_, err = s.W.Session().Suspend(ctx, s.Person("tanaka.n").ID)
	s.Must(err)
	_, _, err = s.W.Session().AddUser(ctx, model.NewUser{Login: "ueda.n", Details: model.Details{Name: "上田 直"}})
	s.Must(err)
	lockOut(s, "kato.y")
	return s
}

func TestFilters(t *testing.T) {
	s := crew(t)
	counts := map[string]int{
		"users.filter_on": 2, "users.filter_off": 4, "users.filter_locked": 1, "users.filter_suspended": 1,
		"users.filter_never": 1, "users.filter_reset": 1, "users.filter_exposed": 1,
	}
	for _, c := range []struct{ chips, want string }{
		{"on", "abe.m tanaka.n"},
		{"off", "ito.t kato.y sato.h ueda.n"},
		{"on off", "abe.m ito.t kato.y sato.h tanaka.n ueda.n"}, // one or the other
		{"locked", "kato.y"},
		{"suspended", "tanaka.n"},
		{"never", "ueda.n"},
		{"reset", "ito.t"},
		{"exposed", "sato.h"},
		{"locked suspended", "kato.y tanaka.n"},
		{"on suspended", "tanaka.n"}, // both
		{"off locked never", "kato.y ueda.n"},
		{"on reset", ""},
		{"reset exposed", "ito.t sato.h"},
		{"off exposed", "sato.h"},
	} {
		names := strings.Fields(c.chips)
		for _, name := range names {
			turnChip(s, "users.filter_"+name, counts["users.filter_"+name])
		}
		if got := strings.Join(s.Logins(), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.chips, got, c.want)
		}
		if c.want == "" {
			s.Shows("users.nothing_fits")
		}
		found := len(strings.Fields(c.want))
		if got := users(s).Count.Text; got != i18n.T("users.count_found", "Found", found, "Count", 6) {
			t.Errorf("%s: the chip beside the title says %q", c.chips, got)
		}
		for _, name := range names {
			turnChip(s, "users.filter_"+name, counts["users.filter_"+name])
		}
	}
	if got := len(s.Logins()); got != 6 || users(s).Count.Text != i18n.T("users.count", "Count", 6) {
		t.Errorf("all chips off: %d people, %q", got, users(s).Count.Text)
	}
	turnChip(s, "users.filter_off", 4)
	s.Write(users(s).Search, "ueda")
	if got := strings.Join(s.Logins(), " "); got != "ueda.n" {
		t.Errorf("a search within a filter: %s", got)
	}
	chipOf(s, "users.filter_locked", 1) // the search does not hide that somebody is locked out
}

// Actions change the counts, and the chip stays on.
func TestFiltersFollowTheActs(t *testing.T) {
	s := crew(t)
	turnChip(s, "users.filter_suspended", 1)
	s.Menu("tanaka.n")
	s.Chooses("person.resume")
	s.Key(fyne.KeyReturn)
	chipOf(s, "users.filter_suspended", 0)
	if got := s.Logins(); got != nil {
		t.Errorf("the filter shows %v", got)
	}
	turnChip(s, "users.filter_suspended", 0)
	s.Open("tanaka.n")
	s.Tap("person.mfa_off")
	s.Confirm()
	s.Key(fyne.KeyEscape) // the notice
	chipOf(s, "users.filter_reset", 2)
	chipOf(s, "users.filter_on", 1)
}

// A new person is shown whatever the filters.
func TestAddedPersonIsShown(t *testing.T) {
	s := crew(t)
	turnChip(s, "users.filter_suspended", 1)
	s.Tap("users.add")
	s.Fill(s.Field("users.login"), "mori.k")
	s.Fill(s.Field("users.name"), "森 健")
	s.Press(fyne.KeyReturn)
	s.Tap("common.copy")
	s.Key(fyne.KeyEscape)
	s.Chose("mori.k")
	if chipOf(s, "users.filter_suspended", 1).On {
		t.Error("the chip is still on")
	}
}

// From the search by Tab: the chips that would show somebody, then the headers.
func TestFiltersByKeyboard(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.Window.Resize(fyne.NewSize(1080, 720))
	s.W.Focus(users(s).Search)
	tabs := 0
	for _, f := range users(s).List.Filters {
		if f.Chip.Visible() != strings.HasSuffix(f.Chip.Text, " 1") && f.Chip.Visible() != strings.HasSuffix(f.Chip.Text, " 2") {
			t.Errorf("%q is visible: %v", f.Chip.Text, f.Chip.Visible())
		}
		if !f.Chip.Visible() {
			continue
		}
		tabs++
		s.Window.Canvas().FocusNext()
		if got := s.Window.Canvas().Focused(); got != f.Chip {
			t.Fatalf("Tab leads to %T", got)
		}
	}
	s.Window.Canvas().Focused().TypedRune(' ')
	if got := strings.Join(s.Logins(), " "); tabs != 2 || got != "sato.h" {
		t.Errorf("Space on the last chip of %d: %s", tabs, got)
	}
}

// Whatever exposes somebody is visible in the row.
func TestExposedAtAGlance(t *testing.T) {
	s := crew(t)
	warned := map[string]string{}
	for _, row := range users(s).Table.Rows() {
		for _, cell := range row.Cells {
			if cell.Chip != nil && cell.Chip.Tone == widgets.ToneWarning {
				warned[row.Cells[0].Text] += cell.Chip.Text
			}
		}
	}
	for login, want := range map[string]string{
		"sato.h": i18n.T("users.mfa_off"), "ito.t": i18n.T("users.reset"), "kato.y": i18n.T("users.locked"),
	} {
		if warned[login] != want {
			t.Errorf("%s: %q, want %q", login, warned[login], want)
		}
	}
	if len(warned) != 3 {
		t.Errorf("warned of %v", warned)
	}
	users(s).OnSort("state", false)
	if got := strings.Join(s.Logins(), " "); got != "abe.m sato.h ito.t ueda.n kato.y tanaka.n" {
		t.Errorf("by state: %s", got)
	}
	s.Open("sato.h")
	showsChip(s, "users.exposed")
	s.Key(fyne.KeyEscape)
	s.Open("ito.t")
	showsChip(s, "users.reset")
	s.Key(fyne.KeyEscape)
	lockOut(s, "ito.t") // a worse state replaces it
	if got := users(s).Table.Rows()[rowOf(s, "ito.t")].Cells[4].Chip.Text; got != i18n.T("users.locked") {
		t.Errorf("locked out, too: %q", got)
	}
}

// rowOf returns the place of a person's row.
func rowOf(s *screentest.Harness, login string) int { return slices.Index(s.Logins(), login) }

func showsChip(s *screentest.Harness, key string) {
	s.T.Helper()
	if _, ok := screentest.Find(s, func(c *widgets.Chip) bool { return c.Text == i18n.T(key) }); !ok {
		s.T.Errorf("no chip %q", i18n.T(key))
	}
}

// Whatever the window, chips stay on one line: those without room are in the menu behind the last one.
func TestFiltersStayOnOneLine(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, width := range []float32{1080, 820} {
			s := crew(t)
			s.Window.Resize(fyne.NewSize(width, 600))
			s.W.SetLanguage(lang)
			driver := fyne.CurrentApp().Driver()
			visible, search := 0, driver.AbsolutePositionForObject(users(s).Search)
			chips := []*widgets.FilterChip{users(s).Filters.More}
			for _, f := range users(s).List.Filters {
				chips = append(chips, f.Chip)
			}
			for _, chip := range chips {
				if !chip.Visible() {
					continue
				}
				visible++
				at, size := driver.AbsolutePositionForObject(chip), chip.Size()
				if at.X+size.Width > width-layout.ColumnMargin || at.Y < search.Y || at.Y+size.Height > search.Y+look.FieldHeight || size.Width < chip.MinSize().Width {
					t.Errorf("%s %v: %q at %v, %v wide", lang, width, chip.Text, at, size.Width)
				}
			}
			test.Tap(users(s).Filters.More)
			if all := visible - 1 + len(s.OpenMenu().Items()); all != len(users(s).List.Filters) {
				t.Errorf("%s %v: %d filters can be reached", lang, width, all)
			}
			i18n.Use(i18n.Japanese)
		}
	}
}

// A filter in the menu that is on is shown by the chip that opens the menu.
func TestFilterInTheMenuIsSeen(t *testing.T) {
	s := crew(t)
	s.Window.Resize(fyne.NewSize(820, 600))
	more := users(s).Filters.More
	if more.On || !more.Visible() {
		t.Fatalf("%q on %v", more.Text, more.On)
	}
	turnChip(s, "users.filter_suspended", 1)
	if got := strings.Join(s.Logins(), " "); got != "tanaka.n" || !more.On {
		t.Errorf("it shows %s, on %v", got, more.On)
	}
	turnChip(s, "users.filter_suspended", 1)
	if more.On || len(s.Logins()) != 6 {
		t.Errorf("off again: %v", s.Logins())
	}
}

// One department alone, found by those who are there; it goes together with search and chips.
func TestDepartments(t *testing.T) {
	s := screentest.Managing(t)
	for login, department := range map[string]string{"abe.m": "総務部", "ito.t": "営業部", "kato.y": "営業部", "mori.k": ""} {
		_, _, err := s.W.Session().AddUser(context.Background(), model.NewUser{Login: login, Details: model.Details{Name: "名前", Department: department}})
		s.Must(err)
	}
	users(s).Load()
	choose := func(option string) {
		t.Helper()
		test.Tap(users(s).List.Department.Select)
		var have []string
		for _, item := range s.OpenMenu().Items() {
			if have = append(have, item.Text); item.Text == option {
				s.OpenMenu().Hide()
				item.OnTapped()
				return
			}
		}
		t.Fatalf("no %q among %q", option, have)
	}
	for _, c := range []struct{ option, want string }{
		{"営業部", "ito.t kato.y"},
		{i18n.T("users.no_department"), "mori.k sato.h"},
		{"総務部", "abe.m"},
	} {
		choose(c.option)
		if got := strings.Join(s.Logins(), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.option, got, c.want)
		}
		if got := users(s).Count.Text; got != i18n.T("users.count_found", "Found", len(strings.Fields(c.want)), "Count", 5) {
			t.Errorf("%s: %q", c.option, got)
		}
	}
	person := s.Person("abe.m") // the only one there leaves
	person.Department = "営業部"
	users(s).Replace(person)
	s.Shows("users.nothing_fits")
	choose(i18n.T("users.all_departments"))
	if got := len(s.Logins()); got != 5 {
		t.Errorf("all departments: %d people", got)
	}
	if got := users(s).List.Department.Select.Options; !slices.Equal(got, []string{i18n.T("users.all_departments"), "営業部", i18n.T("users.no_department")}) {
		t.Errorf("on offer are %q", got)
	}
}

// The list of departments may change while its menu is open: what is chosen there is what was read there.
func TestDepartmentsChangeBelowAnOpenMenu(t *testing.T) {
	s := screentest.Managing(t)
	for login, department := range map[string]string{"abe.m": "A", "ito.t": "B", "kato.y": "C", "mori.k": ""} {
		_, _, err := s.W.Session().AddUser(context.Background(), model.NewUser{Login: login, Details: model.Details{Name: "名前", Department: department}})
		s.Must(err)
	}
	users(s).Load()
	test.Tap(users(s).List.Department.Select)
	menu := s.OpenMenu()
	_, err := s.W.Session().EditUser(context.Background(), s.Person("abe.m").ID, model.Details{}, model.Details{Name: "名前", Department: "B"})
	s.Must(err)
	users(s).Load()
	menu.Hide()
	for i, want := range map[int]string{2: "abe.m ito.t", len(menu.Items()) - 1: "mori.k sato.h"} {
		menu.Items()[i].OnTapped()
		if got := strings.Join(s.Logins(), " "); got != want {
			t.Errorf("%q shows %s, want %s", menu.Items()[i].Text, got, want)
		}
	}
	menu.Items()[1].OnTapped() // A, which nobody is in any more
}
