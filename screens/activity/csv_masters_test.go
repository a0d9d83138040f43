package activity_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/activity"
	"qlingo/screens/screentest"
)

func TestActivityMasters(t *testing.T) {
	s := reviewing(t)
	s.Master("activity")
	activityOf(s).OnOpen(activityOf(s).Rows[1].ID)
	s.Master("activity_detail")
}

// Everything can be read with large text in the smallest window, too.
func TestLargeTextOfTheActivity(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "abe.m")
		s.Begin().SignIn("sato.h", screentest.AdminPassword)
		s.Follow("shell.activity")
		p := activityOf(s)
		pickLine(s, p.Filter.Period, activity.PeriodDates)
		retype(s, p.Filter.From, "2026/11/2x")
		s.NothingCutOff("activity_dates")
		p.OnOpen(p.Rows[0].ID)
		s.NothingCutOff("activity_detail")
		s.Key(fyne.KeyEscape)
		ofPerson(s, "abe.m")
		s.NothingCutOff("activity_of_person")
	})
}
