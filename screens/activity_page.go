package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

// activityPage is the table of what was done in the office, the newest first.
type activityPage struct {
	d    *Desk
	body fyne.CanvasObject
}

func newActivity(d *Desk) *activityPage {
	return &activityPage{d: d, body: d.column(i18n.T("activity.title"))}
}

func (p *activityPage) content() fyne.CanvasObject { return p.body }
func (p *activityPage) focus() fyne.Focusable      { return nil }
func (p *activityPage) name() string               { return "activity" }
func (p *activityPage) wipe()                      {}
