package layout

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// NoticeRow is a notice with its buttons at the right, one under the other.
func NoticeRow(notice *widgets.Notice, buttons ...fyne.CanvasObject) *fyne.Container {
	return widgets.HStack(12, widgets.Fill(notice), widgets.VStack(8, buttons...))
}

// Step is one line of the instruction with its number.
func Step(number, title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	text := widgets.VStack(2, append([]fyne.CanvasObject{widgets.NewStrong(title).Wrapped()}, rows...)...)
	return container.New(SideBySide{Gap: 12}, widgets.NewBadge(number), text)
}

// SideBySide sets the second object beside the first, tops aligned; the second takes the width that is left.
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

// Brand is the logo beside the product's name.
func Brand() fyne.CanvasObject {
	return container.NewCenter(widgets.HStack(10, widgets.NewLogo(36), widgets.NewHeading(i18n.T("app.name"))))
}

// Spread puts one object at the left and others at the right edge, or below where there is no room.
func Spread(left fyne.CanvasObject, right ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{left, widgets.Spacer()}, right...)...)
}

// Buttons stand at the right end of a card, in the order given; in a narrow one they take more lines.
func Buttons(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Line(12, append([]fyne.CanvasObject{widgets.Spacer()}, objects...)...)
}

// Halves is a row of two objects of the same width and height.
type Halves struct{ Gap float32 }

// Layout implements fyne.Layout. Wrapped text learns its width before the heights are asked for.
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

// PersonHead names the person whom a dialog is about, and whatever else matters of them.
func PersonHead(person model.Person, more ...fyne.CanvasObject) *fyne.Container {
	rows := widgets.VStack(8,
		strongFact(i18n.T("users.login"), person.Login),
		strongFact(i18n.T("users.name"), person.Name))
	rows.Objects = append(rows.Objects, more...)
	return rows
}

// strongFact is a fact on which everything depends.
func strongFact(label, value string) fyne.CanvasObject {
	text := widgets.Wide(look.Grow(FactLabel), widgets.NewMuted(label).OneLine())
	return container.New(SideBySide{Gap: 12}, text, widgets.Fill(widgets.NewStrong(value).Wrapped()))
}
