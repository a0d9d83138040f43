//go:build windows || darwin

package app

import (
	"errors"

	"fyne.io/fyne/v2"

	"qlingo/screens"
)

// equip gives the screens what this OS offers beyond the toolkit.
func equip(cfg *screens.Config, w fyne.Window) {
	cfg.Conceal = func(on bool) error {
		return native(w, func(handle uintptr) error { return conceal(handle, on) })
	}
	cfg.CopySecret = func(text string) error {
		return native(w, func(handle uintptr) error { return copySecret(handle, text) })
	}
}

func native(w fyne.Window, do func(handle uintptr) error) error {
	err := errors.New("the window has no handle")
	withHandle(w, func(handle uintptr) {
		if handle != 0 {
			err = do(handle)
		}
	})
	return err
}
