package screens

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// pickLine chooses an option of a select by keyboard.
func pickLine(s *stage, list *widgets.Select, line int) {
	s.t.Helper()
	s.pick(list, line)
	if list.Chosen != line {
		s.t.Fatalf("line %d is chosen, not %d", list.Chosen, line)
	}
}

func TestActivityByKind(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	pickLine(s, p.Filter.Kind, 2)
	for _, row := range operations(s) {
		if !strings.HasPrefix(row, "— ") {
			t.Errorf("among the failures is %q", row)
		}
	}
	if got := len(operations(s)); got != 2 {
		t.Errorf("%d failures", got)
	}
	pickLine(s, p.Filter.Kind, 5)
	for _, row := range operations(s) {
		if !strings.Contains(row, "ユーザを追加") {
			t.Errorf("what was done with people has %q", row)
		}
	}
	if rows := lookAt(s, "abe"); len(rows) != 1 {
		t.Errorf("search and kind together find %q", rows)
	}
}

// Every kind that the model shows has a name and a place in the filter.
func TestEveryKindHasItsPlace(t *testing.T) {
	placed := map[model.ActivityKind]bool{}
	for _, group := range messages.KindGroups(true) {
		for _, kind := range group.Kinds {
			placed[kind] = true
			if !slices.Contains(model.ActivityKinds, kind) {
				t.Errorf("%s is in the filter and the model has none", kind)
			}
		}
	}
	for _, kind := range model.ActivityKinds {
		if _, named := messages.KindLooks[kind]; !named || !placed[kind] || messages.Term("kind_"+string(kind)) == "kind_"+string(kind) {
			t.Errorf("%s: named %v, in the filter %v", kind, named, placed[kind])
		}
	}
	if len(messages.KindLooks) != len(model.ActivityKinds) {
		t.Errorf("%d kinds are named, the model has %d", len(messages.KindLooks), len(model.ActivityKinds))
	}
}

func TestActivityByPeriod(t *testing.T) {
	s := reviewing(t)
	all := len(operations(s))
	s.clock.step(24 * time.Hour)
	s.w.Session().Touch()
	s.tap("shell.sign_out")
	s.signIn("sato.h", adminPassword)
	s.follow("shell.activity")
	p := activityOf(s)
	for period, want := range []int{1, all + 1, all + 1, all + 1} {
		pickLine(s, p.Filter.Period, period)
		if got := len(operations(s)); got != want {
			t.Errorf("period %d has %d rows, want %d", period, got, want)
		}
	}
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	for _, dates := range []struct {
		from, to string
		rows     int
		wrong    string // key of the error; the rows stay
	}{
		{"2026/11/22", "2026/11/22", all, ""},
		{"2026-11-23", "", 1, ""},
		{"", "２０２６／１１／２１", 0, ""},
		{"", "2026/11/2x", 0, "activity.date_format"},
		{"", "２０２６／１１／２x", 0, "activity.date_format"},
		{"2026/11/23", "2026/11/22", 0, "activity.date_order"},
		{"2026/11/22", "2026/11/23", all + 1, ""},
	} {
		retype(s, p.Filter.From, dates.from)
		retype(s, p.Filter.To, dates.to)
		want := dates.wrong
		if want != "" {
			want = i18n.T(want)
		}
		if got := s.field("activity.to").Error(); got != want {
			t.Errorf("%v: %q is said", dates, got)
		}
		if fix := p.Note.Text == i18n.T("activity.fix_dates"); fix != (dates.wrong != "") {
			t.Errorf("%v: the note says %q", dates, p.Note.Text)
		}
		if got := len(operations(s)); dates.wrong == "" && got != dates.rows {
			t.Errorf("%v: %d rows", dates, got)
		}
	}
	pickLine(s, p.Filter.Period, activity.PeriodAll)
	if got := len(operations(s)); got != all+1 || p.Filter.Dates.Visible() {
		t.Errorf("%d rows, dates visible %v", got, p.Filter.Dates.Visible())
	}
}

// While a date is wrong, a late answer to an older request shows nothing, and exporting focuses the date.
func TestAWrongDateIsWhatIsSaid(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	s.hold = true
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	retype(s, p.Filter.To, "2026/11/2x")
	s.run()
	if want := i18n.T("activity.fix_dates"); p.Note.Text != want {
		t.Errorf("the note says %q", p.Note.Text)
	}
	s.tap("activity.export")
	if s.dialogs("save") != 0 || s.window.Canvas().Focused() != fyne.Focusable(p.Filter.To) {
		t.Errorf("%d dialogs, %T has the focus", s.dialogs("save"), s.window.Canvas().Focused())
	}
	retype(s, p.Filter.To, "2026/11/22")
	if p.Note.Text == i18n.T("activity.fix_dates") {
		t.Error("a right date is not searched for")
	}
}

func TestADateThatIsOnlyBegunIsNotWrong(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	for _, begun := range []string{"2026/", "２０２６／", "２０２６／１１／"} {
		retype(s, p.Filter.From, begun)
		if got := s.field("activity.from").Error(); got != "" {
			t.Errorf("%s: %q is said", begun, got)
		}
	}
}

func TestDays(t *testing.T) {
	want := time.Date(2026, 2, 3, 0, 0, 0, 0, time.Local)
	for _, typed := range []string{"2026/2/3", " 2026/02/03 ", "2026-02-03", "2026.2.3", "２０２６／２／３"} {
		if got, ok := activity.Day(typed); !ok || !got.Equal(want) {
			t.Errorf("%q: %v %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"2026/2/30", "2026", "2/3", "x", "2026/2/3 10:00"} {
		if got, ok := activity.Day(typed); ok {
			t.Errorf("%q is %v", typed, got)
		}
	}
	if got, ok := activity.Day("  "); !ok || !got.IsZero() {
		t.Errorf("nothing is %v %v", got, ok)
	}
}
