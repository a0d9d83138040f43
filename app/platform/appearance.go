package app

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// appearance puts themes up. Where nobody tells whether the OS is light or dark (Linux without a desktop portal) the
// toolkit takes dark; this program is light there, until the portal answers.
type appearance struct {
	settings fyne.Settings
	mode     look.Mode
	told     bool // the OS has said what it wants
	own      bool // the change under way is ours
}

func newAppearance(settings fyne.Settings) *appearance {
	p := &appearance{settings: settings, told: runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("FYNE_THEME") != ""}
	settings.AddListener(func(fyne.Settings) {
		if !p.own && !p.told {
			p.told = true
			p.apply(p.mode)
		}
	})
	return p
}

// apply changes the theme at once.
func (p *appearance) apply(mode look.Mode) {
	p.mode = mode
	if mode != look.ModeLight && mode != look.ModeDark && !p.told {
		mode = look.ModeLight
	}
	p.own = true
	p.settings.SetTheme(look.New(mode))
	p.own = false
}
