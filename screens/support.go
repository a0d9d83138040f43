package screens

import (
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// Support is the packager's support desk, as it is set in the program.
type Support struct {
	Address string
	Hours   map[string]string // by language
	Keys    []string          // public keys of the packager's own desk, which whoever names no other gets; may be none
}

// supportHours are the opening hours in the language in use.
func (d *Desk) supportHours() string { return d.cfg.Support.Hours[i18n.Lang()] }

// flowing is a text of groups without its own line breaks, for where lines break by themselves.
func flowing(text string) string { return strings.Join(strings.Fields(text), " ") }

// requestLetter is what goes to the support desk by mail or as a file.
func requestLetter(desk string, request model.SupportRequest) letter {
	claim, err := model.ReadRequest(request.Text)
	if err != nil { // it was just made
		return letter{i18n.T("support.mail_subject"), request.Text}
	}
	return letter{i18n.T("support.mail_subject"), i18n.T("support.mail", "Desk", desk,
		"Office", claim.Office, "Login", claim.Login, "Until", i18n.When(request.Until), "Text", request.Text)}
}
