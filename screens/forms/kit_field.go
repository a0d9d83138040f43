package forms

import (
	"crypto/rand"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// KitField takes a whole recovery kit in one line, however it is typed. Below, it shows the groups as they are
// printed, so that a difference is easy to see. Once the kit is complete it names the mistyped group.
type KitField struct {
	Entry  *widgets.Entry
	Field  *widgets.Field
	Groups [model.KitGroups]*widgets.Text
	Edited func()
}

func NewKitField(enter func()) *KitField {
	k := &KitField{Entry: widgets.NewEntry(), Edited: func() {}}
	k.Entry.Quiet = true
	k.Field = widgets.NewField(i18n.T("kit.label"), k.Entry)
	k.Field.SetHint(i18n.T("kit.hint"))
	k.Entry.OnEnter, k.Entry.OnEdited = enter, k.onEdited
	for i := range k.Groups {
		k.Groups[i] = widgets.NewCode("")
	}
	k.show(0)
	return k
}

func (k *KitField) Rows() fyne.CanvasObject {
	return widgets.VStack(8, k.Field, NewKitPanel(k.Groups))
}

// Text returns what was typed. It drops the numbers that the saved text has before its groups.
func (k *KitField) Text() string {
	text := norm.NFKC.String(k.Entry.Text)
	for i := range model.KitGroups {
		text = strings.ReplaceAll(text, "["+strconv.Itoa(i+1)+"]", " ")
	}
	return text
}

// Set fills the field as if it were typed.
func (k *KitField) Set(text string) {
	k.Entry.SetText(text)
	k.onEdited()
}

func (k *KitField) onEdited() {
	err := model.CheckKit(k.Text())
	wrong, failure := messages.RowOf(err), ""
	switch {
	case utf8.RuneCountInString(GroupText(k.Text())) > model.KitGroups*model.GroupSize:
		failure = i18n.T("kit.long")
	case wrong > 0:
		failure = messages.Sentence(err)
	}
	k.Field.SetError(failure)
	k.show(wrong)
	k.Edited()
}

// show fills in the groups, the mistyped one in red. Missing characters keep their room.
func (k *KitField) show(wrong int64) {
	typed := []rune(GroupText(k.Text()))
	for i, group := range k.Groups {
		part := typed[min(i*model.GroupSize, len(typed)):min((i+1)*model.GroupSize, len(typed))]
		group.SetText(string(part) + strings.Repeat("_", model.GroupSize-len(part)))
		switch {
		case int64(i)+1 == wrong:
			group.SetColor(look.ColorDanger)
		case len(part) == 0:
			group.SetColor(look.ColorMuted)
		default:
			group.SetColor(look.ColorText)
		}
	}
}

// Complete reports whether a kit was typed, or shows at the field what is wrong.
func (k *KitField) Complete(w *window.Window) bool {
	if err := model.CheckKit(k.Text()); err != nil {
		k.Refuse(w, w.Explain(err))
		return false
	}
	return true
}

func (k *KitField) Refuse(w *window.Window, why string) {
	k.Field.SetError(why)
	w.Focus(k.Entry)
}

func (k *KitField) Wipe() {
	k.Entry.Wipe()
	k.show(0)
}

// NewKitPanel shows a kit as it is printed: two rows of four groups.
func NewKitPanel(groups [model.KitGroups]*widgets.Text) fyne.CanvasObject {
	grid := container.NewGridWithColumns(model.KitGroups / 2)
	for i, group := range groups {
		number := widgets.NewSmall(strconv.Itoa(i + 1)).OneLine()
		grid.Add(container.NewCenter(widgets.HStack(8, number, group)))
	}
	return widgets.NewPanel(grid)
}

// GroupText normalizes part of a kit the way the model reads it. Characters that no kit has are kept, so that they
// are found to be wrong.
func GroupText(typed string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII { // the monospace font has
			return '?'
		}
		return r
	}, fold.Base32(typed))
}

// TwoGroups picks two different groups of the kit at random.
func TwoGroups() [2]int {
	first := random(model.KitGroups)
	second := (first + 1 + random(model.KitGroups-1)) % model.KitGroups
	return [2]int{min(first, second), max(first, second)}
}

// random returns a number from 0 to n-1.
func random(n int64) int {
	i, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		panic(err) // crypto/rand does not fail since Go 1.24
	}
	return int(i.Int64())
}
