package window

// Settings are what this PC remembers between two starts. None of it is secret.
type Settings struct {
	Language   string   `json:"language,omitempty"`   // one of i18n.Languages; "" follows the OS
	Appearance string   `json:"appearance,omitempty"` // "light", "dark", "follow"; "" follows the OS
	TextSize   int      `json:"text_size,omitempty"`  // in percent, one of look.TextSizes; 0 means 100
	LastLogin  string   `json:"last_login,omitempty"` // the last ID that signed in
	Width      float32  `json:"width,omitempty"`      // of the window, in Fyne's device-independent units
	Height     float32  `json:"height,omitempty"`
	Position   Position `json:"place,omitzero"`

	// ShowSecrets lets recordings and shared screens show secrets, for support from afar.
	ShowSecrets bool `json:"show_secrets,omitempty"`

	// Notify makes the OS show notifications while the window is not in front.
	Notify bool `json:"notify,omitempty"`

	// BackupFolder is the folder of the backups, "" for the usual one. The database knows it, but may be lost.
	BackupFolder string `json:"backup_folder,omitempty"`

	// FilesFolder is where the last file was opened or saved.
	FilesFolder string `json:"files_folder,omitempty"`
}

// Position is the place of the window, in the OS's own units.
type Position struct {
	Known     bool  `json:"known"`
	X         int32 `json:"x"`
	Y         int32 `json:"y"`
	Maximized bool  `json:"maximized"`
}

// rememberWindow stores size and position for the next start. A maximized window keeps its previous size.
func (w *Window) rememberWindow() {
	if position := w.cfg.Platform.Position(); position.Known {
		w.settings.Position = position
	}
	if !w.settings.Position.Maximized {
		size := w.Canvas().Size()
		w.settings.Width, w.settings.Height = size.Width, size.Height
	}
}

// saveSettings writes the settings on a worker. A failure is only logged.
func (w *Window) saveSettings() {
	w.saver.put(w.settings)
	w.Spawn(func() {
		if err := w.saver.flush(); err != nil {
			w.cfg.Log.Error("settings", "err", err)
		}
	})
}
