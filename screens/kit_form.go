package screens

import (
	"crypto/subtle"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// kitForm shows a new recovery kit this once, saves it, and asks for two of its groups back, which nobody can type who
// has not written them down. The first run and a new kit share it.
type kitForm struct {
	w       *Window
	head    sheet.Head
	kit     [kitGroups]string
	asked   [2]int // the groups to type back, by index
	shown   [kitGroups]*widgets.Text
	answers [2]*widgets.Entry
	fields  [2]*widgets.Field
	notice  *widgets.Notice
	keep    *widgets.Text // makes room for the notice
	edited  func()        // hears of every key
	entered func()        // both groups are right, and Enter was pressed
	grown   func()        // has to lay out anew
}

func newKitForm(w *Window, head sheet.Head, kit *model.RecoveryKit, asked [2]int) *kitForm {
	f := &kitForm{
		w: w, head: head, kit: kit.Groups(), asked: asked, notice: widgets.NewNotice(widgets.ToneSuccess, ""),
		edited: func() {}, entered: func() {}, grown: func() {},
	}
	for i, group := range f.kit {
		f.shown[i] = widgets.NewCode(group)
	}
	for i := range f.answers {
		f.answers[i] = widgets.NewEntry()
		f.answers[i].Quiet = true
		f.answers[i].OnEdited = f.onEdited
		f.answers[i].OnEnter = f.onEnter
		f.fields[i] = widgets.NewField(i18n.T("first.group", "Number", asked[i]+1), f.answers[i])
	}
	f.keep = widgets.NewSmall("")
	return f
}

// rows are the kit and all that belongs to it; keep says where to put it.
func (f *kitForm) rows(keep string) []fyne.CanvasObject {
	f.keep.SetText(keep)
	return []fyne.CanvasObject{
		newKitPanel(f.shown),
		widgets.Line(12,
			widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), f.onPrint),
			widgets.NewButton(widgets.KindPlain, i18n.T("first.save_pdf"), func() { f.save(sheet.PDF, ".pdf") }),
			widgets.NewButton(widgets.KindPlain, i18n.T("first.save_text"), func() { f.save(sheet.Text, ".txt") })),
		f.notice,
		f.keep,
		widgets.VStack(8,
			widgets.NewText(i18n.T("first.kit_type")),
			container.New(halves{gap: look.Gap}, f.fields[0], f.fields[1])),
	}
}

func (f *kitForm) save(form sheet.Form, ending string) {
	saveFile(f.w, fileName(f.w, "first.kit_file", f.head.Login, ending), f.sheet(form), func(path string) {
		f.fail(widgets.ToneSuccess, i18n.T("first.kit_saved", "Path", path))
	})
}

func (f *kitForm) onPrint() {
	printSheet(f.w, f.sheet(sheet.PDF), func(said string, _ bool) { f.fail(widgets.ToneSuccess, said) })
}

func (f *kitForm) sheet(form sheet.Form) func(io.Writer) error {
	f.head.Made = f.w.now()
	head, groups := f.head, f.kit
	return func(w io.Writer) error { return sheet.Kit(w, form, head, groups) }
}

func (f *kitForm) fail(tone widgets.Tone, text string) {
	f.keep.Hide()
	f.notice.SetTone(tone)
	f.notice.SetText(text)
	f.grown()
}

// groupsRight reports whether both groups were typed back.
func (f *kitForm) groupsRight() bool {
	same := 1
	for i, answer := range f.answers {
		same &= subtle.ConstantTimeCompare([]byte(groupText(answer.Text)), []byte(f.kit[f.asked[i]]))
	}
	return same == 1
}

func (f *kitForm) onEdited() {
	for i, answer := range f.answers {
		typed, group := groupText(answer.Text), f.kit[f.asked[i]]
		wrong := len(typed) >= len(group) && subtle.ConstantTimeCompare([]byte(typed), []byte(group)) == 0
		f.fields[i].SetError("")
		if wrong {
			f.fields[i].SetError(i18n.T("first.group_wrong"))
		}
	}
	f.edited()
}

func (f *kitForm) onEnter() {
	if f.groupsRight() {
		f.entered()
		return
	}
	for i, answer := range f.answers { // the first that is not right yet
		if groupText(answer.Text) != f.kit[f.asked[i]] {
			f.w.Focus(answer)
			return
		}
	}
}

func (f *kitForm) Focus() fyne.Focusable {
	if f.answers[0].Text != "" && f.answers[1].Text == "" {
		return f.answers[1]
	}
	return f.answers[0]
}

// Wipe forgets what was typed, forget the kit as well.
func (f *kitForm) Wipe() {
	for _, answer := range f.answers {
		answer.Wipe()
	}
}

func (f *kitForm) forget() {
	f.Wipe()
	f.kit = [kitGroups]string{}
	for _, group := range f.shown {
		group.SetText("")
	}
}
