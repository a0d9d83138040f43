package platform

import "fyne.io/fyne/v2"

// rect is a part of the screen, in the OS's own units.
type rect struct{ left, top, right, bottom int32 }

// moveInto moves a window to a corner, and cuts it, so that all of it lies in the work area of its screen.
func moveInto(window rect, left, top int32, work rect) rect {
	width := min(window.right-window.left, work.right-work.left)
	height := min(window.bottom-window.top, work.bottom-work.top)
	left = max(work.left, min(left, work.right-width))
	top = max(work.top, min(top, work.bottom-height))
	return rect{left, top, left + width, top + height}
}

// fit is a size that is nowhere larger than the room there is. No room known is room enough.
func fit(size, room fyne.Size) fyne.Size {
	if room.Width < 1 || room.Height < 1 {
		return size
	}
	return fyne.NewSize(min(size.Width, room.Width), min(size.Height, room.Height))
}
