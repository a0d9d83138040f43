package screens

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

// groupSize is the length of the groups in which keys, requests and answers are passed on.
const groupSize = 5

// PassedOn takes the groups out of a text in which they came: a whole mail with a greeting above and a name below is
// easier to copy than six lines out of its middle. Words of five letters that stand without any digit near them are a
// greeting rather than groups, unless there is nothing else.
func PassedOn(text string) string {
	var all, sure, block []string
	digits := false
	end := func() {
		all = append(all, block...)
		if digits {
			sure = append(sure, block...)
		}
		block, digits = nil, false
	}
	for line := range strings.Lines(norm.NFKC.String(text)) {
		words := strings.Fields(strings.TrimLeft(strings.TrimSpace(line), "> "))
		if !grouped(words) {
			end()
			continue
		}
		line = strings.Join(words, " ")
		block = append(block, line)
		digits = digits || strings.ContainsAny(line, "0123456789")
	}
	end()
	if len(sure) == 0 {
		sure = all
	}
	return strings.Join(sure, "\n")
}

// grouped tells whether a line has groups in it: half of its words are as long as groups, which leaves room for slips,
// or its letters and digits, however they are set apart, make whole groups.
func grouped(words []string) bool {
	fit, signs, letters, digits := 0, 0, 0, 0
	clean := len(words) > 0
	for _, word := range words {
		ours := 0
		for _, r := range word {
			switch {
			case '0' <= r && r <= '9':
				digits++
			case r <= unicode.MaxASCII && unicode.IsLetter(r):
				letters++
			case unicode.In(r, unicode.Pd, unicode.Cf), r == '\u2212', r == 'ー':
				continue
			default:
				clean = false
				continue
			}
			ours++
		}
		signs += ours
		if ours == groupSize && utf8.RuneCountInString(word) == groupSize {
			fit++
		}
	}
	return len(words) > 0 && 2*fit >= len(words) || clean && letters > 0 && digits > 0 && signs%groupSize == 0
}

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
