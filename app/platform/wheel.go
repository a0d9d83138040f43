//go:build !darwin

package platform

import (
	"math"

	"github.com/go-gl/glfw/v3.4/glfw"
)

const (
	// wheelFactor makes a notch of the wheel scroll 50 units, as far as in browsers and the file managers of the
	// desktops. The toolkit has 25.
	wheelFactor = 2
	// mostQuick stays below the 10 notches at once from which the toolkit scrolls 125 times as far.
	mostQuick = 9.9
)

// quickenWheel makes the wheel scroll as far as in other programs. macOS does that itself.
func (d *Desktop) quickenWheel() {
	toolkit, ok := d.window.(interface{ RunWithContext(f func()) })
	if !ok {
		return
	}
	toolkit.RunWithContext(func() {
		window := glfw.GetCurrentContext()
		if window == nil {
			return
		}
		var scroll glfw.ScrollCallback
		scroll = window.SetScrollCallback(func(w *glfw.Window, x, y float64) {
			if scroll != nil {
				scroll(w, quicker(x), quicker(y))
			}
		})
	})
}

// quicker returns how many notches to scroll for so many.
func quicker(notches float64) float64 {
	most := max(mostQuick, math.Abs(notches))
	return math.Copysign(min(wheelFactor*math.Abs(notches), most), notches)
}
