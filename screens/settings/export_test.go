package settings

import "qlingo/model"

// What the tests of this package look into.
type (
	RegisterDialog = registerDialog
	SettingsPage   = settingsPage
)

func (p *settingsPage) Seen() []model.Settings { return p.seen() }

func (p *settingsPage) Answered(before []model.Settings, stored model.Settings, without int) {
	p.answered(before, stored, without)
}
