package app

import (
	"fmt"
	"unsafe"

	"fyne.io/fyne/v2"

	"qlingo/screens"
)

var (
	getWindowPlacement = user32.NewProc("GetWindowPlacement")
	setWindowPlacement = user32.NewProc("SetWindowPlacement")
	monitorFromRect    = user32.NewProc("MonitorFromRect")
	getMonitorInfo     = user32.NewProc("GetMonitorInfoW")
)

// Names from the headers of Windows.
const (
	swShowNormal            = 1
	swShowMinimized         = 2
	swShowMaximized         = 3
	wpfRestoreToMaximized   = 2
	monitorDefaultToNearest = 2
)

// placement is the WINDOWPLACEMENT of Windows, monitor its MONITORINFO.
type placement struct {
	length, flags, show uint32
	icon, maximized     struct{ x, y int32 }
	normal              rect
}

type monitor struct {
	length      uint32
	whole, work rect
	flags       uint32
}

// watchPlace has the place of the window remembered.
func watchPlace(cfg *screens.Config, w fyne.Window) {
	cfg.Place = func() (place screens.Place) {
		err := native(w, func(hwnd uintptr) (err error) {
			place, err = placeOf(hwnd)
			return err
		})
		if err != nil {
			cfg.Log.Warn("place", "err", err)
		}
		return place
	}
}

// putWindow puts the window where it was, all of it on a screen.
func putWindow(cfg *screens.Config, w fyne.Window) {
	if err := native(w, func(hwnd uintptr) error { return putAt(hwnd, cfg.Settings.Place) }); err != nil {
		cfg.Log.Warn("place", "err", err)
	}
}

func placeOf(hwnd uintptr) (screens.Place, error) {
	p, err := placementOf(hwnd)
	if err != nil {
		return screens.Place{}, err
	}
	return screens.Place{
		Known: true, X: p.normal.left, Y: p.normal.top,
		Maximized: p.show == swShowMaximized || p.show == swShowMinimized && p.flags&wpfRestoreToMaximized != 0,
	}, nil
}

func putAt(hwnd uintptr, place screens.Place) error {
	p, err := placementOf(hwnd)
	if err != nil {
		return err
	}
	left, top := p.normal.left, p.normal.top
	if place.Known {
		left, top = place.X, place.Y
	}
	wanted := rect{left, top, left + p.normal.right - p.normal.left, top + p.normal.bottom - p.normal.top}
	screen, _, _ := monitorFromRect.Call(uintptr(unsafe.Pointer(&wanted)), monitorDefaultToNearest)
	m := monitor{length: uint32(unsafe.Sizeof(monitor{}))}
	if done, _, err := getMonitorInfo.Call(screen, uintptr(unsafe.Pointer(&m))); done == 0 {
		return fmt.Errorf("GetMonitorInfo: %w", err)
	}
	p.normal = within(p.normal, left, top, m.work)
	p.show = swShowNormal
	if place.Maximized {
		p.show = swShowMaximized
	}
	if done, _, err := setWindowPlacement.Call(hwnd, uintptr(unsafe.Pointer(&p))); done == 0 {
		return fmt.Errorf("SetWindowPlacement: %w", err)
	}
	return nil
}

func placementOf(hwnd uintptr) (placement, error) {
	p := placement{length: uint32(unsafe.Sizeof(placement{}))}
	if done, _, err := getWindowPlacement.Call(hwnd, uintptr(unsafe.Pointer(&p))); done == 0 {
		return p, fmt.Errorf("GetWindowPlacement: %w", err)
	}
	return p, nil
}
