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
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// chipOf returns a filter by its text.
func chipOf(s *screentest.Harness, key string, count int) *widgets.FilterChip {
	s.T.Helper()
	text := i18n.T(key, "Count", count)
	c, ok := screentest.Find(s, func(c *widgets.FilterChip) bool { return c.Text == text })
	if !ok {
		var have []string
		for _, f := range users(s).List.Filters {
			have = append(have, f.Chip.Text)
		}
		s.T.Fatalf("no chip %q among %q", text, have)
	}
	return c
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
			test.Tap(chipOf(s, "users.filter_"+name, counts["users.filter_"+name]))
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
			test.Tap(chipOf(s, "users.filter_"+name, counts["users.filter_"+name]))
		}
	}
	if got := len(s.Logins()); got != 6 || users(s).Count.Text != i18n.T("users.count", "Count", 6) {
		t.Errorf("all chips off: %d people, %q", got, users(s).Count.Text)
	}
	test.Tap(chipOf(s, "users.filter_off", 4))
	s.Write(users(s).Search, "ueda")
	if got := strings.Join(s.Logins(), " "); got != "ueda.n" {
		t.Errorf("a search within a filter: %s", got)
	}
	chipOf(s, "users.filter_locked", 1) // the search does not hide that somebody is locked out
}

// Actions change the counts, and the chip stays on.
func TestFiltersFollowTheActs(t *testing.T) {
	s := crew(t)
	test.Tap(chipOf(s, "users.filter_suspended", 1))
	s.Menu("tanaka.n")
	s.Chooses("person.resume")
	s.Key(fyne.KeyReturn)
	chipOf(s, "users.filter_suspended", 0)
	if got := s.Logins(); got != nil {
		t.Errorf("the filter shows %v", got)
	}
	test.Tap(chipOf(s, "users.filter_suspended", 0))
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
	test.Tap(chipOf(s, "users.filter_suspended", 1))
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

// From the search by Tab: the chips, the export, the headers, the rows.
func TestFiltersByKeyboard(t *testing.T) {
	s := crew(t)
	s.W.Focus(users(s).Search)
	for _, f := range users(s).List.Filters {
		s.Window.Canvas().FocusNext()
		if got := s.Window.Canvas().Focused(); got != f.Chip {
			t.Fatalf("Tab leads to %T", got)
		}
	}
	for _, r := range " " {
		s.Window.Canvas().Focused().TypedRune(r)
	}
	if got := strings.Join(s.Logins(), " "); got != "sato.h" {
		t.Errorf("Space on the last chip: %s", got)
	}
	s.Window.Canvas().FocusNext()
	if got := s.Window.Canvas().Focused(); got != users(s).ExportButton {
		t.Errorf("Tab leads to %T", got)
	}
}

// Whatever exposes somebody is visible in the row.
func TestExposedAtAGlance(t *testing.T) {
	s := crew(t)
	warned := map[string]string{}
	for _, row := range users(s).List.Found() {
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
	if got := users(s).List.Found()[rowOf(s, "ito.t")].Cells[4].Chip.Text; got != i18n.T("users.locked") {
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

// Chips wrap in the smallest window, and nothing is cut off.
func TestFiltersWrap(t *testing.T) {
	for _, lang := range i18n.Languages() {
		s := crew(t)
		s.Window.Resize(fyne.NewSize(820, 600))
		s.W.SetLanguage(lang)
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(users(s).Table).Y
		for _, f := range users(s).List.Filters {
			at, size := driver.AbsolutePositionForObject(f.Chip), f.Chip.Size()
			if at.X+size.Width > 820-layout.ColumnMargin || at.Y+size.Height > top || size.Width < f.Chip.MinSize().Width {
				t.Errorf("%s: %q at %v, %v wide", lang, f.Chip.Text, at, size.Width)
			}
		}
		i18n.Use(i18n.Japanese)
	}
}
