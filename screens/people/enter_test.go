package people_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// TestASecondEnterTakesNothingAway presses Enter twice in each destructive dialog.
func TestASecondEnterTakesNothingAway(t *testing.T) {
	for name, open := range map[string]func(h people.PersonActions){
		"reset":          func(h people.PersonActions) { h.ResetMFA() },
		"person_suspend": func(h people.PersonActions) { h.Suspend() },
		"person_reset":   func(h people.PersonActions) { h.ResetPassword() },
		"person_demote":  func(h people.PersonActions) { h.Demote() },
		"person_delete":  func(h people.PersonActions) { h.Remove() },
	} {
		t.Run(name, func(t *testing.T) {
			s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
			s.WithMFA("takahashi.k", screentest.UserPassword)
			s.Manage()
			before := s.Person("takahashi.k")
			open(users(s).Handling(before))
			s.EnterIsSafe(name)
			if name == "person_delete" {
				s.Fill(s.Field("person.delete_login"), "takahashi.k")
			}
			for range 2 {
				s.Key(fyne.KeyReturn)
			}
			if after := s.Person("takahashi.k"); after.MFA != before.MFA || after.State != before.State ||
				after.Temporary != before.Temporary || after.Role != before.Role {
				t.Errorf("two Enters have done it: %+v", after)
			}
			if widgets.TopModal(s.Window.Canvas()) != nil {
				t.Error("Enter has not left the dialog")
			}
		})
	}
}
