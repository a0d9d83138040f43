package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Entry is Fyne's entry of one line, 40 high, with our border. It uses OnChanged and OnSubmitted itself; set OnEdited
// and OnEnter instead.
type Entry struct {
	widget.Entry

	// OnEnter is called for Enter, once it is clear that no input method sent it.
	OnEnter func()
	// OnEdited is called when a person has changed the text, not by SetText.
	OnEdited func()
	// Prose joins pasted lines and columns with a blank, because the text is for reading. Otherwise, as in an ID or a
	// password, they are joined without one.
	Prose bool
	// Quiet keeps screen readers from reading the text, because it is a secret.
	Quiet bool
	// Name is the label for screen readers of an entry without a Field.
	Name string

	name            func() string     // label of the field around it; nil if there is none
	outer           fyne.CanvasObject // this entry, or the widget that embeds it
	cross           *clearCross       // in a search; nil in other entries
	guard           guard
	silent          bool
	failed, focused bool
}

// NewEntry makes an entry.
func NewEntry() *Entry {
	e := &Entry{}
	e.setUp(e)
	return e
}

func (e *Entry) setUp(self fyne.Widget) {
	e.TextStyle = look.Plain
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.OnChanged = func(text string) {
		if e.cross != nil && e.cross.Hidden != (text == "") {
			e.cross.Hidden = text == ""
			e.Refresh()
		}
		if !e.silent && e.OnEdited != nil {
			e.OnEdited()
		}
	}
	e.outer = self
	e.ExtendBaseWidget(self)
}

// SetText shows a text. It calls no callback.
func (e *Entry) SetText(text string) {
	if e.Text == text {
		return
	}
	e.silent = true
	defer func() { e.silent = false }()
	e.CursorColumn = len([]rune(text)) // at the end, to go on typing
	e.Entry.SetText(text)
}

// Wipe empties the entry and its undo history, and drops an Enter that is still waiting.
func (e *Entry) Wipe() {
	e.guard.cancel()
	e.silent = true
	defer func() { e.silent = false }()
	e.Entry.SetText("") // even when empty: this clears the undo history
}

// SetError shows or removes the red border.
func (e *Entry) SetError(failed bool) {
	if e.failed == failed {
		return
	}
	e.failed = failed
	e.Refresh()
}

// FocusGained also scrolls the entry into view.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	reveal(e.outer)
}

// FocusLost removes the ring.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

// TypedRune types a character. An Enter just before it came from an input method, which may commit text that no key
// types.
func (e *Entry) TypedRune(r rune) {
	OnActivity()
	e.guard.cancel()
	if !controls(r) {
		e.Entry.TypedRune(r)
	}
}

// TypedKey handles Enter and passes Escape on. Fyne handles the rest.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	OnActivity()
	switch {
	case enters(key.Name):
		e.guard.enter(e.outer, func() { e.submit(key) })
	case key.Name == fyne.KeyEscape && e.clear():
	case key.Name == fyne.KeyEscape, windows(key.Name):
		passKey(e.outer, key)
	default:
		e.Entry.TypedKey(key)
	}
}

// clear empties a search, as a person does. It reports whether there was anything in it.
func (e *Entry) clear() bool {
	if e.cross == nil || e.Text == "" {
		return false
	}
	e.SetText("")
	if e.OnEdited != nil {
		e.OnEdited()
	}
	return true
}

func (e *Entry) submit(key *fyne.KeyEvent) {
	switch {
	case e.Disabled():
	case e.OnEnter != nil:
		e.OnEnter()
	default:
		passKey(e.outer, key)
	}
}

// TypedShortcut handles the entry's own shortcuts and passes the others to the window. Pasted text loses line ends
// and control characters. If nothing is left of it, the selection stays.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		text := e.pasted(paste.Clipboard.Content())
		if text == "" {
			return
		}
		s = &fyne.ShortcutPaste{Clipboard: clipping(text), Secondary: paste.Secondary}
	}
	e.Entry.TypedShortcut(s)
	passShortcut(e.outer, s)
}

// MouseDown sets the cursor. The text is further to the right than Fyne thinks.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	moved := *m
	moved.Position.X -= entryInset
	mousePressed()
	inPlace(func() { e.Entry.MouseDown(&moved) })
}

// MinSize is 40 high and wide enough for a few words.
func (e *Entry) MinSize() fyne.Size { return fyne.NewSize(140, look.FieldHeight) }

// AccessibilityLabel is the label of the field with its error, and the text unless that is a secret.
func (e *Entry) AccessibilityLabel() string {
	name := e.Name
	if name == "" {
		name = e.PlaceHolder
	}
	if e.name != nil {
		name = e.name()
	}
	if e.Password || e.Quiet || e.MultiLine {
		return name
	}
	return listed(name, e.Text)
}

// AccessibilityRole is text.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (e *Entry) setName(name func() string) { e.name = name }

// CreateRenderer is Fyne's hook.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	inner := e.Entry.CreateRenderer()
	r := &entryRenderer{entry: e, inner: inner, frame: box(look.Radius)}
	// Fyne's ground and border have the same width with and without focus, so ours replace them.
	r.parts = append(parts{r.frame}, inner.Objects()[2:]...)
	r.wheel = newWheelArea(e.outer, r.scroll)
	r.parts = append(r.parts, r.wheel)
	r.Refresh()
	return r
}

// entryInset moves the text to 13 from the left edge.
const entryInset float32 = 4

type entryRenderer struct {
	parts
	entry *Entry
	inner fyne.WidgetRenderer
	frame *canvas.Rectangle
	wheel *wheelArea
}

// scroll is the text's scroll; nil for one line, which does not scroll.
func (r *entryRenderer) scroll() *container.Scroll {
	for _, o := range r.parts {
		if scroll, ok := o.(*container.Scroll); ok && r.entry.MultiLine {
			return scroll
		}
	}
	return nil
}

func (r *entryRenderer) Layout(size fyne.Size) {
	r.frame.Resize(size)
	text := fyne.MeasureText("あ", theme.TextSize(), r.entry.TextStyle).Height
	down := max(0, (size.Height-text)/2-theme.InnerPadding())
	if r.entry.MultiLine {
		down = 0 // Fyne finds the clicked line this way
	}
	r.inner.Layout(size.SubtractWidthHeight(2*entryInset, 2*down))
	for _, o := range r.parts[1:] {
		o.Move(o.Position().AddXY(entryInset, down))
	}
	r.wheel.Move(fyne.Position{})
	r.wheel.Resize(size)
}

func (r *entryRenderer) MinSize() fyne.Size { return r.entry.MinSize() }

func (r *entryRenderer) Refresh() {
	r.inner.Refresh()
	if r.entry.cross != nil { // takes its room from the text while it is there
		r.Layout(r.entry.Size())
	}
	r.steady()
	line, width := frameOf(r.entry.failed, r.entry.focused)
	ground := look.ColorField
	if r.entry.Disabled() {
		ground = look.ColorNeutralSoft
	}
	fill(r.frame, ground, line, width)
}

// steady stops the blinking that Fyne has just started: an animation keeps a tenth of a processor core busy as long
// as a field has the focus. Fyne stops it when a renderer of the content is destroyed, so we make and destroy one.
func (r *entryRenderer) steady() {
	for _, o := range r.parts {
		scroll, ok := o.(*container.Scroll)
		if !ok {
			continue
		}
		if content, ok := scroll.Content.(fyne.Widget); ok {
			spare := content.CreateRenderer()
			spare.Destroy()
			if cursor, ok := spare.Objects()[len(spare.Objects())-1].(*canvas.Rectangle); ok {
				cursor.FillColor = paint(look.ColorPrimary)
			}
		}
	}
}

func (r *entryRenderer) Destroy() { r.inner.Destroy() }

// frameOf is the border of entries: red if wrong, thick if focused.
func frameOf(failed, focused bool) (line fyne.ThemeColorName, width float32) {
	line, width = look.ColorEdge, look.Line
	if focused {
		line, width = look.ColorPrimary, look.Ring
	}
	if failed {
		line = look.ColorDanger
	}
	return line, width
}
