package widgets

import (
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
)

// TestMain makes the one app of all tests, because widgets paint when they are
// made.
func TestMain(m *testing.M) {
	ModalPause, EnterDelay = 0, 0
	After = func(time.Duration, func()) {} // a timer would run beside the tests; held controls it
	test.NewApp().Settings().SetTheme(look.New(look.ModeLight))
	os.Exit(m.Run())
}

// start resets what other tests may have changed.
func start(t *testing.T) fyne.App {
	t.Helper()
	a := fyne.CurrentApp()
	a.Settings().SetTheme(look.New(look.ModeLight))
	i18n.Use(i18n.Japanese)
	return a
}

// held makes Enter wait, for one test, until pass is called.
func held(t *testing.T) (pass func()) {
	t.Helper()
	var waiting []func()
	delay, after := EnterDelay, After
	EnterDelay, After = time.Hour, func(_ time.Duration, act func()) { waiting = append(waiting, act) }
	t.Cleanup(func() { EnterDelay, After = delay, after })
	return func() {
		for _, act := range waiting {
			act()
		}
		waiting = nil
	}
}

// window shows content in the smallest window.
func window(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	start(t)
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(820, 600))
	return w
}

// key sends a key to the focused widget, as the driver would.
func key(w fyne.Window, name fyne.KeyName) {
	event := &fyne.KeyEvent{Name: name}
	switch f := w.Canvas().Focused(); {
	case f != nil:
		f.TypedKey(event)
	case w.Canvas().OnTypedKey() != nil:
		w.Canvas().OnTypedKey()(event)
	}
	// The rune of a key goes to whatever has the focus after the key was
	// handled.
	if f := w.Canvas().Focused(); f != nil && name == fyne.KeySpace {
		f.TypedRune(' ')
	}
}

// shortcut sends a shortcut as the driver would: to the focused widget if it
// takes any, otherwise to the window.
func shortcut(w fyne.Window, s fyne.Shortcut) {
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	if c, ok := canvasOf(w.Content()).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// shortcuts makes the canvas of a window take shortcuts, like that of the real
// driver.
func shortcuts(t *testing.T, w fyne.Window) fyne.Canvas {
	t.Helper()
	c := &shortcutCanvas{Canvas: w.Canvas()}
	old := canvasOf
	canvasOf = func(fyne.CanvasObject) fyne.Canvas { return c }
	t.Cleanup(func() { canvasOf = old })
	return c
}

type shortcutCanvas struct {
	fyne.Canvas
	handler fyne.ShortcutHandler
}

func (c *shortcutCanvas) AddShortcut(s fyne.Shortcut, f func(fyne.Shortcut)) {
	c.handler.AddShortcut(s, f)
}

func (c *shortcutCanvas) TypedShortcut(s fyne.Shortcut) { c.handler.TypedShortcut(s) }

func ctrl(name fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
}

// counter counts calls.
type counter int

func (c *counter) call() { *c++ }

func (c *counter) want(t *testing.T, want int, when string) {
	t.Helper()
	if int(*c) != want {
		t.Errorf("%s: called %d times, want %d", when, int(*c), want)
	}
}
