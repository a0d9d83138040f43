package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Notice is a sentence in a softly coloured box, with buttons if something can be done about it. Without text it is hidden.
type Notice struct {
	widget.BaseWidget

	Tone    Tone
	text    *Text
	buttons *fyne.Container // nil if there are none
	action  bool            // the button belongs to the sentence
}

// NewNotice makes a notice. Its buttons are at the right of the sentence, or below it where there is no room.
func NewNotice(tone Tone, text string, buttons ...fyne.CanvasObject) *Notice {
	n := &Notice{Tone: tone, text: NewText(text)}
	if len(buttons) > 0 {
		n.buttons = HStack(noticeGap, buttons...)
	}
	n.ExtendBaseWidget(n)
	n.Hidden = text == ""
	return n
}

func (n *Notice) children() []fyne.CanvasObject {
	if n.buttons == nil {
		return nil
	}
	return []fyne.CanvasObject{n.buttons}
}

// Text returns the sentence.
func (n *Notice) Text() string { return n.text.Text }

// SetText changes the sentence and takes the button of SetAction away; "" hides the box.
func (n *Notice) SetText(text string) {
	if n.text.Text == text && !n.action {
		return
	}
	if n.action {
		n.buttons, n.action = nil, false
	}
	n.text.SetText(text)
	if text == "" {
		n.Hide()
	} else {
		n.Show()
	}
	n.Refresh()
}

// SetAction gives the sentence that was set before a button of its own.
func (n *Notice) SetAction(label string, tapped func()) {
	n.buttons, n.action = HStack(0, NewButton(KindLink, label, tapped)), true
	n.Refresh()
}

// SetTone changes the colours.
func (n *Notice) SetTone(tone Tone) {
	if n.Tone == tone {
		return
	}
	n.Tone = tone
	n.Refresh()
}

// AccessibilityLabel is the sentence.
func (n *Notice) AccessibilityLabel() string { return n.text.Text }

// AccessibilityRole is text.
func (n *Notice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is Fyne's hook.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	n.ExtendBaseWidget(n)
	r := &noticeRenderer{notice: n, ground: box(look.Radius)}
	r.Refresh()
	return r
}

const (
	noticeX   float32 = 14
	noticeY   float32 = 10
	noticeGap float32 = 8
	// noticeText is the least width of a sentence beside its buttons.
	noticeText float32 = 340
)

type noticeRenderer struct {
	parts
	notice *Notice
	ground *canvas.Rectangle
}

// beside returns the width of a sentence beside the buttons, and whether there is room for it.
func (r *noticeRenderer) beside(width float32) (float32, bool) {
	left := width - 2*noticeX - 2*noticeGap - r.notice.buttons.MinSize().Width
	return left, left >= look.Grow(noticeText)
}

func (r *noticeRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	text, buttons := r.notice.text, r.notice.buttons
	inside := size.SubtractWidthHeight(2*noticeX, 2*noticeY)
	text.Move(fyne.NewPos(noticeX, noticeY))
	if !r.hasButtons() {
		text.Resize(inside)
		return
	}
	least := buttons.MinSize()
	buttons.Resize(least)
	if width, ok := r.beside(size.Width); ok {
		height := heightAt(text, width)
		text.Resize(fyne.NewSize(width, height))
		text.Move(fyne.NewPos(noticeX, (size.Height-height)/2))
		buttons.Move(fyne.NewPos(size.Width-noticeX-least.Width, (size.Height-least.Height)/2))
		return
	}
	text.Resize(fyne.NewSize(inside.Width, heightAt(text, inside.Width)))
	buttons.Move(fyne.NewPos(size.Width-noticeX-least.Width, size.Height-noticeY-least.Height))
}

func (r *noticeRenderer) hasButtons() bool {
	return r.notice.buttons != nil && slices.ContainsFunc(r.notice.buttons.Objects, fyne.CanvasObject.Visible)
}

// MinSize depends on the width of the last layout, as that of wrapped text does.
func (r *noticeRenderer) MinSize() fyne.Size {
	size := r.notice.text.MinSize()
	if r.hasButtons() {
		least := r.notice.buttons.MinSize()
		if _, ok := r.beside(r.notice.Size().Width); ok {
			size.Height = max(size.Height, least.Height)
		} else {
			size.Height += noticeGap + least.Height
		}
		size.Width = max(size.Width, least.Width)
	}
	return size.AddWidthHeight(2*noticeX, 2*noticeY)
}

func (r *noticeRenderer) Refresh() {
	r.parts = parts{r.ground, r.notice.text}
	if r.notice.buttons != nil {
		r.parts = append(r.parts, r.notice.buttons)
	}
	ground, text := r.notice.Tone.colors()
	if r.notice.Tone != ToneDanger {
		text = look.ColorText // long sentences are easier to read this way; the ground shows the tone
	}
	if r.notice.Tone == ToneNeutral {
		ground = look.ColorTint
	}
	fill(r.ground, ground, "", 0)
	r.notice.text.SetColor(text)
	r.notice.text.Refresh()
	r.Layout(r.notice.Size()) // a button may have come or gone
	canvas.Refresh(r.notice)
}
