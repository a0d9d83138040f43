package layout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Marked makes a line with a mark before its text and, where something is left to do, the button that leads there.
func Marked(done bool, text string, buttons ...fyne.CanvasObject) *fyne.Container {
	return widgets.HStack(12, append([]fyne.CanvasObject{widgets.NewMark(done), widgets.Fill(widgets.NewText(text))}, buttons...)...)
}

// Step makes one numbered line of an instruction.
func Step(number, title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	text := widgets.VStack(2, append([]fyne.CanvasObject{widgets.NewStrong(title).Wrapped()}, rows...)...)
	return container.New(SideBySide{Gap: 12}, widgets.NewBadge(number), text)
}

// SideBySide sets the second object beside the first, tops aligned. The second gets the remaining width.
type SideBySide struct{ Gap float32 }

// Layout implements fyne.Layout.
func (l SideBySide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := objects[0].MinSize()
	objects[0].Resize(left)
	objects[0].Move(fyne.Position{})
	x := left.Width + l.Gap
	objects[1].Resize(fyne.NewSize(size.Width-x, size.Height))
	objects[1].Move(fyne.NewPos(x, 0))
}

// MinSize implements fyne.Layout.
func (l SideBySide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+l.Gap+right.Width, max(left.Height, right.Height))
}

// Beside sets the second object at the right of the first, tops aligned. The first gets the remaining width.
type Beside struct{ Gap float32 }

// Layout implements fyne.Layout.
func (l Beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := objects[1].MinSize()
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(size.Width-right.Width-l.Gap, size.Height))
	objects[1].Resize(right)
	objects[1].Move(fyne.NewPos(size.Width-right.Width, 0))
}

// MinSize implements fyne.Layout.
func (l Beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(left.Width+l.Gap+right.Width, max(left.Height, right.Height))
}

// Least keeps an object at least so high.
type Least struct{ Height float32 }

// Layout implements fyne.Layout.
func (Least) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize implements fyne.Layout.
func (l Least) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(0, l.Height))
}

// Brand makes the logo with the product's name.
func Brand() fyne.CanvasObject {
	return container.NewCenter(widgets.HStack(10, widgets.NewLogo(36), widgets.NewHeading(i18n.T("app.name"))))
}

// Spread puts one object at the left and others at the right edge, or below if there is no room.
func Spread(left fyne.CanvasObject, right ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{left, widgets.Spacer()}, right...)...)
}

// Buttons puts objects at the right end of a card, in the given order; in a narrow card on several lines.
func Buttons(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{widgets.Spacer()}, objects...)...)
}

// Halves sets two objects side by side, with the same width and height.
type Halves struct{ Gap float32 }

// Layout implements fyne.Layout. Wrapped text needs its width before it knows its height.
func (h Halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - h.Gap) / 2
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(float32(i)*(width+h.Gap), 0))
	}
}

// MinSize implements fyne.Layout.
func (h Halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return fyne.NewSize(2*least.Width+h.Gap, least.Height)
}

// PersonHead makes the head of a dialog about a person: who it is, and more rows if given.
func PersonHead(person model.Person, more ...fyne.CanvasObject) *fyne.Container {
	rows := widgets.VStack(8,
		strongFact(i18n.T("users.login"), person.Login),
		strongFact(i18n.T("users.name"), person.Name))
	rows.Objects = append(rows.Objects, more...)
	return rows
}

// strongFact makes a fact in bold, for what people must not mistake.
func strongFact(label, value string) fyne.CanvasObject {
	text := widgets.Wide(look.Grow(FactLabel), widgets.NewMuted(label).OneLine())
	return container.New(SideBySide{Gap: 12}, text, widgets.Fill(widgets.NewStrong(value).Wrapped()))
}
