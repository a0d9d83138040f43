package app

import (
	"os"
	"path/filepath"
	"runtime"

	"qlingo/app/platform"
)

// folders are those of an installation.
type folders struct {
	data   string // the database
	config string // settings, log, anchor and, without a key store, the key
	local  string // of this run: the programs' meeting place and what is being printed; "" where there is no cache folder
}

// findFolders takes the folders that were asked for, or the usual ones of the OS. Only the usual ones are made when they are
// missing: making one that somebody mistyped would start an empty database there.
func findFolders(o options) (folders, error) {
	p := folders{data: o.data, config: o.config}
	if p.config == "" {
		base, err := os.UserConfigDir()
		if err != nil {
			return p, err
		}
		p.config = filepath.Join(base, "qlingo")
		if err := os.MkdirAll(p.config, 0o700); err != nil {
			return p, err
		}
	}
	if p.data == "" {
		base, err := dataHome()
		if err != nil {
			return p, err
		}
		p.data = filepath.Join(base, "qlingo")
		if err := os.MkdirAll(p.data, 0o700); err != nil {
			return p, err
		}
	}
	return p.absolute()
}

func (p folders) absolute() (folders, error) {
	var err error
	if p.data, err = filepath.Abs(p.data); err != nil {
		return p, err
	}
	if p.config, err = filepath.Abs(p.config); err != nil {
		return p, err
	}
	p.local, _ = platform.LocalFolder(p.data) // the window works without it
	return p, nil
}

// dataHome is where programs of this OS user keep data that stays on this PC.
func dataHome() (string, error) {
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return dir, nil
		}
	case "darwin": // Application Support holds settings and data alike
		dir, err := os.UserConfigDir()
		return filepath.Join(dir, "qlingo-data"), err
	default:
		if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
			return dir, nil
		}
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}
