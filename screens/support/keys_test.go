package support_test

import (
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

func requestPage(s *screentest.Harness) *support.RequestPage {
	return s.W.Current().(*support.RequestPage)
}

// answers returns the desk's answer to the request shown.
func answers(s *screentest.Harness, p *support.RequestPage, at time.Time) string {
	s.T.Helper()
	answer, err := screentest.Away().Key.Sign(p.Out.Text, at)
	s.Must(err)
	return answer
}

// keyFile puts the key of the desk into a folder, as from a USB stick.
func keyFile(s *screentest.Harness) string {
	s.T.Helper()
	path := filepath.Join(s.T.TempDir(), "desk.age")
	s.Must(os.WriteFile(path, screentest.Away().File, 0o600))
	return path
}

// opensDesk goes from the login page to the support desk and opens its key.
func opensDesk(s *screentest.Harness) {
	s.T.Helper()
	s.Window.Canvas().Focus(s.Button("login.desk"))
	s.Press(fyne.KeyReturn)
	s.OnPage("desk")
	s.Press(fyne.KeyReturn) // chooses the file
	s.Fill(s.Field("open_file.path"), keyFile(s))
	s.Press(fyne.KeyReturn)
	s.TypeKeys(screentest.DeskPassphrase)
	s.Press(fyne.KeyReturn)
	if _, ok := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("support_desk.request") }); !ok {
		s.T.Fatalf("the key is not open:\n%s", s.Text())
	}
}

func deskPage(s *screentest.Harness) *support.DeskPage { return s.W.Current().(*support.DeskPage) }
