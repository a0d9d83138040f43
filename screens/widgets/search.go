package widgets

import "fyne.io/fyne/v2/container"

// NewSearch makes an entry to search with. A cross in it, or Escape, empties it.
func NewSearch() *Entry {
	e := &Entry{Prose: true}
	e.cross = newClearCross(func() {
		e.clear()
		focusOn(e)
	})
	e.ActionItem = Inset(0, 4, 0, 2, container.NewCenter(e.cross))
	e.setUp(e)
	return e
}
