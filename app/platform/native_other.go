//go:build !windows && !darwin

package app

import (
	"fyne.io/fyne/v2"

	"qlingo/screens"
)

// equip adds nothing: X11 and Wayland keep no window out of recordings, and the toolkit's clipboard takes text alone, so
// that managers of clipboards cannot be told to forget it.
func equip(*screens.Config, fyne.Window) {}

// unfold does nothing: whoever manages the windows of X11 unfolds one that asks for the focus.
func unfold(uintptr) {}

// letForward does nothing: any program may come forward here.
func letForward() {}
