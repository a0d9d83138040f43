package screentest

import (
	"errors"
	"net/url"
	"testing"

	"fyne.io/fyne/v2"
)

// Mailer is an app whose mail program is a list of drafts.
type Mailer struct {
	fyne.App
	Drafts []*url.URL
	Fails  bool
}

func (m *Mailer) OpenURL(u *url.URL) error {
	if m.Fails {
		return errors.New("no mail program")
	}
	m.Drafts = append(m.Drafts, u)
	return nil
}

// Draft parses the only draft.
func (m *Mailer) Draft(t *testing.T) (to, subject, body string) {
	t.Helper()
	if len(m.Drafts) != 1 {
		t.Fatalf("%d drafts", len(m.Drafts))
	}
	u, err := url.Parse(m.Drafts[0].String()) // as the mail program receives it
	if err != nil {
		t.Fatal(err)
	}
	fields := u.Query()
	return u.Opaque, fields.Get("subject"), fields.Get("body")
}
