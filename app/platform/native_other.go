//go:build !windows && !darwin

package platform

import "errors"

// HidesSecrets is false: X11 and Wayland keep no window out of recordings, and the toolkit's clipboard takes text alone,
// so that managers of clipboards cannot be told to forget it.
func (d *Desktop) HidesSecrets() bool { return false }

// Conceal reports that it is not supported.
func (d *Desktop) Conceal(bool) error { return errors.ErrUnsupported }

// CopySecret reports that it is not supported.
func (d *Desktop) CopySecret(string) error { return errors.ErrUnsupported }

// unminimize does nothing: an X11 window manager brings a minimized window back when it asks for the focus.
func unminimize(uintptr) {}

// allowForward does nothing: any program may come forward here.
func allowForward() {}
