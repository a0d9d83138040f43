package activity

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// The periods, in the order of their menu.
const (
	periodToday = iota
	periodWeek
	periodMonth
	periodAll
	periodDates
)

const dateWidth = 180

// filterBar narrows the activity down to some kinds and a period.
type filterBar struct {
	Groups   []messages.KindGroup
	Kind     *widgets.Select
	Period   *widgets.Select
	From, To *widgets.Entry
	fields   [2]*widgets.Field
	Dates    *fyne.Container // from and to, when a person sets the period by hand
	resized  func()          // called when the dates are shown or hidden
	changed  func()
	entered  func() // called for Enter in a date, once both are right
}

func newFilterBar(w *window.Window, people bool, changed func()) *filterBar {
	f := &filterBar{Groups: messages.KindGroups(people), From: widgets.NewEntry(), To: widgets.NewEntry(), changed: changed}
	names := make([]string, len(f.Groups))
	for i, group := range f.Groups {
		names[i] = i18n.T(group.Key)
	}
	f.Kind = widgets.NewBoxSelect(names, func(int) { changed() })
	f.Kind.Name = i18n.T("activity.kind")
	f.Period = widgets.NewBoxSelect([]string{
		i18n.T("activity.today"), i18n.T("activity.week"), i18n.T("activity.month"), i18n.T("activity.always"), i18n.T("activity.dates"),
	}, f.onPeriod)
	f.Period.Name = i18n.T("say.period")
	f.Period.SetChosen(periodMonth)
	f.fields = [2]*widgets.Field{
		widgets.NewField(i18n.T("activity.from"), f.From), widgets.NewField(i18n.T("activity.to"), f.To),
	}
	for _, entry := range []*widgets.Entry{f.From, f.To} {
		entry.PlaceHolder = i18n.Day(w.Now())
		entry.OnEdited = func() { f.mark(); changed() }
		entry.OnEnter = f.onEnter
	}
	f.Dates = widgets.HStack(0, widgets.Wide(look.Grow(2*dateWidth), widgets.Equal(layout.UsersGap, f.fields[0], f.fields[1])))
	f.Dates.Hide()
	return f
}

func (f *filterBar) onPeriod(period int) {
	f.Dates.Hidden = period != periodDates
	f.mark()
	f.resized()
	f.changed()
}

// mark shows what is wrong with the dates. A date that is still being typed is
// not wrong yet.
func (f *filterBar) mark() {
	from, fromOK := day(f.From.Text)
	to, toOK := day(f.To.Text)
	before := f.fields[0].Error() + f.fields[1].Error()
	for i, wrong := range []bool{!fromOK && isWholeDate(f.From.Text), !toOK && isWholeDate(f.To.Text)} {
		text := ""
		if wrong {
			text = i18n.T("activity.date_format")
		}
		f.fields[i].SetError(text)
	}
	if fromOK && toOK && !from.IsZero() && !to.IsZero() && to.Before(from) {
		f.fields[1].SetError(i18n.T("activity.date_order"))
	}
	if before != f.fields[0].Error()+f.fields[1].Error() {
		f.resized()
	}
}

// onEnter goes on to the rows, or says which date is wrong, also one that is only begun.
func (f *filterBar) onEnter() {
	if f.complain(); f.fields[0].Error()+f.fields[1].Error() == "" {
		f.entered()
	}
}

// complain shows what is wrong with the dates, also with one that is only begun.
func (f *filterBar) complain() {
	f.mark()
	for i, entry := range []*widgets.Entry{f.From, f.To} {
		if _, ok := day(entry.Text); !ok {
			f.fields[i].SetError(i18n.T("activity.date_format"))
		}
	}
	f.resized()
}

// isWholeDate reports whether typed is as long as a date. Full-width digits
// count as one character each.
func isWholeDate(typed string) bool {
	return utf8.RuneCountInString(typed) >= len("2026/11/22") || strings.HasSuffix(typed, "日") || eightDigits.MatchString(plainDate(typed))
}

// day reads a typed date. An empty one leaves that end of the period open and
// gives the zero time.
func day(typed string) (time.Time, bool) {
	text := plainDate(typed)
	if text == "" {
		return time.Time{}, true
	}
	form := "2006/1/2"
	if eightDigits.MatchString(text) {
		form = "20060102"
	}
	at, err := time.ParseInLocation(form, text, time.Local)
	return at, err == nil
}

// eightDigits are a date without anything between its numbers.
var eightDigits = regexp.MustCompile(`^\d{8}$`)

// betweenNumbers are what people write between year, month and day, hyphens of all kinds among them.
var betweenNumbers = regexp.MustCompile(`\s*[-/.,、。年月\x{2010}-\x{2015}\x{2212}ー]\s*`)

// plainDate is a typed date with half-width digits and slashes.
func plainDate(typed string) string {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(norm.NFKC.String(typed)), "日"))
	return betweenNumbers.ReplaceAllString(text, "/")
}

// wrong returns the first date field that has to be corrected, or nil.
func (f *filterBar) wrong() *widgets.Entry {
	if _, ok := day(f.From.Text); !ok {
		return f.From
	}
	return f.To
}

// query returns kinds and period, or false while a date is wrong.
func (f *filterBar) query(now time.Time) (query model.ActivityQuery, ok bool) {
	query.Kinds = f.Groups[f.Kind.Chosen].Kinds
	year, month, date := now.Local().Date()
	today := time.Date(year, month, date, 0, 0, 0, 0, time.Local)
	switch f.Period.Chosen {
	case periodToday:
		query.From = today
	case periodWeek:
		query.From = today.AddDate(0, 0, -6) // seven days with today
	case periodMonth:
		query.From = today.AddDate(0, 0, -29)
	case periodDates:
		from, fromOK := day(f.From.Text)
		to, toOK := day(f.To.Text)
		if !fromOK || !toOK || !to.IsZero() && to.Before(from) {
			return query, false
		}
		query.From, query.To = from, to
		if !to.IsZero() {
			query.To = to.AddDate(0, 0, 1) // up to the end of the last day
		}
	}
	return query, true
}
