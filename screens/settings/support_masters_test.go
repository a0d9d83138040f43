package settings_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
)

func TestLargeTextOfTheRegisteredDesk(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti).WithDesk(screentest.OtherDesk).Begin()
		s.Pinning()
		p := registerDialog(s)
		s.NothingCutOff("pin_desk")
		s.Paste(screentest.Mistype(screentest.OtherDesk, 2))
		s.Fill(s.Field("kit.label"), s.Mistyped(8))
		s.NothingCutOff("pin_desk_typed")
		s.Key(fyne.KeyEscape)
		p.Done()
		s.NothingCutOff("desk_pinned")
		s.Key(fyne.KeyEscape)
		s.NothingCutOff("settings_desk")
		s.Tap("support_desk.remove")
		s.NothingCutOff("unpin_desk")
		s.Key(fyne.KeyEscape)
		s.W.ShowMessage("no_desk", i18n.T("support_request.no_support_desk"), messages.Sentence(screentest.Failed(model.CodeNoDesk)))
		s.NothingCutOff("no_desk")
	})
}
