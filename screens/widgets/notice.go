package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// Notice is a sentence in a softly coloured box. Without text it is hidden.
type Notice struct {
	widget.BaseWidget

	Tone Tone
	text *Text
}

// NewNotice makes a notice.
func NewNotice(tone Tone, text string) *Notice {
	n := &Notice{Tone: tone, text: NewText(text)}
	n.ExtendBaseWidget(n)
	n.Hidden = text == ""
	return n
}

// Text returns the sentence.
func (n *Notice) Text() string { return n.text.Text }

// SetText changes the sentence; "" hides the box.
func (n *Notice) SetText(text string) {
	if n.text.Text == text {
		return
	}
	n.text.SetText(text)
	if text == "" {
		n.Hide()
	} else {
		n.Show()
	}
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
	r.parts = parts{r.ground, n.text}
	r.Refresh()
	return r
}

const (
	noticeX float32 = 14
	noticeY float32 = 10
)

type noticeRenderer struct {
	parts
	notice *Notice
	ground *canvas.Rectangle
}

func (r *noticeRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.notice.text.Move(fyne.NewPos(noticeX, noticeY))
	r.notice.text.Resize(size.SubtractWidthHeight(2*noticeX, 2*noticeY))
}

func (r *noticeRenderer) MinSize() fyne.Size {
	return r.notice.text.MinSize().AddWidthHeight(2*noticeX, 2*noticeY)
}

func (r *noticeRenderer) Refresh() {
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
	canvas.Refresh(r.notice)
}
