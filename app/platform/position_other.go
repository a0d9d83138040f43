//go:build !windows

package platform

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"qlingo/screens/window"
)

// Position is unknown: the toolkit does not tell it, and Wayland tells nobody.
func (d *Desktop) Position() window.Position { return window.Position{} }

// MoveTo leaves the position to the OS, but makes a window that is larger than the screen fit it. The toolkit does not say
// how large the screen is, the library below it does.
func (d *Desktop) MoveTo(window.Position) {
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return
	}
	_, _, width, height := monitor.GetWorkarea()
	now, scale := d.window.Canvas().Size(), d.window.Canvas().Scale()
	if fits := fit(now, fyne.NewSize(float32(width)/scale, float32(height)/scale)); fits != now {
		d.window.Resize(fits)
	}
}
