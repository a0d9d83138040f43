package screens

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestLargeTextOfTheFirstRun(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).Begin()
		s.NothingCutOff("first_run_1")
		s.ToPlace().NothingCutOff("first_run_place")
		s.Tap("common.back")
		s.ToKit(model.KindMulti)
		s.NothingCutOff("first_run_3")
		s.Tap("common.back")
		s.NothingCutOff("first_run_2")
	})
}

func TestLargeTextOutside(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k").WithSettings(func(settings *model.Settings) {
			settings.RequireMFA, settings.MoreAccounts, settings.GraceDays = true, true, 1
		})
		s.WithMFA("takahashi.k", screentest.UserPassword)
		s.Begin().NothingCutOff("login")
		people := []window.DemoPerson{{Login: "takahashi.k", Note: "demo.user_mfa", PIN: func(time.Time) string { return "123456" }}}
		s.Cfg.People = func() []window.DemoPerson { return people }
		s.W.Refresh()
		s.NothingCutOff("login_demo")
		s.Cfg.People = nil
		s.W.Refresh()
		s.Tap("login.forgot")
		s.NothingCutOff("recovery")
		s.Fill(s.Field("kit.label"), "ABCDE")
		s.Fill(s.Field("password.new"), "short")
		s.NothingCutOff("recovery_typed")
		s.Tap("recovery.back")
		s.SignIn("takahashi.k", "wrong")
		s.NothingCutOff("login_error")
		s.SignIn("takahashi.k", screentest.UserPassword)
		s.NothingCutOff("pin")
		s.Tap("pin.back")
		s.SignIn("sato.h", screentest.AdminPassword)
		s.NothingCutOff("enrol_due")
		s.Tap("mfa.enable")
		s.NothingCutOff("enrol")
		s.Typed("000000")
		s.Press(fyne.KeyReturn)
		s.NothingCutOff("enrol_wrong")
		s.Tap("enrol.cannot_scan")
		s.NothingCutOff("enrol_key")
		s.W.Lock()
		s.NothingCutOff("lock")
	})
}
