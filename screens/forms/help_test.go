package forms_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// Answers open and close by keyboard, one at a time.
func TestHelpShowsOneAnswer(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	s.Key(fyne.KeyF1)
	shown := func() (keys []string) {
		for _, topic := range forms.Topics() {
			if s.Readable(topic.Answer) {
				keys = append(keys, topic.Question)
			}
		}
		return keys
	}
	if got := shown(); len(got) != 1 || got[0] != i18n.T("help.password") {
		t.Fatalf("shown at first: %q", got)
	}
	s.Window.Canvas().Focus(s.Button("help.codes"))
	s.Key(fyne.KeyReturn)
	if got := shown(); len(got) != 1 || got[0] != i18n.T("help.codes") {
		t.Errorf("shown after Enter: %q", got)
	}
	s.Window.Canvas().Focused().TypedRune(' ')
	if got := shown(); len(got) != 0 {
		t.Errorf("shown after Space: %q", got)
	}
}

func TestLargeTextOfTheHelp(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindSingle).Begin()
		s.NothingCutOff("help_link")
		s.Key(fyne.KeyF1)
		for _, topic := range forms.Topics() {
			if !s.Readable(topic.Answer) {
				b, _ := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == topic.Question })
				b.OnTapped()
			}
			s.NothingCutOff("help")
		}
		s.Key(fyne.KeyEscape)
		s.W.Flow.ShowShortcuts()
		s.NothingCutOff("shortcuts")
		s.Key(fyne.KeyEscape)
		s.SignIn("sato.h", screentest.AdminPassword)
		s.NothingCutOff("bar")
	})
}
