package activity_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/activity"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// pickLine chooses an option of a select by keyboard.
func pickLine(s *screentest.Harness, list *widgets.Select, line int) {
	s.T.Helper()
	s.Pick(list, line)
	if list.Chosen != line {
		s.T.Fatalf("line %d is chosen, not %d", list.Chosen, line)
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

func TestActivityByPeriod(t *testing.T) {
	s := reviewing(t)
	all := len(operations(s))
	s.Clock.Step(24 * time.Hour)
	s.W.Session().Touch()
	s.W.Flow.SignOut()
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.activity")
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
		if got := s.Field("activity.to").Error(); got != want {
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
	s.Hold = true
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	retype(s, p.Filter.To, "2026/11/2x")
	s.Run()
	if want := i18n.T("activity.fix_dates"); p.Note.Text != want {
		t.Errorf("the note says %q", p.Note.Text)
	}
	s.Tap("activity.export")
	if s.Dialogs("save") != 0 || s.Window.Canvas().Focused() != fyne.Focusable(p.Filter.To) {
		t.Errorf("%d dialogs, %T has the focus", s.Dialogs("save"), s.Window.Canvas().Focused())
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
		if got := s.Field("activity.from").Error(); got != "" {
			t.Errorf("%s: %q is said", begun, got)
		}
	}
}

func TestDays(t *testing.T) {
	want := time.Date(2026, 2, 3, 0, 0, 0, 0, time.Local)
	for _, typed := range []string{"2026/2/3", " 2026/02/03 ", "2026-02-03", "2026.2.3", "２０２６／２／３", "2026年2月3日", "２０２６年０２月０３日", "2026 年 2 月 3 日", "20260203", "２０２６０２０３", "2026−02−03", "2026ー2ー3", "2026, 2, 3"} {
		if got, ok := activity.Day(typed); !ok || !got.Equal(want) {
			t.Errorf("%q: %v %v", typed, got, ok)
		}
	}
	for _, typed := range []string{"2026/2/30", "2026", "2/3", "x", "2026/2/3 10:00", "20260230", "2026年2月30日", "202623", "2026//2/3", "年月日"} {
		if got, ok := activity.Day(typed); ok {
			t.Errorf("%q is %v", typed, got)
		}
	}
	if got, ok := activity.Day("  "); !ok || !got.IsZero() {
		t.Errorf("nothing is %v %v", got, ok)
	}
}

// A date that is only begun is named as wrong once somebody wants to go on with it, at its field.
func TestABegunDateIsNamedOnExport(t *testing.T) {
	s := reviewing(t)
	p := activityOf(s)
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	for _, how := range []func(){func() { s.Tap("activity.export") }, func() { s.W.Focus(p.Filter.To); s.Press(fyne.KeyReturn) }} {
		retype(s, p.Filter.To, "2026/1")
		how()
		if got := s.Field("activity.to").Error(); got != i18n.T("activity.date_format") || s.Dialogs("save") != 0 {
			t.Errorf("%q is said, %d dialogs", got, s.Dialogs("save"))
		}
		retype(s, p.Filter.To, "20261399")
		if got := s.Field("activity.to").Error(); got != i18n.T("activity.date_format") {
			t.Errorf("of eight digits %q is said", got)
		}
	}
	retype(s, p.Filter.To, "2026年11月22日")
	s.Press(fyne.KeyReturn)
	if s.Window.Canvas().Focused() != p.Table.Focusable() {
		t.Errorf("%T has the focus", s.Window.Canvas().Focused())
	}
}

// What is exported is the period that is shown.
func TestAPeriodIsExported(t *testing.T) {
	documents := filepath.Join(t.TempDir(), "Documents")
	t.Setenv("HOME", filepath.Dir(documents))
	s := reviewing(t)
	s.Must(os.Mkdir(documents, 0o700))
	all := len(operations(s))
	s.Tap("shell.sign_out")
	s.Clock.Step(24 * time.Hour)
	s.SignIn("sato.h", screentest.AdminPassword)
	s.Follow("shell.activity")
	p := activityOf(s)
	pickLine(s, p.Filter.Period, activity.PeriodDates)
	retype(s, p.Filter.From, "2026年11月22日")
	retype(s, p.Filter.To, "20261122")
	if got := len(operations(s)); got != all {
		t.Fatalf("%d rows, want %d", got, all)
	}
	s.Tap("activity.export")
	s.Press(fyne.KeyReturn)
	data, err := os.ReadFile(filepath.Join(documents, "qlingo-activity-sato.h-2026-11-23.csv"))
	s.Must(err)
	if got := strings.Count(string(data), "\r\n") - 1; got != all || strings.Contains(string(data), "2026/11/23") {
		t.Errorf("%d rows are exported, want %d:\n%s", got, all, data)
	}
	if !strings.Contains(string(data), `"sato.h","佐藤 花子"`) {
		t.Errorf("no name in\n%s", data)
	}
}
