package screens

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/window"
)

// People's own pages at 150 %: news above a page, the MFA section and its dialogs.
func TestLargeTextOfOnesOwn(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "takahashi.k")
		pin, codes := s.withMFA("takahashi.k", userPassword)
		s.begin()
		wrongPINs(s, "takahashi.k", userPassword, pin, suspiciousPINs)
		s.boss(func(boss *model.Session) {
			for _, phone := range []string{"1", "2", "3", "4", "5"} {
				_, err := boss.EditUser(context.Background(), idOf(s, boss, "takahashi.k"), model.Details{Name: "髙橋", Phone: phone})
				s.must(err)
			}
		})
		s.signIn("takahashi.k", userPassword)
		s.enterPIN(pin())
		s.nothingCutOff("news")
		for newsOf(s).changesRow.Visible() {
			s.tap("news.mark_seen")
		}
		s.tap("news.change_password")
		s.fill(s.field("password.new"), "momsanaladventure")
		s.nothingCutOff("password_common")
		s.tap("password.generate")
		s.nothingCutOff("password_generated")
		s.key(fyne.KeyEscape)
		newsOf(s).onCloseSuspicion()
		s.tap("recent_sign_ins.title")
		s.nothingCutOff("recent")
		s.key(fyne.KeyEscape)
		s.tap("mfa.check_code")
		s.typed(codes[0])
		s.press(fyne.KeyReturn)
		s.nothingCutOff("code_good")
		s.typed("44aac243e467f618aa780bde")
		s.press(fyne.KeyReturn)
		s.nothingCutOff("code_wrong")
		s.key(fyne.KeyEscape)
		s.tap("mfa.new_codes")
		s.nothingCutOff("new_codes")
		s.tap("new_backup_codes.confirm")
		s.nothingCutOff("codes_again")
		s.note()
		s.tap("common.done")
		s.tap("mfa.new_phone")
		s.nothingCutOff("move")
		phone, err := window.DemoPIN(s.setupKey())
		s.must(err)
		s.typed(phone(s.clock.now()))
		s.press(fyne.KeyReturn)
		s.nothingCutOff("moved")
	})
}

// An administrator's news are above the table of users, which has to keep room for a row or two.
func TestLargeTextOfNewsAboveTheTable(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "ito.t").begin()
		s.boss(func(boss *model.Session) {
			_, err := boss.SetRole(context.Background(), idOf(s, boss, "ito.t"), model.RoleAdministrator)
			s.must(err)
		})
		s.signIn("ito.t", userPassword)
		s.onPage("users")
		s.nothingCutOff("news_users")
	})
}
