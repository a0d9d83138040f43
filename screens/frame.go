package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// centred is the frame of every page outside the shell: one card in the middle of the window, the version below.
func (d *Desk) centred(width float32, content fyne.CanvasObject) fyne.CanvasObject {
	return d.framed(widgets.NewCardSized(width, content))
}

// framed puts any object in the middle; what does not fit scrolls.
func (d *Desk) framed(middle fyne.CanvasObject) fyne.CanvasObject {
	version := widgets.NewSmall(i18n.T("app.version", "Version", d.cfg.Version))
	return container.New(frameLayout{},
		container.NewVScroll(container.New(layout.NewCustomPaddedLayout(16, 16, 16, 16), container.NewCenter(middle))),
		version)
}

// frameLayout gives the window to the first object and the lower left corner to the second. The corner is kept free
// only when the card is so high that both would overlap.
type frameLayout struct{}

const (
	frameMargin  = 20
	footerWidth  = 160
	footerHeight = 34
)

// Layout implements fyne.Layout.
func (frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	body, footer := objects[0].(*container.Scroll), objects[1]
	height := size.Height
	if body.Content.MinSize().Height > height-2*footerHeight {
		height -= footerHeight
	}
	body.Move(fyne.NewPos(0, 0))
	body.Resize(fyne.NewSize(size.Width, height))
	footer.Resize(fyne.NewSize(footerWidth, footer.MinSize().Height))
	footer.Move(fyne.NewPos(frameMargin, size.Height-footer.MinSize().Height-12))
}

// MinSize implements fyne.Layout.
func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().Max(fyne.NewSize(footerWidth, footerHeight))
}

// brand is the logo beside the product's name.
func brand() fyne.CanvasObject {
	return container.NewCenter(widgets.HStack(10, widgets.NewLogo(36), widgets.NewHeading(i18n.T("app.name"))))
}

// spread puts one object at the left and others at the right edge.
func spread(left fyne.CanvasObject, right ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(12, append([]fyne.CanvasObject{left, widgets.Spacer()}, right...)...)
}

// buttons stand at the right end of a card, in the order given.
func buttons(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.HStack(12, append([]fyne.CanvasObject{widgets.Spacer()}, objects...)...)
}

// halves is a row of two objects of the same width and height.
type halves struct{ gap float32 }

// Layout implements fyne.Layout. Wrapped text learns its width before the heights are asked for.
func (h halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - h.gap) / 2
	for i, o := range objects {
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(float32(i)*(width+h.gap), 0))
	}
}

// MinSize implements fyne.Layout.
func (h halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return fyne.NewSize(2*least.Width+h.gap, least.Height)
}
