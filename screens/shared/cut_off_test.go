package shared_test

import (
	"context"
	"testing"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/shared"
)

func TestLargeTextOfJoining(t *testing.T) {
	ca := authority(t)
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).Begin()
		chooses(s, "first_run.place_new")
		s.NothingCutOff("server_new")
		fills(s, ca)
		answers(s, "", screentest.Failed(model.CodeServerSettings))
		s.Tap("server.test")
		s.NothingCutOff("server_failed")
		s.Tap("server.prepare")
		s.NothingCutOff("prepare_server")
		s.W.ClearOverlays()
		answers(s, "", screentest.Failed(model.CodeServerRights))
		s.Tap("server.test")
		s.NothingCutOff("server_rights")
		s.Tap("grant_server.open")
		s.NothingCutOff("grant_server")
		s.W.ClearOverlays()
		s.Tap("common.back")
		asks(s, func(context.Context) error {
			s.NothingCutOff("join")
			return screentest.Failed(model.CodeJoinExpired)
		})
		onJoin(s)
		s.NothingCutOff("join_expired")
		s.Tap("join.by_kit")
		s.NothingCutOff("join_kit")
	})
}

func TestLargeTextOfTheDialogs(t *testing.T) {
	ca := authority(t)
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti).Begin()
		s.SignIn("sato.h", screentest.AdminPassword)
		w := s.W
		for name, open := range map[string]func(){
			"move_server": func() { shared.MoveToServer(w) },
			"move_file":   func() { shared.MoveToFile(w) },
			"add_pc":      func() { shared.AddPC(w, func(model.PC) {}) },
			"remove_pc": func() {
				shared.RemovePC(w, model.PC{Name: "二階の会議室の横のパソコン", Role: "qlingo_pc12"}, true, func(model.PC) {})
			},
			"leave":           func() { shared.Leave(w, true, nil) },
			"change_server":   func() { shared.ChangeServer(w, wanted(ca)) },
			"server_password": func() { shared.AskPassword(w, func() {}) },
		} {
			open()
			s.NothingCutOff(name)
			w.ClearOverlays()
			w.LeaveDialog()
		}
	})
}

func TestMasters(t *testing.T) {
	s := screentest.New(t).Begin()
	chooses(s, "first_run.place_new")
	s.Master("server")
	s.Tap("common.back")
	asks(s, func(context.Context) error {
		s.Master("join")
		return nil
	})
	onJoin(s)
}
