package people

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/sheet"
)

// The forms of the file, in the order of their menu.
const (
	passwordsList  = iota // a list as CSV
	passwordsSlips        // slips to cut apart, as PDF
)

// passwordEndings are the endings of the forms.
var passwordEndings = []string{passwordsList: ".csv", passwordsSlips: ".pdf"}

// passwordsFile saves the temporary passwords of an import. It is written before the import is committed, and deleted
// if the import fails, so that there are neither people without a known password nor passwords of nobody. It never
// overwrites a file, because that may hold passwords of other people that nothing can show again.
type passwordsFile struct {
	Path   string
	Form   int
	Office string    // for slips
	Made   time.Time // the same
	put    bool
	err    error // why it could not be written
}

// Reserve refuses a path that cannot be used, before anything is done.
func (f *passwordsFile) Reserve() error {
	if f.Path == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Dir(f.Path)); err != nil {
		return err
	}
	switch info, err := os.Stat(f.Path); {
	case err == nil && info.IsDir():
		return forms.ErrIsFolder
	case err == nil:
		return fs.ErrExist
	}
	return nil
}

// Write is called by the import before it commits. Without new people there is nothing to write.
func (f *passwordsFile) Write(ctx context.Context, issued []model.IssuedPassword) error {
	if len(issued) == 0 {
		return nil
	}
	err := forms.WriteFile(f.Path, false, func(w io.Writer) error {
		if f.Form == passwordsSlips {
			return sheet.Slips(ctx, w, f.Office, f.Made, slipsOf(issued))
		}
		return model.WritePasswords(w, issued, messages.Term)
	})
	f.put = err == nil
	if ctx.Err() == nil { // else it was given up, which says nothing of the file
		f.err = err
	}
	return err
}

func slipsOf(issued []model.IssuedPassword) []sheet.Slip {
	slips := make([]sheet.Slip, len(issued))
	for i, p := range issued {
		slips[i] = sheet.Slip{Login: p.Login, Name: p.Name, Secret: p.Password, Until: i18n.When(p.Until)}
	}
	return slips
}

// Finish deletes the file if the import failed, but not where nobody knows: the passwords may be in use by then.
func (f *passwordsFile) Finish(err error) error {
	if f.put && err != nil && model.CodeOf(err) != model.CodeOutcomeUnknown {
		return os.Remove(f.Path)
	}
	return nil
}

// unusedName returns path, or path with a number if there is a file already.
func unusedName(path string) string {
	ending := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ending)
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = stem + "-" + strconv.Itoa(n) + ending
	}
}

// withForm gives a path the ending of a form: in the place of another form's, or if it has none.
func withForm(path string, form int) string {
	for other, ending := range passwordEndings {
		if found := filepath.Ext(path); other != form && strings.EqualFold(found, ending) {
			return strings.TrimSuffix(path, found) + passwordEndings[form]
		}
	}
	return path
}
