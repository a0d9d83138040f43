//go:build e2e

package e2e

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keepSecret notes a secret that must never be found in the clear.
func (d *desk) keepSecret(name, value string) { d.secrets[name+" "+value] = value }

// findsNoSecret searches every file that the program has written, its output and
// its log for the secrets of the test. Papers that a person saved are not
// searched: they are meant to hold them.
func (d *desk) findsNoSecret() {
	d.t.Helper()
	if len(d.secrets) == 0 {
		d.t.Fatal("no secrets to look for")
	}
	searched := 0
	for _, folder := range []string{d.data, d.config, filepath.Join(d.root, "home")} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			searched++
			d.search(strings.TrimPrefix(name, d.root), text)
			return nil
		})
		if err != nil {
			d.t.Error(err)
		}
	}
	d.search("output", []byte(d.output.String()))
	if searched < 3 {
		d.t.Errorf("only %d files searched", searched)
	}
}

// search names the kind of secret only: a test's output is no place for one.
func (d *desk) search(where string, text []byte) {
	d.t.Helper()
	for name, secret := range d.secrets {
		for _, form := range [][]byte{[]byte(secret), bytes.ToLower([]byte(secret)), utf16(secret)} {
			if bytes.Contains(text, form) {
				d.t.Errorf("%s holds a secret (%s)", where, strings.TrimSuffix(name, " "+secret))
				break
			}
		}
	}
}

// utf16 is how Windows and some toolkits keep text.
func utf16(text string) []byte {
	var out []byte
	for _, char := range []byte(text) {
		out = append(out, char, 0)
	}
	return out
}

// isPrivate checks that nobody but the owner may read what the program wrote.
func (d *desk) isPrivate() {
	d.t.Helper()
	if onWindows() {
		return
	}
	for _, folder := range []string{d.data, d.config, filepath.Join(d.root, "home", ".cache", "qlingo")} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			if info.Mode().Perm()&0o077 != 0 {
				d.t.Errorf("%s has mode %s", strings.TrimPrefix(name, d.root), info.Mode())
			}
			return nil
		})
		if err != nil {
			d.t.Error(err)
		}
	}
}
