package window

import (
	"encoding/base32"
	"strings"
	"time"

	"qlingo/model/otp"
)

// DemoPerson is a person of the demo, with everything a visitor needs to sign in as them.
type DemoPerson struct {
	Login    string
	Password string
	Note     string                 // translation key of a short text such as "administrator"
	PIN      func(time.Time) string // nil without MFA
}

// DemoPIN stands in for the phone of a demo person: it makes PINs from the setup key of an enrolment.
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

func (w *Window) DemoPeople() []DemoPerson {
	if w.cfg.People != nil {
		return w.cfg.People()
	}
	return nil
}

func (w *Window) DemoPerson(id string) (DemoPerson, bool) {
	for _, person := range w.DemoPeople() {
		if person.Login == id {
			return person, true
		}
	}
	return DemoPerson{}, false
}
