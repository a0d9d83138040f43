package sheet

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"qlingo/screens/i18n"
)

// Password is a temporary password for somebody.
type Password struct {
	Head                Head
	Name, Secret, Until string
}

// Format keeps the password out of every verb of fmt.
func (Password) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Password") }

// LogValue keeps the password out of structured logs.
func (Password) LogValue() slog.Value { return slog.StringValue("Password") }

// Notice is a text for somebody.
type Notice struct {
	Head Head
	Text string
}

// Temporary writes a temporary password for a person: how long it works and what to do with it.
func Temporary(w io.Writer, form Form, head Head, name, secret, until string) error {
	return Passwords(w, form, []Password{{head, name, secret, until}})
}

// Passwords is Temporary for several people, a sheet each.
func Passwords(w io.Writer, form Form, passwords []Password) error {
	pages := make([]page, len(passwords))
	for i, p := range passwords {
		pages[i] = page{
			title: i18n.T("sheet.temporary_title"),
			intro: i18n.T("sheet.temporary_intro"),
			head:  p.Head,
			more:  [][2]string{{i18n.T("sheet.name"), p.Name}, {i18n.T("sheet.until"), p.Until}},
			rows:  [][]cell{{{"", p.Secret}}},
			notes: []string{i18n.T("sheet.temporary_use"), i18n.T("sheet.temporary_over"), i18n.T("sheet.temporary_destroy")},
		}
	}
	return writePages(w, form, pages)
}

// Reset writes the notice for a person whose MFA an administrator has turned off.
func Reset(w io.Writer, form Form, head Head, text string) error {
	return Resets(w, form, []Notice{{head, text}})
}

// Resets is Reset for several people, a sheet each.
func Resets(w io.Writer, form Form, notices []Notice) error {
	return writePages(w, form, letters(i18n.T("sheet.reset_title"), notices))
}

// Invitations writes how to turn MFA on, a sheet for each person.
func Invitations(w io.Writer, form Form, notices []Notice) error {
	return writePages(w, form, letters(i18n.T("sheet.invitation_title"), notices))
}

func letters(title string, notices []Notice) []page {
	pages := make([]page, len(notices))
	for i, n := range notices {
		pages[i] = page{title: title, head: n.Head, letters: strings.Split(n.Text, "\n")}
	}
	return pages
}
