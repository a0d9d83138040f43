package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// fields are the input of a section.
type fields interface {
	rows() fyne.CanvasObject
	set(stored model.Settings)
	// settings returns settings with what was typed in these fields.
	settings(seen model.Settings) model.Settings
	// complete reports whether what was typed can be saved, or shows at its field what is wrong.
	complete(seen model.Settings) bool
	// fail shows an error at its field, and reports whether there is one.
	fail(name, text string) bool
}

// section is a card of the settings that is saved by itself. Its button wakes when something in it has changed, and the
// result of saving appears beside the button, in a place that is kept for it.
type section struct {
	*widgets.Card
	fields
	w        *window.Window
	seen     model.Settings // as these fields showed them last: loaded, or saved
	button   *widgets.Button
	said     *widgets.Text
	last     fyne.Focusable                                     // the field that was edited last
	confirm  func(seen, entered model.Settings, proceed func()) // asks before saving; may be nil
	result   func() string                                      // what is said after saving
	onStored func()                                             // called after saving by the button of the section
	waiting  func()                                             // is to follow what is being saved; may be nil
	grown    func()
}

func newSection(w *window.Window, title string, in fields) *section {
	s := &section{w: w, fields: in, said: widgets.NewSmall(""), onStored: func() {}, grown: func() {}}
	s.result = func() string { return i18n.T("settings_page.saved") }
	s.button = widgets.NewButton(widgets.KindPrimary, i18n.T("settings_page.save"), s.onSave)
	s.button.Reserve(i18n.T("settings_page.saving"))
	s.button.Says = func() string { return i18n.T("say.both", "First", title, "Second", s.button.Text) }
	s.button.Disable()
	s.Card = widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(title), in.rows(), widgets.HStack(12, s.button, widgets.Fill(s.said))))
	return s
}

// load shows stored settings, unless that would discard what was typed. Nothing was before they came first.
func (s *section) load(stored model.Settings, first bool) {
	if first || !s.changed() {
		s.seen = stored // before the fields call edited
		s.set(stored)
	}
	s.wake()
}

// changed reports whether there are changes that were not saved.
func (s *section) changed() bool { return s.fields.settings(s.seen) != s.seen }

// edited wakes the button, and removes the result of the last save.
func (s *section) edited() {
	switch field := s.w.Canvas().Focused().(type) {
	case *widgets.Entry, *widgets.Check, *widgets.Select:
		s.last = field
	}
	if s.changed() {
		s.say(look.ColorMuted, "")
	}
	s.wake()
}

func (s *section) wake() {
	if s.changed() {
		s.button.Enable()
	} else {
		s.button.Disable()
	}
}

func (s *section) onSave() {
	if !s.button.Busy() {
		s.submit(s.onStored)
	}
}

// submit saves what has changed and calls done if that succeeded, after what is being saved already.
func (s *section) submit(done func()) {
	if s.button.Busy() {
		s.waiting = done
		return
	}
	if !s.changed() || !s.complete(s.seen) {
		return
	}
	entered := s.fields.settings(s.seen)
	if s.confirm == nil {
		s.store(entered, done)
		return
	}
	s.confirm(s.seen, entered, func() { s.store(entered, done) })
}

func (s *section) store(entered model.Settings, done func()) {
	s.say(look.ColorMuted, "")
	s.button.SetBusy(true, i18n.T("settings_page.saving"))
	seen := s.seen
	forms.WithProof(s.w, func(ctx context.Context, session *model.Session) error {
		return session.EditSettings(ctx, seen, entered)
	}, func(err error) {
		s.button.SetBusy(false, "")
		waiting := s.waiting
		s.waiting = nil
		if err != nil {
			s.refuse(err)
			return
		}
		s.seen = entered
		s.sleep()
		s.say(look.ColorSuccess, s.result())
		done()
		if waiting != nil {
			waiting()
		}
	})
}

// sleep puts the button out of use. Who pressed it by keyboard goes on from the field edited last.
func (s *section) sleep() {
	pressed := s.w.Canvas().Focused() == fyne.Focusable(s.button)
	s.wake()
	if pressed && s.button.Disabled() {
		s.w.Focus(s.last)
	}
}

// refuse says why saving failed.
func (s *section) refuse(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	if text := s.w.Report(err); !s.fail(messages.FieldOf(err), text) {
		s.say(look.ColorDanger, text)
	}
}

// say shows the result of saving.
func (s *section) say(color fyne.ThemeColorName, text string) {
	if s.said.Text == text {
		return
	}
	s.said.SetColor(color)
	s.said.SetText(text)
	s.grown()
	if text != "" {
		widgets.Reveal(s.button) // Enter in a field saves, too
	}
}
