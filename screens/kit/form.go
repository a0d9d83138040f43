package kit

import (
	"crypto/subtle"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Form shows a new recovery kit, this one time. It saves the kit, and asks for two of its groups, which only
// people who kept the kit can type. The first run and a new kit share it.
type Form struct {
	w        *window.Window
	head     sheet.Head
	Kit      [model.KitGroups]string
	Asked    [2]int // the groups to type back, by index
	Shown    [model.KitGroups]*widgets.Text
	Answers  [2]*widgets.Entry
	fields   [2]*widgets.Field
	notice   *widgets.Notice
	keepHint *widgets.Text // gives way to the notice
	Edited   func()        // called for every key
	Entered  func()        // called for Enter when both groups are right
	grown    func()        // called when the layout changes
}

func NewForm(w *window.Window, head sheet.Head, kit *model.RecoveryKit, asked [2]int) *Form {
	f := &Form{
		w: w, head: head, Kit: kit.Groups(), Asked: asked, notice: widgets.NewNotice(widgets.ToneSuccess, ""),
		Edited: func() {}, Entered: func() {}, grown: func() {},
	}
	for i, group := range f.Kit {
		f.Shown[i] = widgets.NewCode(group)
	}
	for i := range f.Answers {
		f.Answers[i] = widgets.NewEntry()
		f.Answers[i].Quiet = true
		f.Answers[i].OnEdited = f.onEdited
		f.Answers[i].OnEnter = f.onEnter
		f.fields[i] = widgets.NewField(i18n.T("first_run.group", "Number", asked[i]+1), f.Answers[i])
	}
	f.keepHint = widgets.NewSmall("")
	return f
}

// Rows returns the kit and everything around it; keep says where to put it.
func (f *Form) Rows(keep string) []fyne.CanvasObject {
	f.keepHint.SetText(keep)
	return []fyne.CanvasObject{
		forms.NewGroupPanel(f.Shown[:]),
		widgets.Line(12,
			widgets.NewButton(widgets.KindPlain, i18n.T("print.print"), f.onPrint),
			widgets.NewButton(widgets.KindPlain, i18n.T("first_run.save_pdf"), func() { f.save(sheet.PDF, ".pdf") }),
			widgets.NewButton(widgets.KindPlain, i18n.T("first_run.save_text"), func() { f.save(sheet.Text, ".txt") })),
		f.notice,
		f.keepHint,
		widgets.VStack(8,
			widgets.NewText(i18n.T("first_run.kit_type")),
			container.New(layout.Halves{Gap: look.Gap}, f.fields[0], f.fields[1])),
	}
}

func (f *Form) save(form sheet.Form, ending string) {
	forms.SaveFile(f.w, forms.FileName(f.w, "first_run.kit_file", f.head.Login, ending), f.sheet(form), func(path string) {
		f.Fail(widgets.ToneSuccess, i18n.T("first_run.kit_saved", "Path", path))
		forms.OfferFolder(f.w, f.notice, path)
		f.grown()
	})
}

func (f *Form) onPrint() {
	forms.PrintSheet(f.w, f.sheet(sheet.PDF), func(said string, _ bool) { f.Fail(widgets.ToneSuccess, said) })
}

func (f *Form) sheet(form sheet.Form) func(io.Writer) error {
	f.head.Made = f.w.Now()
	head, groups := f.head, f.Kit
	return func(w io.Writer) error { return sheet.Kit(w, form, head, groups) }
}

func (f *Form) Fail(tone widgets.Tone, text string) {
	f.keepHint.Hide()
	f.notice.SetTone(tone)
	f.notice.SetText(text)
	f.grown()
}

// GroupsRight reports whether both groups were typed correctly.
func (f *Form) GroupsRight() bool {
	same := 1
	for i, answer := range f.Answers {
		same &= subtle.ConstantTimeCompare([]byte(forms.GroupText(answer.Text)), []byte(f.Kit[f.Asked[i]]))
	}
	return same == 1
}

func (f *Form) onEdited() {
	for i, answer := range f.Answers {
		typed, group := forms.GroupText(answer.Text), f.Kit[f.Asked[i]]
		wrong := len(typed) >= len(group) && subtle.ConstantTimeCompare([]byte(typed), []byte(group)) == 0
		f.fields[i].SetError("")
		if wrong {
			f.fields[i].SetError(i18n.T("first_run.group_wrong"))
		}
	}
	f.Edited()
}

func (f *Form) onEnter() {
	if f.GroupsRight() {
		f.Entered()
		return
	}
	for i, answer := range f.Answers { // the first that is wrong or empty
		if forms.GroupText(answer.Text) != f.Kit[f.Asked[i]] {
			f.w.Focus(answer)
			return
		}
	}
}

func (f *Form) Focus() fyne.Focusable {
	if f.Answers[0].Text != "" && f.Answers[1].Text == "" {
		return f.Answers[1]
	}
	return f.Answers[0]
}

// Wipe forgets what was typed.
func (f *Form) Wipe() {
	for _, answer := range f.Answers {
		answer.Wipe()
	}
}

func (f *Form) Forget() {
	f.Wipe()
	f.Kit = [model.KitGroups]string{}
	for _, group := range f.Shown {
		group.SetText("")
	}
}
