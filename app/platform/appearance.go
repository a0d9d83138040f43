package platform

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// appearance applies themes. Where nobody tells whether the OS is light or dark (Linux without a desktop portal) the
// toolkit takes dark; this program is light there, until the portal answers.
type appearance struct {
	settings fyne.Settings
	mode     look.Mode
	known    bool // the OS has said what it wants
	applying bool // the change under way is ours
}

func newAppearance(settings fyne.Settings) *appearance {
	p := &appearance{settings: settings, known: runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("FYNE_THEME") != ""}
	settings.AddListener(func(fyne.Settings) {
		if !p.applying && !p.known {
			p.known = true
			p.apply(p.mode)
		}
	})
	return p
}

// apply changes the theme at once.
func (p *appearance) apply(mode look.Mode) {
	p.mode = mode
	if mode != look.ModeLight && mode != look.ModeDark && !p.known {
		mode = look.ModeLight
	}
	p.applying = true
	p.settings.SetTheme(look.New(mode))
	p.applying = false
}
