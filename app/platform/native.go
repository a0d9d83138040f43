//go:build windows || darwin

package platform

import "errors"

// HidesSecrets tells whether this OS can do what Conceal and CopySecret ask for.
func (d *Desktop) HidesSecrets() bool { return true }

// Conceal keeps the window out of recordings and shared screens, or lets it back in.
func (d *Desktop) Conceal(on bool) error {
	return d.native(func(handle uintptr) error { return conceal(handle, on) })
}

// CopySecret puts a text on the clipboard, but not into its history and not on other devices.
func (d *Desktop) CopySecret(text string) error {
	return d.native(func(handle uintptr) error { return copySecret(handle, text) })
}

func (d *Desktop) native(do func(handle uintptr) error) error {
	err := errors.New("the window has no handle")
	withHandle(d.window, func(handle uintptr) {
		if handle != 0 {
			err = do(handle)
		}
	})
	return err
}
