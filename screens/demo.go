package screens

import (
	"encoding/base32"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model/otp"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// DemoPerson is somebody of the demo's office, with all that a visitor needs to sign in as that person.
type DemoPerson struct {
	Login    string
	Password string
	Note     string                 // key of a short text such as "administrator"
	PIN      func(time.Time) string // nil without MFA
}

// DemoPIN plays the phone of a demo person: it makes PINs from the setup key of an enrolment.
func DemoPIN(key string) (func(time.Time) string, error) {
	plain := strings.ToUpper(strings.ReplaceAll(key, " ", ""))
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(plain)
	if err != nil {
		return nil, err
	}
	return func(t time.Time) string {
		code, err := otp.Code(secret, otp.Step(t))
		if err != nil {
			return err.Error()
		}
		return code
	}, nil
}

func (d *Desk) demoPeople() []DemoPerson {
	if d.cfg.People != nil {
		return d.cfg.People()
	}
	return nil
}

func (d *Desk) demoPerson(id string) (DemoPerson, bool) {
	for _, person := range d.demoPeople() {
		if person.Login == id {
			return person, true
		}
	}
	return DemoPerson{}, false
}

// newDemoPanel lists the people of the demo beside the login card; a button fills the fields.
func newDemoPanel(now func() time.Time, people []DemoPerson, fill func(DemoPerson)) fyne.CanvasObject {
	rows := widgets.VStack(2)
	for _, person := range people {
		id := widgets.NewButton(widgets.KindLink, person.Login, func() { fill(person) })
		note := widgets.NewSmall(i18n.T(person.Note)).OneLine()
		if person.PIN == nil {
			rows.Add(spread(id, note))
			continue
		}
		pin := widgets.NewButton(widgets.KindLinkSmall, i18n.T("demo.show_pin"), nil)
		pin.OnTapped = func() { pin.SetText(person.PIN(now())) }
		rows.Add(spread(id, note, pin))
	}
	return widgets.NewCardSized(300, widgets.VStack(look.Gap,
		widgets.VStack(4,
			widgets.NewTitle(i18n.T("demo.title")),
			widgets.NewSmall(i18n.T("demo.text", "Password", people[0].Password))),
		rows,
	))
}

// newDemoPIN is the phone of a demo person on the PIN page.
func newDemoPIN(d *Desk, person DemoPerson, fill func(string)) fyne.CanvasObject {
	return widgets.NewButton(widgets.KindPlain, i18n.T("demo.pin"), func() { fill(person.PIN(d.now())) })
}
