package screens

// Settings are what this PC remembers between two starts. None of it is secret.
type Settings struct {
	Language   string  `json:"language,omitempty"`   // "ja", "en"; "" follows the OS
	Appearance string  `json:"appearance,omitempty"` // "light", "dark", "follow"; "" follows the OS
	TextSize   int     `json:"text_size,omitempty"`  // percent, one of look.TextSizes; 0 is 100
	LastLogin  string  `json:"last_login,omitempty"` // the ID that signed in last
	Width      float32 `json:"width,omitempty"`      // of the window, in Fyne's device-independent units
	Height     float32 `json:"height,omitempty"`
	Place      Place   `json:"place,omitzero"`

	// ShowSecrets lets recordings and shared screens show secrets, for support from afar.
	ShowSecrets bool `json:"show_secrets,omitempty"`

	// Notify has the OS tell what happens while the window is not in front.
	Notify bool `json:"notify,omitempty"`

	// BackupFolder is where backups go to, "" for the usual folder: the database says it, but may be what is gone.
	BackupFolder string `json:"backup_folder,omitempty"`
}

// Place is where the window lies, in the OS's own units.
type Place struct {
	Known     bool  `json:"known"`
	X         int32 `json:"x"`
	Y         int32 `json:"y"`
	Maximized bool  `json:"maximized"`
}

// rememberWindow keeps size and place for the next start. A window that fills the screen keeps the size it had before.
func (d *Desk) rememberWindow() {
	if d.cfg.Place != nil {
		if place := d.cfg.Place(); place.Known {
			d.settings.Place = place
		}
	}
	if !d.settings.Place.Maximized {
		size := d.canvas().Size()
		d.settings.Width, d.settings.Height = size.Width, size.Height
	}
}

// saveSettings writes the settings on a worker; a failure is worth a log line and no more.
func (d *Desk) saveSettings() {
	d.saver.put(d.settings)
	d.spawn(func() {
		if err := d.saver.flush(); err != nil {
			d.cfg.Log.Error("settings", "err", err)
		}
	})
}
