package screens

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
)

const deskPassphrase = "a lighthouse far from the office"

// otherDesk is the public key of a desk whose private key is lost.
const otherDesk = "00GGS 3533T C8HV7 XHK6X ESM12 05ZB7 SRDJ9 4GQZP NEPJP 5K495 G25GA 6KKTR HTJSM 6AM46"

// deskContact is the contact of a desk of the stage.
var deskContact = model.Contact{Name: "情報システム係 森", Email: "mori@example.jp", Phone: "03-0000-0000", Hours: "平日 9–17 時"}

// contact types the contact of a desk.
func (s *stage) contact() {
	s.t.Helper()
	s.fill(s.field("contact.support_name"), deskContact.Name)
	s.fill(s.field("contact.support_email"), deskContact.Email)
	s.fill(s.field("contact.support_phone"), deskContact.Phone)
	s.fill(s.field("contact.support_hours"), deskContact.Hours)
}

// deskAway is a support desk on another PC. Making and opening its key takes seconds, so that happens once.
type deskAway struct {
	file []byte
	desk model.SupportDesk
	key  *model.SupportKey
}

var away = sync.OnceValue(func() deskAway {
	file, desk, err := model.NewSupportKey(deskPassphrase)
	if err != nil {
		panic(err)
	}
	key, err := model.OpenSupportKey(file, deskPassphrase)
	if err != nil {
		panic(err)
	}
	return deskAway{file, desk, key}
})

// withDesk registers support desks for the office.
func (s *stage) withDesk(keys ...string) *stage {
	s.t.Helper()
	office := s.w.Office()
	if office == nil {
		var err error
		office, err = model.Open(s.t.Context(), s.options)
		s.must(err)
		defer func() { s.must(office.Close()) }()
	}
	boss, pending, err := office.SignIn(s.t.Context(), "sato.h", adminPassword)
	s.must(err)
	if pending != nil {
		boss, err = pending.Enter(s.t.Context(), s.phone())
		s.must(err)
		s.clock.step(time.Minute) // that PIN was used
	}
	defer boss.SignOut()
	s.must(boss.RegisterDesks(s.t.Context(), s.paper(), keys, deskContact))
	return s
}

// locked makes an office with a support desk, whose administrator has MFA on.
func locked(s *stage, kind model.AccountKind, users ...string) (pin func() string) {
	s.withOffice(kind, users...).withDesk(away().desk.Key)
	s.phone, _ = s.withMFA("sato.h", adminPassword)
	s.begin()
	return s.phone
}

// asks signs in and goes to the support page by keyboard.
func (s *stage) asks() {
	s.t.Helper()
	s.signIn("sato.h", adminPassword)
	s.onPage("pin")
	s.window.Canvas().Focus(s.button("pin.support"))
	s.press(fyne.KeyReturn)
	s.onPage("support")
}

func requestPage(s *stage) *support.RequestPage { return s.w.Current().(*support.RequestPage) }

// answers returns the desk's answer to the request shown.
func answers(s *stage, p *support.RequestPage, at time.Time) string {
	s.t.Helper()
	answer, err := away().key.Sign(p.Out.Text, at)
	s.must(err)
	return answer
}

// paste pastes a text at the focus, like Ctrl+V.
func (s *stage) paste(text string) {
	s.t.Helper()
	focused, ok := s.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		s.t.Fatalf("%T takes no paste", s.window.Canvas().Focused())
	}
	board := theApp.Clipboard()
	before := board.Content()
	board.SetContent(text)
	focused.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	board.SetContent(before)
}

// mistype changes the first character of a group (from 1).
func mistype(text string, group int) string {
	groups := strings.Fields(text)
	sign := "A"
	if strings.HasPrefix(groups[group-1], sign) {
		sign = "B"
	}
	groups[group-1] = sign + groups[group-1][1:]
	return strings.Join(groups, " ")
}

// keyFile puts the key of the desk into a folder, as from a USB stick.
func keyFile(s *stage) string {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "desk.age")
	s.must(os.WriteFile(path, away().file, 0o600))
	return path
}

// opensDesk goes from the login page to the support desk and opens its key.
func opensDesk(s *stage) {
	s.t.Helper()
	s.window.Canvas().Focus(s.button("support_desk.title"))
	s.press(fyne.KeyReturn)
	s.onPage("desk")
	s.press(fyne.KeyReturn) // chooses the file
	s.fill(s.field("open_file.path"), keyFile(s))
	s.press(fyne.KeyReturn)
	s.typeKeys(deskPassphrase)
	s.press(fyne.KeyReturn)
	if _, ok := find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("support_desk.request") }); !ok {
		s.t.Fatalf("the key is not open:\n%s", s.text())
	}
}

func deskPage(s *stage) *support.DeskPage { return s.w.Current().(*support.DeskPage) }
