package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Sizes in Fyne's units (one pixel at scale 1).
const (
	TextBody    float32 = 14
	TextLabel   float32 = 13 // above a field
	TextHeading float32 = 22
	TextTitle   float32 = 16
	TextSmall   float32 = 12
	TextCode    float32 = 16 // keys and codes, monospace

	CardRadius   float32 = 12
	CardPadding  float32 = 24
	PagePadding  float32 = 36 // of a card that stands alone (login, PIN, first run)
	ModalRadius  float32 = 16
	ModalPadding float32 = 28
	Radius       float32 = 8 // buttons, fields, notices
	Gap          float32 = 16
	Line         float32 = 1
	Ring         float32 = 2 // focus

	ButtonHeight     float32 = 38
	MainButtonHeight float32 = 44
	FieldHeight      float32 = 40
	PINHeight        float32 = 60
	RowHeight        float32 = 44
	HeaderHeight     float32 = 36
	ChipHeight       float32 = 24
)

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:            TextBody,
	theme.SizeNameHeadingText:     TextHeading,
	theme.SizeNameSubHeadingText:  TextTitle,
	theme.SizeNameCaptionText:     TextSmall,
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
	if s, ok := sizes[name]; ok {
		return s
	}
	return q.base.Size(name)
}
