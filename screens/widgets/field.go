package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Field is an entry with its label above and a hint or an error below.
type Field struct {
	widget.BaseWidget

	Label string
	Entry fyne.CanvasObject
	// EntryWidth limits the width of the entry, for short numbers; 0 gives it
	// the whole width.
	EntryWidth float32
	// Beside is a button at the right of the entry, such as one that fills it in; nil for none.
	Beside *Button
	// Room is how many lines are kept free for hint and error, so that nothing
	// below moves when one appears; 0 makes room when it is needed.
	Room int

	hint, failure string
	mark          string
}

// NewField makes a field around any entry.
func NewField(label string, entry fyne.CanvasObject) *Field {
	f := &Field{Label: label, Entry: entry}
	f.ExtendBaseWidget(f)
	if e, ok := entry.(named); ok {
		e.setName(f.AccessibilityLabel)
	}
	return f
}

// SetMark sets a word beside the label, such as "required".
func (f *Field) SetMark(mark string) {
	if f.mark == mark {
		return
	}
	f.mark = mark
	f.Refresh()
}

// SetHint sets the sentence that helps. An error replaces it.
func (f *Field) SetHint(hint string) {
	if f.hint == hint {
		return
	}
	f.hint = hint
	f.Refresh()
}

// SetError sets the sentence that says what is wrong, and makes the border red;
// "" brings the hint back.
func (f *Field) SetError(failure string) {
	if f.failure == failure {
		return
	}
	f.failure = failure
	if e, ok := f.Entry.(interface{ SetError(bool) }); ok {
		e.SetError(failure != "")
	}
	f.Refresh()
}

// Error returns the sentence set by SetError.
func (f *Field) Error() string { return f.failure }

// AccessibilityLabel is the label with what is wrong.
func (f *Field) AccessibilityLabel() string { return listed(f.Label, f.mark, f.note()) }

// AccessibilityRole is container.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (f *Field) note() string {
	if f.failure != "" {
		return f.failure
	}
	return f.hint
}

func (f *Field) children() []fyne.CanvasObject {
	if f.Beside != nil {
		return []fyne.CanvasObject{f.Entry, f.Beside}
	}
	return []fyne.CanvasObject{f.Entry}
}

// CreateRenderer is Fyne's hook.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	r := &fieldRenderer{field: f, label: write("", look.TextLabel, true), mark: write("", look.TextSmall, true), note: NewSmall("")}
	r.parts = parts{r.label, r.mark, f.Entry}
	if f.Beside != nil {
		r.parts = append(r.parts, f.Beside)
	}
	r.parts = append(r.parts, r.note)
	r.Refresh()
	return r
}

const (
	labelHeight float32 = 24
	noteGap     float32 = 4
	markGap     float32 = 8
	besideGap   float32 = 8
)

type fieldRenderer struct {
	parts
	field *Field
	label *canvas.Text
	mark  *canvas.Text
	note  *Text
}

func (r *fieldRenderer) top() float32 {
	if r.field.Label == "" {
		return 0
	}
	return look.Grow(labelHeight)
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	r.label.Resize(fyne.NewSize(size.Width, r.label.MinSize().Height))
	// The smaller word is on the label's baseline.
	mark := r.mark.MinSize()
	r.mark.Move(fyne.NewPos(r.label.MinSize().Width+markGap, r.label.MinSize().Height-mark.Height-1))
	r.mark.Resize(mark)
	y := r.top()
	height := r.field.Entry.MinSize().Height
	r.field.Entry.Move(fyne.NewPos(0, y))
	width := size.Width
	if most := look.Grow(r.field.EntryWidth); most > 0 {
		width = min(width, most)
	}
	if beside := r.field.Beside; beside != nil {
		least := beside.MinSize()
		width -= least.Width + besideGap
		beside.Move(fyne.NewPos(width+besideGap, y+(height-least.Height)/2))
		beside.Resize(least)
	}
	r.field.Entry.Resize(fyne.NewSize(width, height))
	r.note.Move(fyne.NewPos(0, y+height+noteGap))
	r.note.Resize(fyne.NewSize(size.Width, r.note.MinSize().Height))
}

func (r *fieldRenderer) MinSize() fyne.Size {
	min := r.field.Entry.MinSize().AddWidthHeight(0, r.top())
	if r.field.Beside != nil {
		min.Width += besideGap + r.field.Beside.MinSize().Width
	}
	room := r.note.pitch() * float32(r.field.Room)
	if r.note.Visible() {
		room = max(room, r.note.MinSize().Height)
	}
	if room > 0 {
		min.Height += noteGap + room
	}
	min.Width = max(min.Width, r.label.MinSize().Width)
	return min
}

func (r *fieldRenderer) Refresh() {
	rewrite(r.label, r.field.Label, look.ColorText)
	rewrite(r.mark, r.field.mark, look.ColorDanger)
	r.mark.Hidden = r.field.mark == ""
	r.note.SetText(r.field.note())
	if r.field.failure != "" {
		r.note.SetColor(look.ColorDanger)
	} else {
		r.note.SetColor(look.ColorMuted)
	}
	if r.field.note() == "" {
		r.note.Hide()
	} else {
		r.note.Show()
	}
	r.note.Refresh()
	r.Layout(r.field.Size())
	canvas.Refresh(r.field)
}
