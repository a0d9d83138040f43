package app

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/look"
)

// plainText is the toolkit, but for text without a style, which it measures as our plain text: the toolkit's entries
// measure an M in that style, whatever their own is, and would have it parse faces that nothing is drawn with.
type plainText struct {
	fyne.App
	driver plainDriver
}

// Driver implements fyne.App.
func (p plainText) Driver() fyne.Driver { return p.driver }

type plainDriver struct{ desktopDriver }

type desktopDriver interface {
	fyne.Driver
	desktop.Driver
}

// RenderedTextSize implements fyne.Driver.
func (d plainDriver) RenderedTextSize(text string, size float32, style fyne.TextStyle, face fyne.Resource) (fyne.Size, float32) {
	if style == (fyne.TextStyle{}) && face == nil {
		style = look.Plain
	}
	return d.desktopDriver.RenderedTextSize(text, size, style, face)
}

// measurePlain makes plainText the toolkit of the whole program. On Windows and macOS the toolkit draws a window while it is
// being resized only with the driver that it knows.
func measurePlain(a fyne.App) fyne.App {
	driver, ok := a.Driver().(desktopDriver)
	if !ok || runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return a
	}
	p := plainText{a, plainDriver{driver}}
	fyne.SetCurrentApp(p)
	return p
}
