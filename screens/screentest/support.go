package screentest

import (
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
)

const DeskPassphrase = "a lighthouse far from the office"

// OtherDesk is the public key of a desk whose private key is lost.
const OtherDesk = "00GGS 3533T C8HV7 XHK6X ESM12 05ZB7 SRDJ9 4GQZP NEPJP 5K495 G25GA 6KKTR HTJSM 6AM46"

// DeskContact is the contact of a desk of the harness.
var DeskContact = model.Contact{Name: "情報システム係 森", Email: "mori@example.jp", Phone: "03-0000-0000", Hours: "平日 9–17 時"}

// Contact types the contact of a desk.
func (s *Harness) Contact() {
	s.T.Helper()
	s.Fill(s.Field("contact.support_name"), DeskContact.Name)
	s.Fill(s.Field("contact.support_email"), DeskContact.Email)
	s.Fill(s.Field("contact.support_phone"), DeskContact.Phone)
	s.Fill(s.Field("contact.support_hours"), DeskContact.Hours)
}

// DeskAway is a support desk on another PC. Making and opening its key takes seconds, so that happens once.
type DeskAway struct {
	File []byte
	Desk model.SupportDesk
	Key  *model.SupportKey
}

var Away = sync.OnceValue(func() DeskAway {
	file, desk, err := model.NewSupportKey(DeskPassphrase)
	if err != nil {
		panic(err)
	}
	key, err := model.OpenSupportKey(file, DeskPassphrase)
	if err != nil {
		panic(err)
	}
	return DeskAway{file, desk, key}
})

// WithDesk registers support desks for the office.
func (s *Harness) WithDesk(keys ...string) *Harness {
	s.T.Helper()
	office := s.W.Office()
	if office == nil {
		var err error
		office, err = model.Open(s.T.Context(), s.Options)
		s.Must(err)
		defer func() { s.Must(office.Close()) }()
	}
	boss, pending, err := office.SignIn(s.T.Context(), "sato.h", AdminPassword)
	s.Must(err)
	if pending != nil {
		boss, err = pending.Enter(s.T.Context(), s.Phone())
		s.Must(err)
		s.Clock.Step(time.Minute) // that PIN was used
	}
	defer boss.SignOut()
	s.Must(boss.RegisterDesks(s.T.Context(), s.Paper(), keys, DeskContact))
	return s
}

// Locked makes an office with a support desk, whose administrator has MFA on.
func Locked(s *Harness, kind model.AccountKind, users ...string) (pin func() string) {
	s.WithOffice(kind, users...).WithDesk(Away().Desk.Key)
	s.Phone, _ = s.WithMFA("sato.h", AdminPassword)
	s.Begin()
	return s.Phone
}

// Asks signs in and goes to the support page by keyboard.
func (s *Harness) Asks() {
	s.T.Helper()
	s.SignIn("sato.h", AdminPassword)
	s.OnPage("pin")
	s.Window.Canvas().Focus(s.Button("pin.support"))
	s.Press(fyne.KeyReturn)
	s.OnPage("support")
}

// Paste pastes a text at the focus, like Ctrl+V.
func (s *Harness) Paste(text string) {
	s.T.Helper()
	focused, ok := s.Window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		s.T.Fatalf("%T takes no paste", s.Window.Canvas().Focused())
	}
	board := TheApp.Clipboard()
	before := board.Content()
	board.SetContent(text)
	focused.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
	board.SetContent(before)
}

// Mistype changes the first character of a group (from 1).
func Mistype(text string, group int) string {
	groups := strings.Fields(text)
	sign := "A"
	if strings.HasPrefix(groups[group-1], sign) {
		sign = "B"
	}
	groups[group-1] = sign + groups[group-1][1:]
	return strings.Join(groups, " ")
}
