//go:build !windows

package app

import (
	"fyne.io/fyne/v2"

	"qlingo/screens"
)

// watchPlace and putWindow leave the place to the OS: the toolkit does not tell it, and Wayland nobody.
func watchPlace(*screens.Config, fyne.Window) {}

func putWindow(*screens.Config, fyne.Window) {}
