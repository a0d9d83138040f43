package platform

import (
	"fmt"
	"unsafe"

	"qlingo/screens/window"
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

// Position is where the window lies.
func (d *Desktop) Position() (position window.Position) {
	err := d.native(func(hwnd uintptr) (err error) {
		position, err = positionOf(hwnd)
		return err
	})
	if err != nil {
		d.log.Warn("position", "err", err)
	}
	return position
}

// MoveTo puts the window where it was, all of it on a screen.
func (d *Desktop) MoveTo(position window.Position) {
	if err := d.native(func(hwnd uintptr) error { return moveTo(hwnd, position) }); err != nil {
		d.log.Warn("position", "err", err)
	}
}

func positionOf(hwnd uintptr) (window.Position, error) {
	p, err := placementOf(hwnd)
	if err != nil {
		return window.Position{}, err
	}
	return window.Position{
		Known: true, X: p.normal.left, Y: p.normal.top,
		Maximized: p.show == swShowMaximized || p.show == swShowMinimized && p.flags&wpfRestoreToMaximized != 0,
	}, nil
}

func moveTo(hwnd uintptr, position window.Position) error {
	p, err := placementOf(hwnd)
	if err != nil {
		return err
	}
	left, top := p.normal.left, p.normal.top
	if position.Known {
		left, top = position.X, position.Y
	}
	wanted := rect{left, top, left + p.normal.right - p.normal.left, top + p.normal.bottom - p.normal.top}
	screen, _, _ := monitorFromRect.Call(uintptr(unsafe.Pointer(&wanted)), monitorDefaultToNearest)
	m := monitor{length: uint32(unsafe.Sizeof(monitor{}))}
	if done, _, err := getMonitorInfo.Call(screen, uintptr(unsafe.Pointer(&m))); done == 0 {
		return fmt.Errorf("GetMonitorInfo: %w", err)
	}
	p.normal = moveInto(p.normal, left, top, m.work)
	p.show = swShowNormal
	if position.Maximized {
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
