package screens

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// People's own pages at 150 %: news above a page, the MFA section and its dialogs.
func TestLargeTextOfOnesOwn(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k")
		pin, codes := s.WithMFA("takahashi.k", screentest.UserPassword)
		s.Begin()
		wrongPINs(s, "takahashi.k", screentest.UserPassword, pin, suspiciousPINs)
		s.Boss(func(boss *model.Session) {
			for _, phone := range []string{"1", "2", "3", "4", "5"} {
				_, err := boss.EditUser(context.Background(), screentest.IDOf(s, boss, "takahashi.k"), model.Details{}, model.Details{Name: "髙橋", Phone: phone})
				s.Must(err)
			}
		})
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.EnterPIN(pin())
		s.NothingCutOff("news")
		for newsOf(s).changesNotice.Visible() {
			s.Tap("news.mark_seen")
		}
		s.Tap("news.change_password")
		s.Fill(s.Field("password.new"), "momsanaladventure")
		s.NothingCutOff("password_common")
		s.Tap("password.generate")
		s.NothingCutOff("password_generated")
		s.Key(fyne.KeyEscape)
		newsOf(s).onCloseSuspicion()
		s.Tap("recent_sign_ins.title")
		s.NothingCutOff("recent")
		s.Key(fyne.KeyEscape)
		s.Tap("mfa.check_code")
		s.Typed(codes[0])
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("code_good")
		s.Typed("44aac243e467f618aa780bde")
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("code_wrong")
		s.Key(fyne.KeyEscape)
		s.Tap("mfa.new_codes")
		s.NothingCutOff("new_codes")
		s.Tap("new_backup_codes.confirm")
		s.NothingCutOff("codes_again")
		s.Note()
		s.Tap("common.done")
		s.Tap("mfa.new_phone")
		s.NothingCutOff("move")
		phone, err := window.DemoPIN(s.SetupKey())
		s.Must(err)
		s.Typed(phone(s.Clock.Now()))
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("moved")
	})
}

// An administrator's news are above the table of users, which has to keep room for a row or two.
func TestLargeTextOfNewsAboveTheTable(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "ito.t").Begin()
		s.Boss(func(boss *model.Session) {
			_, err := boss.SetRole(context.Background(), screentest.IDOf(s, boss, "ito.t"), model.RoleAdministrator)
			s.Must(err)
		})
		s.SignIn("ito.t", screentest.UserPassword)
		s.OnPage("users")
		s.NothingCutOff("news_users")
	})
}
