//go:build !windows

package app

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"qlingo/screens"
)

// watchPlace leaves the place to the OS: the toolkit does not tell it, and Wayland nobody.
func watchPlace(*screens.Config, fyne.Window) {}

// putWindow leaves the place to the OS, too, but makes a window that is larger than the screen fit it. How large that is
// knows what the toolkit stands on; the toolkit itself does not tell.
func putWindow(_ *screens.Config, w fyne.Window) {
	monitor := glfw.GetPrimaryMonitor()
	if monitor == nil {
		return
	}
	_, _, width, height := monitor.GetWorkarea()
	now, scale := w.Canvas().Size(), w.Canvas().Scale()
	if fits := fitting(now, fyne.NewSize(float32(width)/scale, float32(height)/scale)); fits != now {
		w.Resize(fits)
	}
}
