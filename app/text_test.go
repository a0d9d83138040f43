package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// asked notes the styles that the toolkit wants faces for.
type asked struct {
	fyne.Theme
	styles map[fyne.TextStyle]bool
}

func (a asked) Font(style fyne.TextStyle) fyne.Resource {
	a.styles[style] = true
	return a.Theme.Font(style)
}

// testDriver is that of tests, with what entries never ask a desktop for.
type (
	testDriver struct {
		fyne.Driver
		unasked
	}
	unasked struct{ desktop.Driver }
)

// A style more is a face more that is parsed, at the start and on the way to the first picture.
func TestEntriesNeedNoFaceButThePlainOne(t *testing.T) {
	a := test.NewTempApp(t)
	fyne.SetCurrentApp(plainText{a, plainDriver{testDriver{Driver: a.Driver()}}})
	theme := asked{Theme: look.New(look.ModeLight), styles: map[fyne.TextStyle]bool{}}
	a.Settings().SetTheme(theme)
	for _, e := range []*widget.Entry{widget.NewEntry(), widget.NewPasswordEntry()} {
		e.TextStyle = look.Plain
		e.SetText("佐藤 花子")
		w := test.NewTempWindow(t, e)
		w.Resize(fyne.NewSize(400, 60))
		w.Canvas().Capture()
	}
	if !theme.styles[look.Plain] || theme.styles[fyne.TextStyle{}] {
		t.Errorf("faces for %v were asked for, want the plain one", theme.styles)
	}
}
