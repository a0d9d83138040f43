package look

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Sizes that stay as they are, in Fyne's units (one pixel at scale 1).
const (
	CardRadius   float32 = 12
	CardPadding  float32 = 24
	PagePadding  float32 = 36 // of a card that stands alone (login, PIN, first run)
	ModalRadius  float32 = 16
	ModalPadding float32 = 28
	Radius       float32 = 8 // buttons, fields, notices
	Gap          float32 = 16
	Line         float32 = 1
	Ring         float32 = 2 // focus
)

// Sizes of text, and of controls that hold a line of it. Only SetTextSize sets them. Widgets built or laid out
// afterwards have the new size.
var (
	TextBody    float32
	TextLabel   float32 // above a field
	TextHeading float32
	TextTitle   float32
	TextSmall   float32
	TextCode    float32 // keys and codes, monospace

	ButtonHeight     float32
	MainButtonHeight float32
	FieldHeight      float32
	PINHeight        float32
	RowHeight        float32
	HeaderHeight     float32
	ChipHeight       float32
)

// TextSizes are the sizes of text that a person can choose, in percent.
var TextSizes = []int{100, 110, 125, 150}

var growth float32

// fyneSizes are the sizes of text that Fyne's own widgets ask the theme for.
var fyneSizes map[fyne.ThemeSizeName]float32

func init() { SetTextSize(100) }

// SetTextSize sets the size of all text, in percent. Only text and what holds it grow: wider margins would take the
// room that the text needs. Call it on the UI goroutine, and set the theme again afterwards.
func SetTextSize(percent int) {
	growth = float32(percent) / 100
	for size, plain := range map[*float32]float32{
		&TextBody: 14, &TextLabel: 13, &TextHeading: 22, &TextTitle: 16, &TextSmall: 12, &TextCode: 16,
		&ButtonHeight: 38, &MainButtonHeight: 44, &FieldHeight: 40, &PINHeight: 60,
		&RowHeight: 44, &HeaderHeight: 36, &ChipHeight: 24,
	} {
		*size = Grow(plain)
	}
	fyneSizes = map[fyne.ThemeSizeName]float32{
		theme.SizeNameText:           TextBody,
		theme.SizeNameHeadingText:    TextHeading,
		theme.SizeNameSubHeadingText: TextTitle,
		theme.SizeNameCaptionText:    TextSmall,
		theme.SizeNameInlineIcon:     Grow(20),
	}
}

// Grow scales a size with the chosen size of text. plain is the size at 100 %, of something that holds text.
func Grow(plain float32) float32 {
	return float32(math.Round(float64(2*plain*growth)) / 2)
}

// Width is Grow for the width of a card or dialog. The result fits the smallest window.
func Width(plain float32) float32 {
	return min(Grow(plain), max(plain, widest))
}

// widest leaves a margin of 20 on both sides of a window that is 820 wide.
const widest float32 = 780

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameInputBorder:     1,
	theme.SizeNameInputRadius:     Radius,
	theme.SizeNameSelectionRadius: 4,
	theme.SizeNameScrollBar:       10,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameButtonRadius:    Radius,
	theme.SizeNameCardRadius:      CardRadius,
	theme.SizeNameDialogRadius:    ModalRadius,
	theme.SizeNamePopupRadius:     Radius,
	theme.SizeNameMenuRadius:      Radius,
}

// Size returns our size of that name, or Fyne's.
func (q *qlingo) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := fyneSizes[name]; ok {
		return s
	}
	if s, ok := sizes[name]; ok {
		return s
	}
	return q.base.Size(name)
}
