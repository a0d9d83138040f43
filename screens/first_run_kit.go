package screens

import (
	"crypto/subtle"
	"io"
	"strconv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/sheet"
	"qlingo/screens/widgets"
)

// firstKit is step 3: the recovery kit. Its last button wakes only after two of the groups have been typed back, which
// nobody can who has not written them down.
type firstKit struct {
	run     *firstRun
	answers [2]*widgets.Entry
	fields  [2]*widgets.Field
	notice  *widgets.Notice
	keep    *widgets.Text // makes room for the notice
	back    *widgets.Button
	finish  *widgets.Button
	body    fyne.CanvasObject
}

func newFirstKit(run *firstRun) *firstKit {
	p := &firstKit{run: run, notice: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.finish = widgets.NewButton(widgets.KindPrimary, i18n.T("first.finish"), p.onFinish)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), run.toPassword)
	for i := range p.answers {
		p.answers[i] = widgets.NewEntry()
		p.answers[i].OnEdited = p.onEdited
		p.answers[i].OnEnter = p.onEnter
		p.fields[i] = widgets.NewField(i18n.T("first.group", "Number", run.asked[i]+1), p.answers[i])
	}
	p.finish.Disable()
	p.body = p.build()
	return p
}

func (p *firstKit) build() fyne.CanvasObject {
	pdf := widgets.NewButton(widgets.KindPlain, i18n.T("first.save_pdf"), func() { p.save(sheet.PDF, "pdf") })
	text := widgets.NewButton(widgets.KindPlain, i18n.T("first.save_text"), func() { p.save(sheet.Text, "txt") })
	place := "first.kit_keep"
	if p.run.d.cfg.KeyFile {
		place = "first.kit_keep_key_file"
	}
	p.keep = widgets.NewSmall(i18n.T(place))
	return p.run.frame(3, i18n.T("first.step_kit"),
		widgets.NewMuted(i18n.T("first.kit_text")),
		newKeyPanel(p.run.setup.Kit.Groups()),
		widgets.HStack(12, pdf, text),
		p.notice,
		p.keep,
		widgets.VStack(8,
			widgets.NewText(i18n.T("first.kit_type")),
			container.New(halves{gap: look.Gap}, p.fields[0], p.fields[1])),
		spread(p.back, p.finish),
	)
}

func (p *firstKit) save(form sheet.Form, ending string) {
	d, setup := p.run.d, p.run.setup
	head := sheet.Head{Office: setup.Office, Login: setup.Login, Made: d.now()}
	if setup.Kind == model.KindSingle {
		head.Office = setup.Name
	}
	groups := setup.Kit.Groups()
	d.saveFile(i18n.T("first.kit_file")+"."+ending, func(w io.Writer) error {
		return sheet.Kit(w, form, head, groups)
	}, func(path string) {
		p.tell(widgets.ToneSuccess, i18n.T("first.kit_saved", "Path", path))
	})
}

func (p *firstKit) tell(tone widgets.Tone, text string) {
	p.keep.Hide()
	p.notice.SetTone(tone)
	p.notice.SetText(text)
}

// right reports whether both groups were typed back.
func (p *firstKit) right() bool {
	groups := p.run.setup.Kit.Groups()
	same := 1
	for i, answer := range p.answers {
		same &= subtle.ConstantTimeCompare([]byte(groupText(answer.Text)), []byte(groups[p.run.asked[i]]))
	}
	return same == 1
}

func (p *firstKit) onEdited() {
	groups := p.run.setup.Kit.Groups()
	for i, answer := range p.answers {
		typed, group := groupText(answer.Text), groups[p.run.asked[i]]
		wrong := len(typed) >= len(group) && subtle.ConstantTimeCompare([]byte(typed), []byte(group)) == 0
		p.fields[i].SetError("")
		if wrong {
			p.fields[i].SetError(i18n.T("first.group_wrong"))
		}
	}
	if p.right() {
		p.finish.Enable()
	} else {
		p.finish.Disable()
	}
}

func (p *firstKit) onEnter() {
	if p.right() {
		p.onFinish()
		return
	}
	for i, answer := range p.answers { // the first that is not right yet
		if groupText(answer.Text) != p.run.setup.Kit.Groups()[p.run.asked[i]] {
			p.run.d.focus(answer)
			return
		}
	}
}

func (p *firstKit) onFinish() {
	if !p.right() || p.back.Disabled() {
		return
	}
	p.back.Disable()
	p.finish.SetBusy(true, i18n.T("first.making"))
	p.run.create(func(err error) {
		p.back.Enable()
		p.finish.SetBusy(false, "")
		p.tell(widgets.ToneDanger, p.run.d.say(err))
	})
}

// newKeyPanel shows the kit as it is printed: two rows of four groups.
func newKeyPanel(groups [8]string) fyne.CanvasObject {
	grid := container.NewGridWithColumns(4)
	for i, group := range groups {
		number := widgets.NewSmall(strconv.Itoa(i + 1)).OneLine()
		grid.Add(container.NewCenter(widgets.HStack(8, number, widgets.NewCode(group))))
	}
	return widgets.NewPanel(grid)
}

// groupText normalises a typed group as the model does with a whole kit: capital letters, full-width signs as their
// narrow twins, blanks and hyphens out, and the letters that the alphabet leaves out as the digits they look like.
func groupText(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		r = unicode.ToUpper(r)
		switch r {
		case ' ', '　', '-':
			return -1
		case 'O':
			return '0'
		case 'I', 'L':
			return '1'
		}
		return r
	}, typed)
}

func (p *firstKit) content() fyne.CanvasObject { return p.body }

func (p *firstKit) focus() fyne.Focusable {
	if p.answers[0].Text != "" && p.answers[1].Text == "" {
		return p.answers[1]
	}
	return p.answers[0]
}

func (p *firstKit) wipe() {
	for _, answer := range p.answers {
		answer.SetText("")
	}
}
func (p *firstKit) name() string { return "first_run_3" }
