package sheet

import (
	"io"
	"strings"

	"qlingo/screens/i18n"
)

// Temporary writes a temporary password for a person: how long it works and what to do with it.
func Temporary(w io.Writer, form Form, head Head, name, secret, until string) error {
	return page{
		title: i18n.T("sheet.temporary_title"),
		intro: i18n.T("sheet.temporary_intro"),
		head:  head,
		more:  [][2]string{{i18n.T("sheet.name"), name}, {i18n.T("sheet.until"), until}},
		rows:  [][]cell{{{"", secret}}},
		notes: []string{i18n.T("sheet.temporary_use"), i18n.T("sheet.temporary_over"), i18n.T("sheet.temporary_destroy")},
	}.write(w, form)
}

// Reset writes the notice for a person whose MFA an administrator has turned off.
func Reset(w io.Writer, form Form, head Head, text string) error {
	return page{
		title:   i18n.T("sheet.reset_title"),
		head:    head,
		letters: strings.Split(text, "\n"),
	}.write(w, form)
}
