package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

func TestSwitchLooks(t *testing.T) {
	start(t)
	for name, state := range map[string]struct{ on, focused bool }{"on": {on: true}, "off": {}, "focused": {focused: true}} {
		d := newSwitchDrawing()
		d.paint(state.on, state.focused)
		d.place(0, switchHeight, state.on)
		drawn := container.NewWithoutLayout(d.objects()...)
		drawn.Resize(fyne.NewSize(switchWidth, switchHeight))
		test.AssertObjectRendersToMarkup(t, "switch/"+name+".xml", drawn)
	}
}
