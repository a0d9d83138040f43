package screens

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// Support is where customer support is reached, as the packager has set it.
type Support struct {
	Address string
	Hours   map[string]string // by language
	Desk    bool              // the packager's own desk answers whoever has pinned no other
}

// supportHours are the opening hours in the language in use.
func (d *Desk) supportHours() string { return d.cfg.Support.Hours[i18n.Lang()] }

// groupSize is the length of the groups in which keys, requests and answers are passed on.
const groupSize = 5

// PassedOn takes the groups out of a text in which they came: a whole mail with a greeting above and a name below is
// easier to copy than six lines out of its middle. A line belongs to the groups when half of its words have their
// length, or when it has no sign that no group has.
func PassedOn(text string) string {
	var kept []string
	for line := range strings.Lines(norm.NFKC.String(text)) {
		words := strings.Fields(strings.TrimLeft(strings.TrimSpace(line), "> "))
		fit, clean := 0, true
		for _, word := range words {
			if utf8.RuneCountInString(word) == groupSize && inGroups(word) {
				fit++
			}
			clean = clean && inGroups(word)
		}
		if len(words) > 0 && (clean || 2*fit >= len(words)) {
			kept = append(kept, strings.Join(words, " "))
		}
	}
	return strings.Join(kept, "\n")
}

// inGroups tells whether a word has only signs that groups have, or that stand between them.
func inGroups(word string) bool {
	for _, r := range word {
		letter := r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
		if !letter && !unicode.In(r, unicode.Pd, unicode.Cf) && r != '\u2212' && r != 'ー' {
			return false
		}
	}
	return true
}

// flowing is a text of groups without its own line breaks, for where lines break by themselves.
func flowing(text string) string { return strings.Join(strings.Fields(text), " ") }

// requestLetter is what goes to customer support by mail or as a file.
func requestLetter(request model.SupportRequest) letter {
	claim, err := model.ReadRequest(request.Text)
	if err != nil { // it was just made
		return letter{i18n.T("support.mail_subject"), request.Text}
	}
	return letter{i18n.T("support.mail_subject"), i18n.T("support.mail",
		"Office", claim.Office, "Login", claim.Login, "Until", i18n.When(request.Until), "Text", request.Text)}
}
