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
func (c *pc) keepSecret(name, value string) { c.secrets[name+" "+value] = value }

// findsNoSecret searches every file that the program has written, its output and
// its log for the secrets of the test. Papers that a person saved are not
// searched: they are meant to hold them.
func (c *pc) findsNoSecret() {
	c.t.Helper()
	if len(c.secrets) == 0 {
		c.t.Fatal("no secrets to look for")
	}
	searched := 0
	for _, folder := range []string{c.data, c.config, filepath.Join(c.root, "home")} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			searched++
			c.search(strings.TrimPrefix(name, c.root), text)
			return nil
		})
		if err != nil {
			c.t.Error(err)
		}
	}
	c.search("output", []byte(c.output.String()))
	if searched < 3 {
		c.t.Errorf("only %d files searched", searched)
	}
}

// search names the kind of secret only: a test's output is no place for one.
func (c *pc) search(where string, text []byte) {
	c.t.Helper()
	for name, secret := range c.secrets {
		for _, form := range [][]byte{[]byte(secret), bytes.ToLower([]byte(secret)), utf16(secret)} {
			if bytes.Contains(text, form) {
				c.t.Errorf("%s holds a secret (%s)", where, strings.TrimSuffix(name, " "+secret))
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
func (c *pc) isPrivate() {
	c.t.Helper()
	if onWindows() {
		return
	}
	for _, folder := range []string{c.data, c.config, filepath.Join(c.root, "home", ".cache", "qlingo")} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			if info.Mode().Perm()&0o077 != 0 {
				c.t.Errorf("%s has mode %s", strings.TrimPrefix(name, c.root), info.Mode())
			}
			return nil
		})
		if err != nil {
			c.t.Error(err)
		}
	}
}
