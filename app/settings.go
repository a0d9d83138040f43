package app

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"qlingo/screens"
	"qlingo/screens/look"
)

// settingsFile is the settings as JSON in the config folder.
type settingsFile struct{ path string }

func newSettingsFile(config string) settingsFile {
	return settingsFile{filepath.Join(config, "settings.json")}
}

// load gives the stored settings, or the defaults. A file that cannot be understood is kept aside, so that a slip of
// somebody's editor is not lost, and the program starts all the same.
func (f settingsFile) load() (screens.Settings, error) {
	var s screens.Settings
	raw, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return screens.Settings{}, errors.Join(err, os.Rename(f.path, f.path+".broken"))
	}
	return clean(s), nil
}

// clean takes out values that no version of this program writes.
func clean(s screens.Settings) screens.Settings {
	if s.Language != "ja" && s.Language != "en" {
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

// save writes a new file and puts it in the place of the old one, so that there is always a whole one.
func (f settingsFile) save(s screens.Settings) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(f.path), "settings-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(fresh.Name()) // fails, as it should, after the rename
	if _, err := fresh.Write(append(raw, '\n')); err != nil {
		fresh.Close()
		return err
	}
	if err := fresh.Sync(); err != nil {
		fresh.Close()
		return err
	}
	if err := fresh.Close(); err != nil {
		return err
	}
	return os.Rename(fresh.Name(), f.path)
}
