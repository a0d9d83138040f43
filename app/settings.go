package app

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"qlingo/model/files"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/window"
)

// settingsFile is the settings as JSON in the config folder.
type settingsFile struct{ path string }

func newSettingsFile(config string) settingsFile {
	return settingsFile{filepath.Join(config, "settings.json")}
}

// load gives the stored settings, or the defaults. A file that cannot be understood is kept aside, so that a slip of
// somebody's editor is not lost, and the program starts all the same.
func (f settingsFile) load() (window.Settings, error) {
	var s window.Settings
	raw, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return window.Settings{}, errors.Join(err, os.Rename(f.path, f.path+".broken"))
	}
	return cleanSettings(s), nil
}

// cleanSettings takes out values that no version of this program writes.
func cleanSettings(s window.Settings) window.Settings {
	if !i18n.Speaks(s.Language) {
		s.Language = ""
	}
	if s.Appearance != "light" && s.Appearance != "dark" {
		s.Appearance = ""
	}
	if !slices.Contains(look.TextSizes, s.TextSize) {
		s.TextSize = 0
	}
	if !(s.Width >= 1 && s.Width <= 20000 && s.Height >= 1 && s.Height <= 20000) {
		s.Width, s.Height = 0, 0
	}
	return s
}

// save keeps the old file until the new one is whole. Programs on other data folders may save here at the same time.
func (f settingsFile) save(s window.Settings) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return files.Replace(f.path, func(w io.Writer) error {
		_, err := w.Write(append(raw, '\n'))
		return err
	})
}
