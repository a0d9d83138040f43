//go:build !windows && !darwin

package app

// unfold does nothing: whoever manages the windows of X11 unfolds one that asks for the focus.
func unfold(uintptr) {}

// letForward does nothing: any program may come forward here.
func letForward() {}
