package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/kit"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

func TestLargeTextOfTheRecoveryKit(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k").Begin()
		for _, code := range []model.Code{model.CodeKeyMissing, model.CodeKeyStoreSilent, model.CodeOldCopy, model.CodeFreshnessUnknown} {
			s.W.Flow.ToFailure(&model.Error{
				Code: code, Path: "/home/sato/.local/share/qlingo/qlingo.db", Newest: s.Clock.Now(), Seen: true,
			})
			s.NothingCutOff(string(code))
			s.Fill(s.Field("kit.label"), s.Mistyped(8))
			s.NothingCutOff(string(code) + "_typed")
			s.Fill(s.Field("kit.label"), s.OtherKit())
			s.Press(fyne.KeyReturn)
			s.NothingCutOff(string(code) + "_tried")
		}
		s.W.Flow.ToLogin("")
		s.SignIn("sato.h", screentest.AdminPassword)
		s.Follow("shell.settings")
		s.NothingCutOff("settings_kit")
		s.OpenNewKit()
		p := s.NewKit()
		s.NothingCutOff("new_kit")
		s.Fill(s.Field("first_run.group", "Number", p.Form.Asked[0]+1), "ABCDE")
		p.Form.Fail(widgets.ToneDanger, messages.Sentence(screentest.Failed(model.CodeDiskFull)))
		s.NothingCutOff("new_kit_wrong")
		s.Key(fyne.KeyEscape)
		kit.OfferNew(s.W, s.W.Session().Person())
		s.NothingCutOff("kit_offer")
		s.Key(fyne.KeyEscape)
		kit.ShowKitMade(s.W)
		s.NothingCutOff("kit_made")
		for range 2 {
			s.Clock.Step(time.Second)
			s.Tap("backup.now")
		}
		s.NothingCutOff("kit_made_backed_up")
		s.Tap("new_kit.delete")
		s.NothingCutOff("backups_delete")
	})
}
