package settings

// What the tests of this package look into.
type (
	RegisterDialog = registerDialog
	SettingsPage   = settingsPage
)
