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

// GroupField takes a code of several groups in one line, however it is typed: a recovery kit, or the code of a PC that
// joins. Below, it shows the groups as they are printed, so that a difference is easy to see. Once the code is complete
// it names the mistyped group.
type GroupField struct {
	Entry  *widgets.Entry
	Field  *widgets.Field
	Groups []*widgets.Text
	Edited func()
	check  func(typed string) error
	long   string // what to say about too many characters
}

// NewKitField makes the field of a recovery kit.
func NewKitField(enter func()) *GroupField {
	return newGroupField(model.KitGroups, model.CheckKit, enter, i18n.T("kit.label"), i18n.T("kit.hint"), i18n.T("kit.long"))
}

// NewJoinCodeField makes the field of the code that a PC shows which wants to join a shared database.
func NewJoinCodeField(enter func()) *GroupField {
	return newGroupField(model.JoinGroups, model.CheckJoinCode, enter, i18n.T("join_code.label"), i18n.T("join_code.hint"), i18n.T("join_code.long"))
}

func newGroupField(groups int, check func(string) error, enter func(), label, hint, long string) *GroupField {
	k := &GroupField{Entry: widgets.NewEntry(), Groups: make([]*widgets.Text, groups), Edited: func() {}, check: check, long: long}
	k.Entry.Quiet = true
	k.Field = widgets.NewField(label, k.Entry)
	k.Field.SetHint(hint)
	k.Entry.OnEnter, k.Entry.OnEdited = enter, k.onEdited
	for i := range k.Groups {
		k.Groups[i] = widgets.NewCode("")
	}
	k.show(0)
	return k
}

func (k *GroupField) Rows() fyne.CanvasObject {
	return widgets.VStack(8, k.Field, NewGroupPanel(k.Groups))
}

// Text returns what was typed. It drops the numbers that the saved text has before its groups.
func (k *GroupField) Text() string {
	text := norm.NFKC.String(k.Entry.Text)
	for i := range k.Groups {
		text = strings.ReplaceAll(text, "["+strconv.Itoa(i+1)+"]", " ")
	}
	return text
}

// Set fills the field as if it were typed.
func (k *GroupField) Set(text string) {
	k.Entry.SetText(text)
	k.onEdited()
}

func (k *GroupField) onEdited() {
	err := k.check(k.Text())
	wrong, failure := messages.RowOf(err), ""
	switch {
	case k.tooLong():
		failure = k.long
	case wrong > 0:
		failure = messages.Sentence(err)
	}
	k.Field.SetError(failure)
	k.show(wrong)
	k.Edited()
}

func (k *GroupField) tooLong() bool {
	return utf8.RuneCountInString(GroupText(k.Text())) > len(k.Groups)*model.GroupSize
}

// show fills in the groups, the mistyped one in red. Missing characters keep their room.
func (k *GroupField) show(wrong int64) {
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

// Complete reports whether the whole code was typed, or shows at the field what is wrong.
func (k *GroupField) Complete(w *window.Window) bool {
	err := k.check(k.Text())
	if err == nil {
		return true
	}
	why := w.Report(err)
	if k.tooLong() {
		why = k.long
	}
	k.Refuse(w, why)
	return false
}

func (k *GroupField) Refuse(w *window.Window, why string) {
	k.Field.SetError(why)
	w.Focus(k.Entry)
}

func (k *GroupField) Wipe() {
	k.Entry.Wipe()
	k.Field.SetError("")
	k.show(0)
}

// mostInRow is the most groups that stand side by side.
const mostInRow = 4

// NewGroupPanel shows a code as it is printed: numbered groups, at most four in a row.
func NewGroupPanel(groups []*widgets.Text) fyne.CanvasObject {
	grid := container.NewGridWithColumns(min(mostInRow, len(groups)))
	for i, group := range groups {
		number := widgets.NewSmall(strconv.Itoa(i + 1)).OneLine()
		grid.Add(container.NewCenter(widgets.HStack(8, number, group)))
	}
	return widgets.NewPanel(grid)
}

// GroupText normalizes part of a code the way the model reads it. Characters that no code has are kept, so that they
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
