package model

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"qlingo/model/fold"
	"qlingo/model/keys"
	"qlingo/model/passwords"
)

// Limits of what people may enter, in code points.
const (
	MinLogin    = 3
	MaxLogin    = 64
	MinPassword = 15 // an account can become single-factor at any time (NIST SP 800-63B)
	MaxPassword = 128
	MaxName     = 200
	MaxText     = 1000 // memo; department and phone have MaxName
)

// maxTyped bounds what sign-in looks at, in bytes. Nothing longer is a login or a password.
const maxTyped = 1024

var loginShape = regexp.MustCompile(fmt.Sprintf(`^[a-z0-9._@-]{%d,%d}$`, MinLogin, MaxLogin))

// foldLogin brings a login into the one form that is stored and compared.
func foldLogin(login string) string {
	if len(login) > maxTyped {
		return ""
	}
	return fold.Login(login)
}

// FoldLogin brings a login into the form in which it is stored, shown and printed; "" if it is
// far too long.
func FoldLogin(login string) string { return foldLogin(login) }

// foldPassword brings a password into the one form that is hashed. What cannot be a
// password becomes "", which no account has.
func foldPassword(password string) string {
	if len(password) > maxTyped || !utf8.ValidString(password) {
		return ""
	}
	return keys.Normalize(password)
}

// CheckLogin tells whether a new login has the right shape: 3–64 letters, digits, - _ . @.
func CheckLogin(login string) error {
	if !loginShape.MatchString(foldLogin(login)) {
		return &Error{Code: CodeLoginInvalid, Field: "login"}
	}
	return nil
}

// CheckName checks a name that must not be empty, of a person or an office.
func CheckName(name string) error {
	if !fold.Visible(name) {
		return &Error{Code: CodeNameEmpty, Field: "name"}
	}
	return checkLine("name", name)
}

// CheckEmail takes an empty address or one of the form a@b: RFC 5322 without a display name, but
// with the extra dots that Japanese mobile carriers allowed (several together, or before the @).
func CheckEmail(address string) error {
	if address == "" {
		return nil
	}
	plain := withoutMobileDots(address)
	parsed, err := mail.ParseAddress(plain)
	if err != nil || parsed.Address != plain || utf8.RuneCountInString(address) > MaxName {
		return &Error{Code: CodeEmailInvalid, Field: "email"}
	}
	return nil
}

// withoutMobileDots is an address as the RFC would have it, only for checking.
func withoutMobileDots(address string) string {
	at := strings.LastIndex(address, "@")
	if at < 0 || strings.Contains(address, `"`) {
		return address
	}
	local := strings.TrimRight(address[:at], ".")
	for strings.Contains(local, "..") {
		local = strings.ReplaceAll(local, "..", ".")
	}
	return local + address[at:]
}

// checkTypedEmail is CheckEmail for an address that is not stored yet.
func checkTypedEmail(text string) error { return CheckEmail(fold.Name(text)) }

// checkDepartment checks an optional line.
func checkDepartment(text string) error { return checkLine("department", text) }

// checkPhone checks an optional line.
func checkPhone(text string) error { return checkLine("phone", text) }

// checkMemo checks an optional text of several lines.
func checkMemo(text string) error {
	if utf8.RuneCountInString(text) > MaxText {
		return &Error{Code: CodeTextLong, Field: "memo", Max: MaxText}
	}
	return checkRunes("memo", strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(text))
}

func checkLine(field, text string) error {
	if utf8.RuneCountInString(text) > MaxName {
		return &Error{Code: CodeNameLong, Field: field, Max: MaxName}
	}
	return checkRunes(field, text)
}

// checkRunes refuses what would break a line, a sheet or the direction of the text
// around it. Joiners stay: emoji are made with them.
func checkRunes(field, text string) error {
	bad := func(r rune) bool {
		return breaksLine(r) || unicode.In(r, unicode.Bidi_Control, unicode.Noncharacter_Code_Point)
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, bad) {
		return &Error{Code: CodeNameControl, Field: field}
	}
	return nil
}

// breaksLine tells whether a character is a control character or ends a line.
func breaksLine(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// untypable tells whether no keyboard has a character of a password. Joiners and variation
// selectors stay: emoji are made with them.
func untypable(r rune) bool {
	return breaksLine(r) || fold.Invisible(r) && !unicode.In(r, unicode.Join_Control, unicode.Variation_Selector)
}

// CheckPassword checks a new password: its length in code points after NFKC, that it
// holds nothing that cannot be typed, and that it is neither a common password nor one of the words
// that everybody connects with the person (login, names), nor the product's name.
func CheckPassword(password string, least int, words ...string) error {
	folded := foldPassword(password)
	length := utf8.RuneCountInString(folded)
	switch {
	case len(password) > maxTyped || length > MaxPassword:
		return &Error{Code: CodePasswordLong, Field: "password", Max: MaxPassword}
	case strings.ContainsFunc(folded, untypable):
		return &Error{Code: CodePasswordControl, Field: "password"}
	case length < least:
		return &Error{Code: CodePasswordShort, Field: "password", Max: least}
	}
	for _, word := range append(words, "Qlingo") {
		if consistsOf(squeeze(folded), squeeze(word)) {
			return &Error{Code: CodePasswordContext, Field: "password"}
		}
	}
	if passwords.Common(folded) {
		return &Error{Code: CodePasswordCommon, Field: "password"}
	}
	return nil
}

// consistsOf tells whether a password is nothing but a word, once or repeated.
func consistsOf(password, word string) bool {
	return word != "" && strings.Trim(strings.ReplaceAll(password, word, ""), "0123456789") == "" &&
		strings.Contains(password, word)
}

// squeeze leaves the letters and digits of a text, lower-cased.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(text))
}
