package activity

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the page.
const (
	kindWidth   = 160
	periodWidth = 150
	tableLeast  = 620 // enough for a name with its ID beside what was done
)

// eventsAtOnce is how many rows are fetched each time the table nears its end.
const eventsAtOnce = 500

var atOnce = eventsAtOnce // tests set it lower

// typingPause is how long a search waits for the next key. Tests set it to 0.
var typingPause = 150 * time.Millisecond

// activityPage is the table of what was done in the office, the newest first. It holds only the rows that somebody
// has scrolled to; the model searches and filters.
type activityPage struct {
	W        *window.Window
	Badge    *widgets.Chip
	person   *model.Person       // whose rows are shown; without an ID: everybody's
	OfPerson *widgets.FilterChip // says so, and takes it away
	ChipRow  *fyne.Container
	audited  *widgets.Text // when a shared log was last verified as a whole
	export   *widgets.Button
	Search   *widgets.Entry
	Filter   *filterBar
	Failure  *fyne.Container
	reason   *widgets.Notice
	tampered *widgets.Notice
	Table    *widgets.Table
	Note     *widgets.Text
	body     *fyne.Container

	Events  []model.ActivityEvent
	Rows    []widgets.Row
	More    bool
	query   model.ActivityQuery // of the rows shown
	asked   int                 // counts requests, so that late answers to old ones are dropped
	asking  bool
	stopAsk context.CancelFunc
}

// NewPage makes the page. With a person it shows that person's rows, and empties person once somebody asks for all.
func NewPage(w *window.Window, person *model.Person) window.Page {
	p := &activityPage{W: w, Search: widgets.NewSearch(), person: person, stopAsk: func() {}}
	p.Badge = widgets.NewChip(widgets.ToneNeutral, i18n.T("activity.verifying"))
	p.export = widgets.NewButton(widgets.KindPlain, i18n.T("activity.export"), p.onExport)
	p.Search.PlaceHolder = i18n.T("activity.search")
	p.Search.OnEdited = func() { p.ask(typingPause) }
	p.Search.OnEnter = func() { w.Focus(p.Table.Focusable()) }
	p.Filter = newFilterBar(w, window.ManagesUsers(w.Session()), func() { p.ask(0) })
	p.Filter.resized = func() { p.body.Refresh() }
	p.Filter.entered = func() { w.Focus(p.Table.Focusable()) }
	p.newPersonChip()
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.tampered = widgets.NewNotice(widgets.ToneDanger, "")
	p.Note = widgets.NewSmall("")
	p.audited = widgets.NewSmall("")
	p.showAudited()
	p.Table = p.NewTable()
	p.body = p.build()
	p.ask(0)
	p.verify()
	return p
}

func (p *activityPage) NewTable() *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "time", Title: i18n.T("activity.time"), Width: 142},
		{Key: "actor", Title: i18n.T("activity.actor"), Weight: 1.3},
		{Key: "kind", Title: i18n.T("activity.kind"), Weight: 2},
		{Key: "target", Title: i18n.T("activity.target"), Weight: 1.3},
	})
	table.Least = tableLeast
	table.OnOpen = p.OnOpen
	table.OnNearEnd = p.next
	return table
}

func (p *activityPage) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), func() { p.ask(0) })
	p.Failure = widgets.VStack(8, p.reason, layout.Spread(retry))
	p.Failure.Hide()
	return layout.PagePadding(layout.ColumnTop, layout.ColumnMargin, layout.NoteGap, layout.ColumnMargin, widgets.VStack(layout.UsersGap,
		layout.Spread(widgets.HStack(12, widgets.NewHeading(i18n.T("activity.title")), p.Badge), p.export),
		p.W.Banners(),
		p.audited,
		p.tampered,
		container.New(&filterLayout{}, p.Search, p.Filter.Kind, p.Filter.Period),
		p.Filter.Dates,
		p.ChipRow,
		p.Failure,
		widgets.Fill(container.New(layout.Table{Rows: func() int { return len(p.Rows) }}, p.Table, p.Note)),
	))
}

// wanted returns what a person searches for, or false while a date is wrong.
func (p *activityPage) wanted() (query model.ActivityQuery, ok bool) {
	query, ok = p.Filter.query(p.W.Now())
	query.Person = p.person.ID
	for _, word := range strings.Fields(p.Search.Text) {
		query.Words = append(query.Words, model.ActivityWord{Text: word, Kinds: messages.KindsNamed(word)})
	}
	return query, ok
}

// ask fetches the newest rows that match the search. The old rows stay until the answer arrives.
func (p *activityPage) ask(pause time.Duration) {
	query, ok := p.wanted()
	if !ok {
		p.stopReading()
		p.Note.SetText(i18n.T("activity.fix_dates"))
		return
	}
	query.Limit = atOnce
	if p.Events == nil {
		p.Table.SetEmpty(i18n.T("users.loading"))
	}
	p.Note.SetText(i18n.T("activity.searching"))
	p.fetch(query, pause, func(events []model.ActivityEvent) {
		p.query, p.Events, p.Rows = query, events, nil
		p.AddRows(events)
		p.Table.ScrollToTop()
	})
}

// next fetches the rows after the last one.
func (p *activityPage) next() {
	if !p.More || p.asking || len(p.Events) == 0 {
		return
	}
	query := p.query
	query.Before = p.Events[len(p.Events)-1].Seq
	p.fetch(query, 0, func(events []model.ActivityEvent) {
		p.Events = append(p.Events, events...)
		p.AddRows(events)
	})
}

// fetch asks the model after a pause, in which a newer request may replace this one.
func (p *activityPage) fetch(query model.ActivityQuery, pause time.Duration, use func([]model.ActivityEvent)) {
	p.stopReading()
	ctx, stop := context.WithCancel(p.W.PageContext())
	p.stopAsk = stop
	mine := p.asked
	p.asking = true
	var events []model.ActivityEvent
	var more bool
	p.W.Load(func(_ context.Context, session *model.Session) (err error) {
		if err := sleep(ctx, pause); err != nil {
			return err
		}
		events, more, err = session.Activity(ctx, query)
		return err
	}, func(err error) {
		if mine != p.asked {
			return
		}
		p.asking = false
		p.Failed(err)
		if err == nil {
			p.More = more
			use(events)
			p.tell()
		}
	})
}

// stopReading cancels the request that is under way. Its answer will be ignored.
func (p *activityPage) stopReading() {
	p.stopAsk()
	p.asked++
	p.asking = false
}

// sleep waits for the pause, or returns early with the error of ctx.
func sleep(ctx context.Context, pause time.Duration) error {
	if pause <= 0 {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

func (p *activityPage) Failed(err error) {
	if err == nil {
		p.Failure.Hide()
		p.body.Refresh()
		return
	}
	if model.CodeOf(err) == model.CodeTooManyNamed {
		p.tooMany(p.say(err))
		return
	}
	if text := p.say(err); model.CodeOf(err) == model.CodeTamperedLog {
		p.tampered.SetText(text) // the badge says it already
	} else {
		p.reason.SetText(text)
		p.Failure.Show()
	}
	p.Note.SetText("")
	p.Table.SetEmpty(i18n.T("activity.failed"))
	p.body.Refresh()
}

// tooMany says in the place of the rows why a search cannot be answered. Nothing is wrong: typing more helps.
func (p *activityPage) tooMany(text string) {
	p.Events, p.Rows, p.More = nil, nil, false
	p.Failure.Hide()
	p.Note.SetText("")
	p.Table.SetEmpty(text)
	p.Table.SetRows(nil)
	p.body.Refresh()
}

// say returns the sentence for a failure. A log that was changed means something else here than at sign-in.
func (p *activityPage) say(err error) string {
	text := p.W.Report(err)
	if model.CodeOf(err) == model.CodeTamperedLog {
		return i18n.T("activity.tampered", "Row", messages.Number(messages.RowOf(err)))
	}
	return text
}

func (p *activityPage) AddRows(events []model.ActivityEvent) {
	for _, event := range events {
		p.Rows = append(p.Rows, eventRow(event))
	}
	empty := ""
	if len(p.Rows) == 0 {
		empty = i18n.T("activity.nothing_found")
	}
	p.Table.SetEmpty(empty)
	p.Table.SetRows(p.Rows)
}

func (p *activityPage) tell() {
	text := i18n.T("activity.count", "Count", messages.Number(int64(len(p.Rows))))
	if p.More {
		text = i18n.T("activity.count_more", "Count", messages.Number(int64(len(p.Rows))))
	}
	p.Note.SetText(text)
	p.body.Refresh()
}

// eventRow makes the row of an event. A sign-in needs no target: it is always the person who signs in.
func eventRow(event model.ActivityEvent) widgets.Row {
	target := event.Target
	if target == event.Actor && slices.Contains(messages.SignInKinds, event.Kind) {
		target = ""
	}
	return widgets.Row{ID: strconv.FormatInt(event.Seq, 10), Cells: []widgets.Cell{
		{Text: i18n.When(event.Time), Style: widgets.StyleMuted},
		{Text: messages.OrDash(messages.Who(event.ActorName, event.Actor))},
		{Chip: messages.KindChip(event)},
		{Text: messages.Who(event.TargetName, target)},
	}}
}

// verify checks the whole log from the start and shows the result in the badge.
func (p *activityPage) verify() {
	shown := p.W.Progress(func(done, _ int) {
		p.Badge.SetText(i18n.T("activity.verifying_rows", "Count", messages.Number(int64(done))))
		p.body.Refresh()
	})
	window.Load(p.W, func(ctx context.Context, session *model.Session) (int64, error) {
		return session.VerifyLog(ctx, func(rows int64) { shown(int(rows), 0) })
	}, p.Verified)
}

// showAudited tells when the whole log was last followed, if other PCs write to it, too: between two times, only what
// is new is looked at.
func (p *activityPage) showAudited() {
	audited := p.W.Office().Connection().Audited
	p.audited.Hidden = audited.IsZero()
	p.audited.SetText(i18n.T("activity.audited", "Time", i18n.When(audited)))
}

func (p *activityPage) Verified(rows int64, err error) {
	p.showAudited()
	switch {
	case err == nil:
		p.Badge.SetTone(widgets.ToneSuccess)
		p.Badge.SetText(i18n.T("activity.verified", "Count", messages.Number(rows)))
	case model.CodeOf(err) == model.CodeTamperedLog:
		p.Badge.SetTone(widgets.ToneDanger)
		p.Badge.SetText(i18n.T("activity.tampered_badge", "Row", messages.Number(messages.RowOf(err))))
		p.tampered.SetText(p.say(err))
	default:
		p.Badge.SetTone(widgets.ToneWarning)
		p.Badge.SetText(i18n.T("activity.not_verified"))
		p.W.Report(err) // for the log; whatever it is keeps the rows from loading, too
	}
	p.body.Refresh()
}

// OnOpen shows everything that the log knows about one operation.
func (p *activityPage) OnOpen(rowID string) {
	at := slices.IndexFunc(p.Rows, func(row widgets.Row) bool { return row.ID == rowID })
	if at < 0 {
		return
	}
	event := p.Events[at]
	facts := []string{
		i18n.T("activity.time"), i18n.Second(event.Time),
		i18n.T("activity.actor"), messages.OrDash(messages.Who(event.ActorName, event.Actor)),
		i18n.T("activity.target"), messages.OrDash(messages.Who(event.TargetName, event.Target)),
	}
	if len(event.Fields) > 0 {
		facts = append(facts, i18n.T("export.fields"), messages.Terms(event.Fields))
	}
	facts = append(facts, i18n.T("activity.host"), messages.OrDash(event.Host), i18n.T("activity.number"), messages.Number(event.Seq))
	event.Fields = nil // said below
	chip := messages.KindChip(event)
	p.W.ShowInfo("activity_detail", 560,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(chip.Tone, chip.Text)),
			widgets.NewHeading(i18n.T("activity.detail"))),
		layout.Facts(facts...))
}

func (p *activityPage) onExport() {
	query, ok := p.wanted()
	if !ok {
		p.Filter.complain()
		p.W.Focus(p.Filter.wrong())
		return
	}
	forms.ExportActivity(p.W, query, func() { p.ask(0) })
}

func (p *activityPage) Content() fyne.CanvasObject  { return p.body }
func (p *activityPage) Focus() fyne.Focusable       { return p.Search }
func (p *activityPage) Name() string                { return "activity" }
func (p *activityPage) SearchField() *widgets.Entry { return p.Search }
func (p *activityPage) Wipe()                       { p.stopAsk() }

// filterLayout sets a search field and the selects of a filter side by side. All of them shrink when there is little
// room.
type filterLayout struct{}

// Layout implements fyne.Layout.
func (filterLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := []float32{look.Grow(layout.SearchWidth), look.Grow(kindWidth), look.Grow(periodWidth)}
	room := size.Width - 2*layout.UsersGap
	share := min(1, room/(widths[0]+widths[1]+widths[2]))
	x := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(widths[i]*share, size.Height))
		x += widths[i]*share + layout.UsersGap
	}
}

// MinSize implements fyne.Layout.
func (filterLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	return fyne.NewSize(3*least.Width+2*layout.UsersGap, least.Height)
}
