package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"qlingo/screens/look"
)

// Area is an Entry of several lines for the groups of characters that people
// pass on. It is monospaced so that the groups form columns. Enter submits
// here, too, because lines break by themselves.
type Area struct {
	Entry

	// Rows is how many lines are visible; more than that scroll.
	Rows int
	// ReadOnly lets people select and copy the text, but not change it.
	ReadOnly bool
}

// NewArea makes an area with that many lines.
func NewArea(rows int) *Area {
	a := &Area{Rows: rows}
	a.MultiLine = true
	a.setUp(a)
	a.TextStyle = fyne.TextStyle{Monospace: true}
	a.Wrapping = fyne.TextWrapWord
	return a
}

// SetText shows a text from its first line on. It calls no callback.
func (a *Area) SetText(text string) {
	a.Entry.SetText(text)
	a.CursorRow, a.CursorColumn = 0, 0
	a.Refresh()
}

// AcceptsTab is false: Tab moves on to the next widget.
func (a *Area) AcceptsTab() bool { return false }

// TypedRune types a character, unless the area is read-only.
func (a *Area) TypedRune(r rune) {
	if !a.ReadOnly {
		a.Entry.TypedRune(r)
	}
}

// TypedKey ignores keys that would change a read-only text.
func (a *Area) TypedKey(key *fyne.KeyEvent) {
	if a.ReadOnly && (key.Name == fyne.KeyBackspace || key.Name == fyne.KeyDelete) {
		return
	}
	a.Entry.TypedKey(key)
}

// TypedShortcut ignores shortcuts that would change a read-only text.
func (a *Area) TypedShortcut(s fyne.Shortcut) {
	if a.ReadOnly && changes(s) {
		return
	}
	a.Entry.TypedShortcut(s)
}

func changes(s fyne.Shortcut) bool {
	switch s := s.(type) {
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return true
	case *desktop.CustomShortcut:
		return s.KeyName == fyne.KeyBackspace || s.KeyName == fyne.KeyDelete
	}
	return false
}

// TappedSecondary opens the menu, unless the area is read-only: the menu could
// paste.
func (a *Area) TappedSecondary(at *fyne.PointEvent) {
	if !a.ReadOnly {
		a.Entry.TappedSecondary(at)
	}
}

// MinSize is as high as its lines.
func (a *Area) MinSize() fyne.Size {
	line := fyne.MeasureText("W", theme.TextSize(), a.TextStyle).Height
	return fyne.NewSize(140, max(look.FieldHeight, float32(a.Rows)*line+2*theme.InnerPadding()))
}
