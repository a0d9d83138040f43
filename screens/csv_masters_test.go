package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/activity"
)

func TestActivityMasters(t *testing.T) {
	s := reviewing(t)
	s.master("activity")
	activityOf(s).OnOpen(activityOf(s).Rows[1].ID)
	s.master("activity_detail")
}

func TestImportMasters(t *testing.T) {
	s, _ := importing(t, roster+"ISHII.Y,石井 優,営業部\r\n")
	s.preview("people.csv")
	s.master("import_refused")
}

// Everything can be read with large text in the smallest window, too.
func TestLargeTextOfTheActivity(t *testing.T) {
	inBothLanguages(t, func(t *testing.T, lang string) {
		s := large(t, lang).withOffice(model.KindMulti, "abe.m")
		s.begin().signIn("sato.h", adminPassword)
		s.follow("shell.activity")
		p := activityOf(s)
		pickLine(s, p.Filter.Period, activity.PeriodDates)
		retype(s, p.Filter.From, "2026/11/2x")
		s.nothingCutOff("activity_dates")
		p.OnOpen(p.Rows[0].ID)
		s.nothingCutOff("activity_detail")
		s.key(fyne.KeyEscape)
	})
}
