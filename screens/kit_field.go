package screens

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
	"qlingo/screens/widgets"
)

// kitField takes a whole recovery kit in one line, however it is typed. Beneath it stand the groups as on the paper, so
// that the eye finds the one that differs; which one is mistyped is said as soon as it is complete.
type kitField struct {
	entry  *widgets.Entry
	field  *widgets.Field
	groups [kitGroups]*widgets.Text
	edited func()
}

func newKitField(enter func()) *kitField {
	k := &kitField{entry: widgets.NewEntry(), edited: func() {}}
	k.entry.Quiet = true
	k.field = widgets.NewField(i18n.T("kit.label"), k.entry)
	k.field.SetHint(i18n.T("kit.hint"))
	k.entry.OnEnter, k.entry.OnEdited = enter, k.onEdited
	for i := range k.groups {
		k.groups[i] = widgets.NewCode("")
	}
	k.show(0)
	return k
}

func (k *kitField) rows() fyne.CanvasObject {
	return widgets.VStack(8, k.field, newKitPanel(k.groups))
}

// text is what was typed. The numbers that the saved text has before its groups may come along when it is pasted.
func (k *kitField) text() string {
	text := norm.NFKC.String(k.entry.Text)
	for i := range kitGroups {
		text = strings.ReplaceAll(text, "["+strconv.Itoa(i+1)+"]", " ")
	}
	return text
}

// set fills the field as typing would.
func (k *kitField) set(text string) {
	k.entry.SetText(text)
	k.onEdited()
}

func (k *kitField) onEdited() {
	err := model.CheckKit(k.text())
	wrong, failure := rowOf(err), ""
	switch {
	case utf8.RuneCountInString(groupText(k.text())) > kitGroups*kitGroupSize:
		failure = i18n.T("kit.long")
	case wrong > 0:
		failure = sentence(err)
	}
	k.field.SetError(failure)
	k.show(wrong)
	k.edited()
}

// show fills the groups, the mistyped one in red. Blanks yet to come keep their room.
func (k *kitField) show(wrong int64) {
	typed := []rune(groupText(k.text()))
	for i, group := range k.groups {
		part := typed[min(i*kitGroupSize, len(typed)):min((i+1)*kitGroupSize, len(typed))]
		group.SetText(string(part) + strings.Repeat("_", kitGroupSize-len(part)))
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

// complete tells whether a kit was typed, or shows at the field what is wrong with it.
func (k *kitField) complete(w *Window) bool {
	if err := model.CheckKit(k.text()); err != nil {
		k.refuse(w, w.explain(err))
		return false
	}
	return true
}

func (k *kitField) refuse(w *Window, why string) {
	k.field.SetError(why)
	w.Focus(k.entry)
}

func (k *kitField) Wipe() {
	k.entry.Wipe()
	k.show(0)
}

// newKitPanel shows a kit as it is printed: two rows of four groups.
func newKitPanel(groups [kitGroups]*widgets.Text) fyne.CanvasObject {
	grid := container.NewGridWithColumns(kitGroups / 2)
	for i, group := range groups {
		number := widgets.NewSmall(strconv.Itoa(i + 1)).OneLine()
		grid.Add(container.NewCenter(widgets.HStack(8, number, group)))
	}
	return widgets.NewPanel(grid)
}

// groupText is what is typed of a kit as the model reads it. A sign that no kit has stays wrong.
func groupText(typed string) string {
	return strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII { // the fixed pitch has no others
			return '?'
		}
		return r
	}, fold.Base32(typed))
}

// twoGroups chooses two different groups of the kit.
func twoGroups() [2]int {
	first := random(kitGroups)
	second := (first + 1 + random(kitGroups-1)) % kitGroups
	return [2]int{min(first, second), max(first, second)}
}

// random is a number from 0 to n-1.
func random(n int64) int {
	i, err := rand.Int(rand.Reader, big.NewInt(n))
	if err != nil {
		panic(err) // crypto/rand does not fail since Go 1.24
	}
	return int(i.Int64())
}
