package people_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// The questions before an action on a person, and the menu with reasons in it, at 150 %.
func TestLargeTextOfActs(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k")
		s.Manage()
		s.NothingCutOff("users")
		s.Menu("sato.h")
		s.NothingCutOff("users_own_menu")
		s.Chooses("person.open")
		s.NothingCutOff("person_own")
		s.Key(fyne.KeyEscape)
		for _, key := range []string{"person.suspend", "person.promote", "person.delete", "person.reset"} {
			s.Menu("takahashi.k")
			s.Chooses(key)
			s.NothingCutOff(key)
			if key != "person.reset" {
				s.Key(fyne.KeyEscape)
			}
		}
		s.Tap("person.reset")
		s.NothingCutOff("temporary")
		s.Key(fyne.KeyEscape)
		s.NothingCutOff("temporary_close")
		s.Tap("temporary_password.close_paper")
		s.Tap("users.add")
		s.Tap("person_form.add")
		s.NothingCutOff("user_form_marked")
	})
}

// What can be done with several people, at 150 %: the bar with its menu, each question, and what follows.
func TestLargeTextOfSeveral(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "abe.m", "ito.t", "kato.y")
		s.WithMFA("ito.t", screentest.UserPassword)
		s.Manage()
		papers := filepath.Join(t.TempDir(), "papers.pdf")
		s.Platform.OnChooseFile = func(context.Context, window.FileDialog) (window.FileChoice, error) {
			return window.FileChoice{Path: papers, Replace: true}, nil
		}
		for key, after := range map[string]string{
			"several.invite": "invitations", "person.mfa_off": "reset_notices", "several.passwords": "temporaries",
			"person.suspend": "", "person.resume": "",
		} {
			if all, _ := users(s).Table.TickedCount(); all == 0 { // they stay ticked
				tick(s, "abe.m", "ito.t", "kato.y")
			}
			s.NothingCutOff("chosen")
			s.Menu("abe.m")
			s.NothingCutOff("chosen_menu")
			s.Chooses(key)
			s.NothingCutOff(key)
			if key == "person.resume" { // nobody is suspended yet, or all are
				s.W.ClearOverlays()
				s.W.Focus(users(s).Table.Focusable())
				s.Key(fyne.KeyEscape)
				continue
			}
			s.Confirm()
			if after == "" {
				s.NothingCutOff("suspended")
				s.Menu("abe.m")
				s.Chooses("person.resume")
				s.Confirm()
				continue
			}
			if s.Dialogs(after) != 1 {
				t.Fatalf("%s: no %s:\n%s", key, after, s.Text())
			}
			s.NothingCutOff(after)
			s.Tap("handout.save")
			s.Button("saved_file.open_folder")
			s.NothingCutOff(after + "_saved")
			s.Key(fyne.KeyEscape)
		}
	})
}
