package window

// Settings are what this PC remembers between two starts. None of it is secret.
type Settings struct {
	Language   string   `json:"language,omitempty"`   // one of i18n.Languages; "" follows the OS
	Appearance string   `json:"appearance,omitempty"` // "light", "dark", "follow"; "" follows the OS
	TextSize   int      `json:"text_size,omitempty"`  // percent, one of look.TextSizes; 0 is 100
	LastLogin  string   `json:"last_login,omitempty"` // the ID that signed in last
	Width      float32  `json:"width,omitempty"`      // of the window, in Fyne's device-independent units
	Height     float32  `json:"height,omitempty"`
	Position   Position `json:"place,omitzero"`

	// ShowSecrets lets recordings and shared screens show secrets, for support from afar.
	ShowSecrets bool `json:"show_secrets,omitempty"`

	// Notify has the OS tell what happens while the window is not in front.
	Notify bool `json:"notify,omitempty"`

	// BackupFolder is where backups go to, "" for the usual folder: the database says it, but may be what is gone.
	BackupFolder string `json:"backup_folder,omitempty"`
}

// Position is where the window lies, in the OS's own units.
type Position struct {
	Known     bool  `json:"known"`
	X         int32 `json:"x"`
	Y         int32 `json:"y"`
	Maximized bool  `json:"maximized"`
}

// rememberWindow keeps size and position for the next start. A window that fills the screen keeps the size it had before.
func (w *Window) rememberWindow() {
	if position := w.cfg.Platform.Position(); position.Known {
		w.settings.Position = position
	}
	if !w.settings.Position.Maximized {
		size := w.Canvas().Size()
		w.settings.Width, w.settings.Height = size.Width, size.Height
	}
}

// saveSettings writes the settings on a worker; a failure is worth a log line and no more.
func (w *Window) saveSettings() {
	w.saver.put(w.settings)
	w.Spawn(func() {
		if err := w.saver.flush(); err != nil {
			w.cfg.Log.Error("settings", "err", err)
		}
	})
}
