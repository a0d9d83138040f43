package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"qlingo/screens/look"
)

// CreateRenderer is Fyne's hook.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	r := &menuRenderer{
		menu:   m,
		ground: box(look.Radius),
		mark:   box(look.Radius - 2),
		title:  write("", look.TextSmall, true),
		rule:   canvas.NewRectangle(nil),
		note:   m.noteText(m.extent().Width),
		bar:    box(menuBar / 2),
	}
	r.parts = parts{r.ground, r.title, r.rule, r.mark, r.bar}
	for range m.items {
		line := write("", look.TextBody, false)
		r.lines = append(r.lines, line)
		r.parts = append(r.parts, line)
	}
	r.parts = append(r.parts, r.note)
	r.Refresh()
	return r
}

type menuRenderer struct {
	parts
	menu         *Menu
	ground, mark *canvas.Rectangle
	title        *canvas.Text
	rule         *canvas.Rectangle
	lines        []*canvas.Text
	note         *Text
	bar          *canvas.Rectangle // which items are shown, if not all
}

const menuBar float32 = 4

func (r *menuRenderer) Layout(fyne.Size) {
	m := r.menu
	corner, size := m.place(), m.extent()
	r.ground.Move(corner)
	r.ground.Resize(size)
	inside := fyne.NewSize(size.Width-2*menuAir, look.Grow(menuLine))
	corner = corner.AddXY(menuAir, menuAir)
	at := func(t *canvas.Text, y, height float32) {
		s := t.MinSize()
		t.Resize(s)
		t.Move(corner.AddXY(menuPadding, y+(height-s.Height)/2))
	}
	at(r.title, 0, m.head())
	r.rule.Move(corner.AddXY(0, m.head()-look.Line))
	r.rule.Resize(fyne.NewSize(inside.Width, look.Line))
	height := look.Grow(menuLine) * float32(m.shown())
	for i, line := range r.lines {
		line.Hidden = i < m.top || i >= m.top+m.shown()
		y := m.head() + look.Grow(menuLine)*float32(i-m.top)
		at(line, y, look.Grow(menuLine))
		if i == m.marked {
			r.mark.Move(corner.AddXY(0, y+1))
			r.mark.Resize(inside.SubtractWidthHeight(0, 2))
		}
	}
	each := height / float32(max(1, len(r.lines)))
	r.bar.Hidden = m.shown() == len(r.lines)
	r.bar.Move(corner.AddXY(inside.Width-menuBar, m.head()+each*float32(m.top)))
	r.bar.Resize(fyne.NewSize(menuBar, each*float32(m.shown())))
	r.note.Move(corner.AddXY(menuPadding, m.head()+height+menuAir/2))
	r.note.Resize(fyne.NewSize(inside.Width-2*menuPadding, r.note.MinSize().Height))
}

// MinSize is small: the menu gets the size of the window.
func (r *menuRenderer) MinSize() fyne.Size { return fyne.NewSize(100, 100) }

func (r *menuRenderer) Refresh() {
	m := r.menu
	fill(r.ground, look.ColorRaised, look.ColorEdge, look.Line)
	fill(r.rule, look.ColorLine, "", 0)
	fill(r.mark, look.ColorTint, look.ColorPrimary, look.Line)
	fill(r.bar, look.ColorEdge, "", 0)
	r.mark.Hidden = m.marked < m.top || m.marked >= m.top+m.shown()
	r.title.Hidden, r.rule.Hidden = m.bare, m.bare
	room := m.extent().Width - 2*(menuAir+menuPadding)
	rewrite(r.title, shorten(m.title, room, look.TextSmall, r.title.TextStyle), look.ColorMuted)
	for i, item := range m.items {
		text := look.ColorText
		switch {
		case item.Why != "":
			text = look.ColorMuted
		case item.Danger:
			text = look.ColorDanger
		case item.Chosen:
			text = look.ColorPrimary
		}
		rewrite(r.lines[i], shorten(item.Text, room, look.TextBody, r.lines[i].TextStyle), text)
	}
	r.note.Hidden = m.note() == ""
	r.note.Refresh()
	r.Layout(m.Size())
	canvas.Refresh(m)
}
