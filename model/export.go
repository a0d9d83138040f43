package model

import (
	"bufio"
	"context"
	"io"
	"strings"
	"time"

	"qlingo/model/store"
)

// Labels gives the translated heads and values of an export: it is asked for the keys
// login, the names of PersonFields, role, state, mfa, last_sign_in, created,
// role_…, state_…, on, off, password, until, original_line, why_refused, time, actor,
// actor_name, operation, fields, target, target_name, host and kind_….
type Labels func(key string) string

// Times in exports, in the zone of this PC.
const (
	minuteFormat = "2006/01/02 15:04"
	secondFormat = "2006/01/02 15:04:05"
)

// sheet writes CSV as the spreadsheets of an office read it: RFC 4180, UTF-8 with BOM,
// no cell that they would calculate. Every cell is in quotes, because a spreadsheet whose
// separator is ; or a tab would take one apart at those, and calculate what comes behind.
type sheet struct {
	w      *bufio.Writer
	labels Labels
}

// newSheet begins with the heads of these keys.
func newSheet(w io.Writer, labels Labels, heads ...string) (*sheet, error) {
	s := &sheet{bufio.NewWriter(w), labels}
	if _, err := s.w.WriteString("\ufeff"); err != nil {
		return nil, err
	}
	for i, key := range heads {
		heads[i] = labels(key)
	}
	return s, s.row(heads...)
}

// inQuotes doubles the quotation marks of a cell and ends its lines as those of the file.
var inQuotes = strings.NewReplacer(`"`, `""`, "\r", "", "\n", "\r\n")

func (s *sheet) row(cells ...string) error {
	quoted := make([]string, len(cells))
	for i, cell := range cells {
		quoted[i] = `"` + inQuotes.Replace(guard(cell)) + `"`
	}
	_, err := s.w.WriteString(strings.Join(quoted, ",") + "\r\n")
	return err
}

func (s *sheet) flush() error { return s.w.Flush() }

func formatTime(t time.Time, format string) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format(format)
}

// WritePasswords writes temporary passwords as CSV.
func WritePasswords(w io.Writer, issued []IssuedPassword, labels Labels) error {
	s, err := newSheet(w, labels, "login", "name", "password", "until")
	if err != nil {
		return coded(err)
	}
	for _, p := range issued {
		if err := s.row(p.Login, p.Name, p.Password, formatTime(p.Until, minuteFormat)); err != nil {
			return coded(err)
		}
	}
	return coded(s.flush())
}

// ExportPeople writes these people as CSV, in this order, with what an import takes and
// what the table shows. Somebody who was deleted meanwhile is left out. It is noted
// before anything is written.
func (s *Session) ExportPeople(ctx context.Context, ids []PersonID, labels Labels, w io.Writer) error {
	var people []Person
	err := s.read(ctx, needAdmin, func(v *view, _ *store.User, h *handle) (err error) {
		people, err = v.chosenPeople(ids, h.account) // refused, it leaves no note
		return err
	})
	if err != nil {
		return err
	}
	err = s.write(ctx, needAdmin, func(job *writing, me *store.User, _ *handle) error {
		return job.log(event{kind: ActivityPeopleExported, actor: me}, nil)
	})
	if err != nil {
		return err
	}
	var heads []string
	for _, column := range ImportColumns() {
		heads = append(heads, column.Name)
	}
	out, err := newSheet(w, labels, append(heads, "role", "state", "mfa", "last_sign_in", "created")...)
	if err != nil {
		return coded(err)
	}
	for _, p := range people {
		if err := out.row(p.cells(labels)...); err != nil {
			return coded(err)
		}
	}
	return coded(out.flush())
}

// cells are a person's line of an export.
func (p Person) cells(labels Labels) []string {
	cells := NewUser{Login: p.Login, Details: p.Details}.cells()
	mfa := "off"
	if p.MFA {
		mfa = "on"
	}
	return append(cells, labels("role_"+string(p.Role)), labels("state_"+string(p.State)),
		labels(mfa), formatTime(p.LastSignIn, minuteFormat), formatTime(p.Created, minuteFormat))
}

// chosenPeople are people of an account as the table shows them, in the order of their IDs.
func (v *view) chosenPeople(ids []PersonID, a *store.Account) (people []Person, err error) {
	locked, err := v.lockedOut()
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		u, err := v.tx.User(store.ID(id))
		switch {
		case err != nil:
			return nil, err
		case u == nil:
			if err := v.checkAbsent("user", id[:]); err != nil {
				return nil, err
			}
			continue
		case u.Account != a.ID:
			return nil, &Error{Code: CodeDenied}
		}
		p := listedPerson(u, a, locked(u), v.checkRow(u, u.ID[:]))
		p.Memo = detailsOf(u).tidy().Memo // its lines may have been entered with other ends
		people = append(people, p)
	}
	return people, nil
}

// cells are a line of a file of people.
func (n NewUser) cells() []string {
	cells := []string{n.Login}
	for _, f := range PersonFields {
		cells = append(cells, f.Get(n.Details))
	}
	return cells
}
