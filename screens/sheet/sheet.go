// Package sheet writes what people keep on paper: recovery kits, backup codes, temporary passwords and notices.
//
// Each sheet has a function: Kit, Codes, Temporary, Reset; Passwords, Resets and Invitations write a sheet a person. They
// fill in a page, which is written as A4 or as plain text, depending on the Form. Head says whom the sheet belongs to. Slips
// writes pages of slips to cut apart, one for each person. The caller provides the io.Writer, so nothing here touches a file
// or keeps a copy of the secret.
package sheet

import (
	"io"
	"strconv"
	"time"

	"qlingo/screens/i18n"
)

// Form is the format of a sheet.
type Form int

// The formats of a sheet.
const (
	PDF  Form = iota // one page of A4
	Text             // UTF-8
)

// Head says whom a sheet belongs to.
type Head struct {
	Office string
	Login  string
	Made   time.Time
	Help   string // who helps somebody who has lost phone and backup codes; "" says nothing of it
}

// Kit writes the recovery kit: eight groups of five characters. The writer is the person's own file; nothing else
// keeps a copy.
func Kit(w io.Writer, form Form, head Head, groups [8]string) error {
	const perRow = len(groups) / 2
	rows := make([][]cell, 2)
	for i, group := range groups {
		rows[i/perRow] = append(rows[i/perRow], cell{strconv.Itoa(i + 1), group})
	}
	return page{
		title: i18n.T("sheet.kit_title"),
		intro: i18n.T("sheet.kit_intro"),
		head:  head,
		rows:  rows,
		notes: head.notes(i18n.T("sheet.kit_use"), i18n.T("sheet.kit_keep"), i18n.T("sheet.kit_master")),
	}.write(w, form)
}

// Codes writes the five backup codes. The sheet never shows the QR code: paper with both would be as good as the
// phone.
func Codes(w io.Writer, form Form, head Head, codes []string) error {
	rows := make([][]cell, len(codes))
	for i, code := range codes {
		rows[i] = []cell{{"", code}}
	}
	return page{
		title: i18n.T("sheet.codes_title"),
		intro: i18n.T("sheet.codes_intro"),
		head:  head,
		rows:  rows,
		notes: head.notes(i18n.T("sheet.codes_use"), i18n.T("sheet.codes_off"), i18n.T("sheet.codes_keep")),
	}.write(w, form)
}

// notes are what stands below the secret, and who helps.
func (h Head) notes(notes ...string) []string {
	if h.Help == "" {
		return notes
	}
	return append(notes, h.Help)
}

// cell is a part of the secret. Its number must not look like a part of it.
type cell struct{ number, text string }

// page is what all sheets have in common.
type page struct {
	title, intro string
	head         Head
	more         [][2]string // facts that only this sheet has
	letters      []string    // paragraphs
	rows         [][]cell    // the secret
	notes        []string
}

func (p page) write(w io.Writer, form Form) error { return writePages(w, form, []page{p}) }

// writePages writes a sheet for each page.
func writePages(w io.Writer, form Form, pages []page) error {
	if form == PDF {
		return writePDF(w, pages)
	}
	for _, p := range pages {
		if err := p.text(w); err != nil {
			return err
		}
	}
	return nil
}

// facts are the lines between introduction and secret, as label and value.
func (p page) facts() [][2]string {
	return append([][2]string{
		{i18n.T("sheet.product"), "Qlingo"},
		{i18n.T("sheet.office"), p.head.Office},
		{i18n.T("sheet.login"), p.head.Login},
		{i18n.T("sheet.made"), i18n.When(p.head.Made)},
	}, p.more...)
}
