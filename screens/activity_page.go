package screens

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the page of the activity.
const (
	kindWidth   = 160
	periodWidth = 150
)

// eventsAtOnce is how many rows are fetched when the table comes near its end.
const eventsAtOnce = 500

var atOnce = eventsAtOnce // tests have less patience

// typingPause is how long a search waits for the next letter; tests wait for nothing.
var typingPause = 150 * time.Millisecond

// activityPage is the table of what was done in the office, the newest first. It holds only what a person has scrolled
// to; searching and filtering is the model's.
type activityPage struct {
	w        *Window
	badge    *widgets.Chip
	export   *widgets.Button
	search   *widgets.Entry
	filter   *filterBar
	failure  *fyne.Container
	reason   *widgets.Notice
	tampered *widgets.Notice
	table    *widgets.Table
	note     *widgets.Text
	body     *fyne.Container

	events  []model.ActivityEvent
	rows    []widgets.Row
	more    bool
	query   model.ActivityQuery // of the rows shown
	asked   int                 // counts the questions: an answer to an old one is of no use
	asking  bool
	stopAsk context.CancelFunc
}

func newActivityPage(w *Window) *activityPage {
	p := &activityPage{w: w, search: widgets.NewEntry(), stopAsk: func() {}}
	p.badge = widgets.NewChip(widgets.ToneNeutral, i18n.T("activity.verifying"))
	p.export = widgets.NewButton(widgets.KindPlain, i18n.T("activity.export"), p.onExport)
	p.search.PlaceHolder = i18n.T("activity.search")
	p.search.Prose = true
	p.search.OnEdited = func() { p.ask(typingPause) }
	p.search.OnEnter = func() { w.Focus(p.table.Focusable()) }
	p.filter = newFilterBar(w, manages(w.Session()), func() { p.ask(0) })
	p.filter.resized = func() { p.body.Refresh() }
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.tampered = widgets.NewNotice(widgets.ToneDanger, "")
	p.note = widgets.NewSmall("")
	p.table = p.newTable()
	p.body = p.build()
	p.ask(0)
	p.verify()
	return p
}

func (p *activityPage) newTable() *widgets.Table {
	table := widgets.NewTable([]widgets.Column{
		{Key: "time", Title: i18n.T("activity.time"), Width: 142},
		{Key: "actor", Title: i18n.T("activity.actor"), Weight: 1},
		{Key: "kind", Title: i18n.T("activity.kind"), Weight: 2.3},
		{Key: "target", Title: i18n.T("activity.target"), Weight: 1},
	})
	table.OnOpen = p.onOpen
	table.OnNearEnd = p.next
	return table
}

func (p *activityPage) build() *fyne.Container {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), func() { p.ask(0) })
	p.failure = widgets.VStack(8, p.reason, spread(retry))
	p.failure.Hide()
	return pagePadding(columnTop, columnMargin, noteGap, columnMargin, widgets.VStack(usersGap,
		spread(widgets.HStack(12, widgets.NewHeading(i18n.T("activity.title")), p.badge), p.export),
		p.tampered,
		container.New(&filterLayout{}, p.search, p.filter.kind, p.filter.period),
		p.filter.dates,
		p.failure,
		widgets.Fill(container.New(tableLayout{func() int { return len(p.rows) }}, p.table, p.note)),
	))
}

// wanted is what a person searches for, false while a date is wrong.
func (p *activityPage) wanted() (query model.ActivityQuery, ok bool) {
	query, ok = p.filter.query(p.w.now())
	for _, word := range strings.Fields(p.search.Text) {
		query.Words = append(query.Words, model.ActivityWord{Text: word, Kinds: kindsNamed(word)})
	}
	return query, ok
}

// ask fetches the newest rows that fit what is typed and chosen. The rows of before stay until the answer is there.
func (p *activityPage) ask(pause time.Duration) {
	query, ok := p.wanted()
	if !ok {
		p.giveUp()
		p.note.SetText(i18n.T("activity.fix_dates"))
		return
	}
	query.Limit = atOnce
	if p.events == nil {
		p.table.SetEmpty(i18n.T("users.loading"))
	}
	p.note.SetText(i18n.T("activity.searching"))
	p.fetch(query, pause, func(events []model.ActivityEvent) {
		p.query, p.events, p.rows = query, events, nil
		p.addRows(events)
		p.table.ScrollToTop()
	})
}

// next fetches the rows after the last one.
func (p *activityPage) next() {
	if !p.more || p.asking || len(p.events) == 0 {
		return
	}
	query := p.query
	query.Before = p.events[len(p.events)-1].Seq
	p.fetch(query, 0, func(events []model.ActivityEvent) {
		p.events = append(p.events, events...)
		p.addRows(events)
	})
}

// fetch asks the model after a pause in which another question may take the place of this one.
func (p *activityPage) fetch(query model.ActivityQuery, pause time.Duration, use func([]model.ActivityEvent)) {
	p.giveUp()
	ctx, stop := context.WithCancel(p.w.PageContext())
	p.stopAsk = stop
	mine := p.asked
	p.asking = true
	var events []model.ActivityEvent
	var more bool
	p.w.load(func(_ context.Context, session *model.Session) (err error) {
		if err := rest(ctx, pause); err != nil {
			return err
		}
		events, more, err = session.Activity(ctx, query)
		return err
	}, func(err error) {
		if mine != p.asked {
			return
		}
		p.asking = false
		p.failed(err)
		if err == nil {
			p.more = more
			use(events)
			p.tell()
		}
	})
}

// giveUp ends the question that is under way; its answer is of no use any more.
func (p *activityPage) giveUp() {
	p.stopAsk()
	p.asked++
	p.asking = false
}

// rest waits unless the wait is ended before.
func rest(ctx context.Context, pause time.Duration) error {
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

func (p *activityPage) failed(err error) {
	if err == nil {
		p.failure.Hide()
		p.body.Refresh()
		return
	}
	if text := p.say(err); model.CodeOf(err) == model.CodeTamperedLog {
		p.tampered.SetText(text) // and not twice: the badge says it, too
	} else {
		p.reason.SetText(text)
		p.failure.Show()
	}
	p.note.SetText("")
	p.table.SetEmpty(i18n.T("activity.failed"))
	p.body.Refresh()
}

// say words a failure; that the log was changed means something else here than at a sign-in.
func (p *activityPage) say(err error) string {
	text := p.w.explain(err)
	if model.CodeOf(err) == model.CodeTamperedLog {
		return i18n.T("activity.tampered", "Row", number(rowOf(err)))
	}
	return text
}

func (p *activityPage) addRows(events []model.ActivityEvent) {
	for _, event := range events {
		p.rows = append(p.rows, eventRow(event))
	}
	empty := ""
	if len(p.rows) == 0 {
		empty = i18n.T("activity.nothing_found")
	}
	p.table.SetEmpty(empty)
	p.table.SetRows(p.rows)
}

func (p *activityPage) tell() {
	text := i18n.T("activity.count", "Count", number(int64(len(p.rows))))
	if p.more {
		text = i18n.T("activity.count_more", "Count", number(int64(len(p.rows))))
	}
	p.note.SetText(text)
	p.body.Refresh()
}

// eventRow leaves out the target of a sign-in, which can only be who signs in.
func eventRow(event model.ActivityEvent) widgets.Row {
	target := event.Target
	if target == event.Actor && slices.Contains(signInKinds, event.Kind) {
		target = ""
	}
	return widgets.Row{ID: strconv.FormatInt(event.Seq, 10), Cells: []widgets.Cell{
		{Text: i18n.When(event.Time), Style: widgets.StyleMuted},
		{Text: orDash(event.Actor)},
		{Chip: kindChip(event)},
		{Text: target},
	}}
}

// verify follows the whole log anew and says in the badge what came of it.
func (p *activityPage) verify() {
	var rows int64
	shown := p.w.progress(func(done, _ int) {
		p.badge.SetText(i18n.T("activity.verifying_rows", "Count", number(int64(done))))
		p.body.Refresh()
	})
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		rows, err = session.VerifyLog(ctx, func(rows int64) { shown(int(rows), 0) })
		return err
	}, func(err error) { p.verified(rows, err) })
}

func (p *activityPage) verified(rows int64, err error) {
	switch {
	case err == nil:
		p.badge.SetTone(widgets.ToneSuccess)
		p.badge.SetText(i18n.T("activity.verified", "Count", number(rows)))
	case model.CodeOf(err) == model.CodeTamperedLog:
		p.badge.SetTone(widgets.ToneDanger)
		p.badge.SetText(i18n.T("activity.tampered_badge", "Row", number(rowOf(err))))
		p.tampered.SetText(p.say(err))
	default:
		p.badge.SetTone(widgets.ToneWarning)
		p.badge.SetText(i18n.T("activity.not_verified"))
		p.w.explain(err) // for the log; whatever it is stands in the way of the rows as well
	}
	p.body.Refresh()
}

// onOpen shows all that the log says of one operation.
func (p *activityPage) onOpen(rowID string) {
	at := slices.IndexFunc(p.rows, func(row widgets.Row) bool { return row.ID == rowID })
	if at < 0 {
		return
	}
	event := p.events[at]
	chip := kindChip(event)
	p.w.showInfo("activity_detail", 560,
		widgets.VStack(6,
			widgets.HStack(0, widgets.NewChip(chip.Tone, chip.Text)),
			widgets.NewHeading(i18n.T("activity.detail"))),
		facts(
			i18n.T("activity.time"), i18n.Second(event.Time),
			i18n.T("activity.actor"), orDash(event.Actor),
			i18n.T("activity.target"), orDash(event.Target),
			i18n.T("activity.host"), orDash(event.Host),
			i18n.T("activity.number"), number(event.Seq)))
}

func (p *activityPage) onExport() {
	query, ok := p.wanted()
	if !ok {
		p.w.Focus(p.filter.wrong())
		return
	}
	exportActivity(p.w, query, func() { p.ask(0) })
}

func (p *activityPage) Content() fyne.CanvasObject  { return p.body }
func (p *activityPage) Focus() fyne.Focusable       { return p.search }
func (p *activityPage) Name() string                { return "activity" }
func (p *activityPage) SearchField() *widgets.Entry { return p.search }
func (p *activityPage) Wipe()                       { p.stopAsk() }

// filterLayout sets a search and the selects of a filter side by side; where there is little room all become narrower.
type filterLayout struct{}

// Layout implements fyne.Layout.
func (filterLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := []float32{look.Grow(searchWidth), look.Grow(kindWidth), look.Grow(periodWidth)}
	room := size.Width - 2*usersGap
	share := min(1, room/(widths[0]+widths[1]+widths[2]))
	x := float32(0)
	for i, o := range objects {
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(widths[i]*share, size.Height))
		x += widths[i]*share + usersGap
	}
}

// MinSize implements fyne.Layout.
func (filterLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	return fyne.NewSize(3*least.Width+2*usersGap, least.Height)
}
