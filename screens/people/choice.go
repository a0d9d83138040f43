package people

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// choiceBar says how many people are ticked, and offers what can be done with all of them. It stands in place of the title,
// so that nothing moves when it comes and goes.
type choiceBar struct {
	page    *usersPage
	count   *widgets.Text
	buttons []*widgets.Button
	more    *widgets.Button // opens the menu of the buttons, where they have no room
	clear   *widgets.Button
	row     *fyne.Container
}

func newChoiceBar(p *usersPage) *choiceBar {
	b := &choiceBar{page: p, count: widgets.NewTitle("")}
	objects := []fyne.CanvasObject{b.count}
	for _, a := range severalActions() {
		button := widgets.NewButton(widgets.KindPlain, a.label, func() { p.askSeveral(a) })
		b.buttons = append(b.buttons, button)
		objects = append(objects, button)
	}
	b.more = widgets.NewButton(widgets.KindPlain, i18n.T("several.more"), b.onMore)
	b.clear = widgets.NewButton(widgets.KindLink, i18n.T("several.clear"), p.Table.ClearTicks)
	b.row = &fyne.Container{Layout: b, Objects: append(objects, b.more, b.clear), Hidden: true}
	return b
}

// focused reports whether a button of the bar has the focus.
func (b *choiceBar) focused() bool {
	focused := b.page.w.Canvas().Focused()
	return slices.ContainsFunc(slices.Concat(b.buttons, []*widgets.Button{b.more, b.clear}), func(button *widgets.Button) bool {
		return focused == fyne.Focusable(button)
	})
}

// show says how many people are ticked, and how many of them a search or filter hides.
func (b *choiceBar) show(all, shown int) {
	text := i18n.T("several.chosen", "Count", messages.Number(int64(all)))
	if hidden := all - shown; hidden > 0 {
		text = i18n.T("several.chosen_hidden", "Count", messages.Number(int64(all)), "Hidden", messages.Number(int64(hidden)))
	}
	b.count.SetText(text)
	b.row.Refresh()
}

func (b *choiceBar) onMore() {
	b.openMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(b.more).AddXY(0, b.more.Size().Height+4))
}

func (b *choiceBar) openMenu(at fyne.Position) {
	var items []widgets.MenuItem
	for _, a := range severalActions() {
		items = append(items, widgets.MenuItem{Text: a.label, OnTapped: func() { b.page.askSeveral(a) }})
	}
	items = append(items, widgets.MenuItem{Text: i18n.T("several.clear"), OnTapped: b.page.Table.ClearTicks})
	widgets.ShowMenu(b.page.w.Canvas(), at, b.count.Text, items)
}

const barGap = 8

// Layout implements fyne.Layout: one line, of all buttons or of the one that opens their menu.
func (b *choiceBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := b.count.MinSize().Width + 2*barGap + b.clear.MinSize().Width
	for _, button := range b.buttons {
		width += barGap + button.MinSize().Width
	}
	fit := width <= size.Width
	b.more.Hidden = fit
	x := size.Width
	put := func(o fyne.CanvasObject) {
		s := o.MinSize()
		x -= s.Width
		o.Move(fyne.NewPos(x, (size.Height-s.Height)/2))
		o.Resize(s)
		x -= barGap
	}
	put(b.clear)
	if !fit {
		put(b.more)
	}
	for i := len(b.buttons) - 1; i >= 0; i-- {
		if b.buttons[i].Hidden = !fit; fit {
			put(b.buttons[i])
		}
	}
	s := b.count.MinSize()
	b.count.Move(fyne.NewPos(0, (size.Height-s.Height)/2))
	b.count.Resize(fyne.NewSize(x, s.Height))
}

// MinSize implements fyne.Layout.
func (b *choiceBar) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(b.more.MinSize().Width+b.clear.MinSize().Width+barGap+look.Grow(100), b.more.MinSize().Height)
}

// titlePlace has room for the title and for the bar that takes its place, so that no row moves when one follows the other.
type titlePlace struct{}

// Layout implements fyne.Layout.
func (titlePlace) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// MinSize implements fyne.Layout.
func (titlePlace) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// showChosen shows the bar while somebody is ticked.
func (p *usersPage) showChosen() {
	all, shown := p.Table.TickedCount()
	if p.title.Hidden != (all > 0) {
		p.title.Hidden, p.Bar.row.Hidden = all > 0, all == 0
		p.title.Refresh()
		if all == 0 && p.Bar.focused() {
			p.w.Focus(p.Table.Focusable()) // Enter would still press what is hidden
		}
	}
	if all > 0 {
		p.Bar.show(all, shown)
	}
}

// keepChosen unticks whoever is not there any more. Whoever is only hidden by a search or filter stays ticked, and the bar
// says so.
func (p *usersPage) keepChosen() {
	if all, _ := p.Table.TickedCount(); all > 0 && !p.partial() {
		there := make(map[string]bool, len(p.List.Lines))
		for _, line := range p.List.Lines {
			there[rowID(line.id)] = true
		}
		p.Table.KeepTicked(func(id string) bool { return there[id] })
	}
	p.showChosen()
}

// chosen are the people who are ticked: those in view in their order, then the others.
func (p *usersPage) chosen() (ids []model.PersonID) {
	all, _ := p.Table.TickedCount()
	ids = make([]model.PersonID, 0, all)
	take := func(from lines, skip map[model.PersonID]bool) {
		for _, line := range from {
			if p.Table.IsTicked(rowID(line.id)) && !skip[line.id] {
				ids = append(ids, line.id)
			}
		}
	}
	take(p.found, nil)
	if len(ids) < all {
		seen := make(map[model.PersonID]bool, len(ids))
		for _, id := range ids {
			seen[id] = true
		}
		take(p.List.Lines, seen)
	}
	return ids
}

// askSeveral reads the ticked people anew, because the table knows no more than it shows, and asks about all of them.
func (p *usersPage) askSeveral(a severalAction) {
	ids := p.chosen()
	if len(ids) == 0 {
		return
	}
	release, free := p.w.Claim("member")
	if !free {
		return
	}
	p.tell("")
	window.Load(p.w, func(ctx context.Context, session *model.Session) ([]model.Person, error) {
		return session.Members(ctx, ids)
	}, func(people []model.Person, err error) {
		release()
		switch {
		case model.CodeOf(err) == model.CodeTooManyPeople:
			p.w.ShowMessage("too_many_people", i18n.T("several.too_many"), p.w.Report(err))
		case err != nil:
			p.complain(err)
		default:
			q := &severalQuestion{w: p.w, action: a, chosen: len(ids), changed: p.severalDone, stale: p.Load}
			q.open(people)
		}
	})
}

// severalDone shows the result in the table, and what was done below it. Everybody stays ticked: the bar must not change
// under the mouse, and what was done may be taken back.
func (p *usersPage) severalDone(people []model.Person, said string) {
	p.Replace(people...)
	p.tell(said)
}
