package model

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"qlingo/model/store"
)

// ImportAction is what an import does with a line.
type ImportAction string

// What an import does with a line.
const (
	ImportAdd    ImportAction = "add"
	ImportChange ImportAction = "change"
	ImportSame   ImportAction = "same"
	ImportRefuse ImportAction = "refuse"
)

// ImportRow is a line of the file and what would happen to it.
type ImportRow struct {
	Line    int // on which it begins in the file; the heads are line 1
	User    NewUser
	Action  ImportAction
	Before  Details  // what the person is now; empty for somebody new
	Changed []string // the fields that an ImportChange changes
	Err     error    // why it is refused, an *Error
}

// Import is a file of people as it would be imported.
type Import struct {
	Rows                          []ImportRow
	Added, Changed, Same, Refused int
	LeftOut                       int    // refused lines that WithoutRefused has left out
	Encoding                      string // "UTF-8" or "Shift_JIS"

	table *table
}

// IssuedPassword is the first temporary password of somebody who was imported.
type IssuedPassword struct {
	Login    string
	Name     string
	Password string // in groups of five
	Until    time.Time
}

// Format keeps the password out of every verb of fmt.
func (IssuedPassword) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "IssuedPassword") }

// LogValue keeps the password out of structured logs.
func (IssuedPassword) LogValue() slog.Value { return slog.StringValue("IssuedPassword") }

// KeepPasswords puts issued passwords where people find them.
type KeepPasswords func(ctx context.Context, issued []IssuedPassword) error

// progressEvery is how many lines go by between two reports of progress.
const progressEvery = 100

// PreviewImport tells what Import would do with a file, and changes nothing. progress, which may be
// nil, is called for every hundred lines.
func (s *Session) PreviewImport(ctx context.Context, data []byte, progress func(done, total int)) (file *Import, err error) {
	h, err := s.begin(needAdmin) // who may not import has no file read
	if err != nil {
		return nil, err
	}
	defer s.finish(h)
	t, err := readTable(data)
	if err != nil {
		return nil, err
	}
	err = s.read(ctx, needAdmin, func(v *view, me *store.User, _ *handle) error {
		rows, _, err := v.plan(ctx, me, t, progress)
		if err != nil {
			return err
		}
		file = &Import{Rows: rows, Encoding: t.encoding, table: t}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, row := range file.Rows {
		switch row.Action {
		case ImportAdd:
			file.Added++
		case ImportChange:
			file.Changed++
		case ImportSame:
			file.Same++
		case ImportRefuse:
			file.Refused++
		}
	}
	return file, nil
}

// plan decides what happens with every line. users are the rows of those who are there
// already, in the same order.
func (v *view) plan(ctx context.Context, me *store.User, t *table, progress func(done, total int)) (rows []ImportRow, users []*store.User, err error) {
	lines := map[string]int{}
	rows, users = make([]ImportRow, len(t.rows)), make([]*store.User, len(t.rows))
	for i, line := range t.rows {
		if err := report(ctx, i, len(t.rows), progress); err != nil {
			return nil, nil, err
		}
		if rows[i], users[i], err = v.planRow(me, line, lines); err != nil {
			return nil, nil, err
		}
	}
	return rows, users, report(ctx, len(t.rows), len(t.rows), progress)
}

// report tells how far a job is, every hundred lines and at its end, and whether it was
// cancelled.
func report(ctx context.Context, done, total int, progress func(done, total int)) error {
	if progress != nil && (done%progressEvery == 0 || done == total) {
		progress(done, total)
	}
	return coded(ctx.Err())
}

// planRow decides about one line. lines remembers on which line every login stood first.
func (v *view) planRow(me *store.User, line tableRow, lines map[string]int) (ImportRow, *store.User, error) {
	row := ImportRow{Line: line.line, User: NewUser{Login: foldLogin(line.cells[loginField])}}
	refuse := func(err error) (ImportRow, *store.User, error) {
		row.Action, row.Err = ImportRefuse, err
		row.User = presentable(line)
		return row, nil, nil
	}
	if line.err != nil {
		return refuse(line.err)
	}
	if err := CheckLogin(row.User.Login); err != nil {
		return refuse(err)
	}
	if first, twice := lines[row.User.Login]; twice {
		return refuse(&Error{Code: CodeLoginTwice, Field: "login", Row: int64(first)})
	}
	lines[row.User.Login] = line.line
	u, err := v.userByLogin(row.User.Login)
	switch {
	case CodeOf(err) == CodeTamperedPerson:
		return refuse(&Error{Code: CodeImportTampered, Field: "login", Err: err})
	case err != nil:
		return ImportRow{}, nil, err
	case u != nil && u.Account != me.Account:
		return refuse(&Error{Code: CodeLoginTaken, Field: "login"})
	case u != nil && u.ID == me.ID:
		u = me // the action's own copy of the row
	}
	row.Action = ImportAdd
	if u != nil {
		row.Action, row.Before = ImportSame, detailsOf(u).tidy()
	}
	row.User.Details = line.applyTo(row.Before)
	if err := row.User.Check(); err != nil {
		return refuse(err)
	}
	if u != nil {
		if row.Changed = changedFields(row.Before, row.User.Details); len(row.Changed) > 0 {
			row.Action = ImportChange
		}
	}
	return row, u, nil
}

// applyTo overwrites details with the cells of a line: a column that is missing changes nothing, an
// empty cell empties the field.
func (r tableRow) applyTo(d Details) Details {
	for _, f := range PersonFields {
		if cell, ok := r.cells[f.Name]; ok {
			f.Set(&d, cell)
		}
	}
	return d.tidy()
}

// presentable is what a refused line says, so that a table can show it whatever it holds.
func presentable(line tableRow) NewUser {
	clean := func(field string) string {
		text := printable(line.cells[field])
		if runes := []rune(text); len(runes) > MaxName {
			text = string(runes[:MaxName]) + "…"
		}
		return text
	}
	row := NewUser{Login: clean(loginField)}
	for _, f := range PersonFields {
		f.Set(&row.Details, clean(f.Name))
	}
	return row
}

// printable puts a blank in the place of what would break a line or reverse the text around it.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) && !unicode.Is(unicode.Bidi_Control, r) {
			return r
		}
		return ' '
	}, text)
}

// Import adds and changes the people of a file, all or nothing. It refuses while a line
// is refused (WithoutRefused leaves those out), and when people changed since the preview. keep is called last before the
// commit with the temporary passwords of new people, if there are any: when it fails
// nobody is imported. The passwords it got are void if Import fails after that. keep runs on a goroutine of its own,
// and its context ends when the import is given up. Both keep and progress, which may be nil, run inside the
// transaction: they must not call the session, nor anything else of its office, which would wait for this import for ever.
func (s *Session) Import(ctx context.Context, file *Import, keep KeepPasswords, progress func(done, total int)) error {
	if keep == nil {
		return because(CodeInternal, "an import needs a function that keeps the passwords")
	}
	return s.write(ctx, needAdmin|needProof, func(w *writing, me *store.User, h *handle) error {
		if file == nil || file.table == nil {
			return &Error{Code: CodeCSVEmpty}
		}
		if file.Refused > 0 {
			return &Error{Code: CodeImportRefused, Max: file.Refused}
		}
		if len(file.Rows) == 0 { // all were left out
			return &Error{Code: CodeCSVEmpty}
		}
		rows, users, err := w.plan(ctx, me, file.table, nil)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(rows, file.Rows, ImportRow.same) {
			return &Error{Code: CodeImportStale}
		}
		issued, err := w.importRows(ctx, me, h, rows, users, progress)
		if err != nil {
			return err
		}
		if err := w.log(event{kind: ActivityPeopleImported, actor: me}, nil); err != nil {
			return err
		}
		if len(issued) == 0 {
			return nil
		}
		return keepingTurn(ctx, turnEvery, w.tx.KeepTurn, func(ctx context.Context) error { return keep(ctx, issued) })
	})
}

// same tells whether a line would still do the same to the same person.
func (r ImportRow) same(other ImportRow) bool {
	return r.Action != ImportRefuse && r.Action == other.Action && r.User == other.User && r.Before == other.Before &&
		slices.Equal(r.Changed, other.Changed)
}

func (w *writing) importRows(ctx context.Context, me *store.User, h *handle, rows []ImportRow, users []*store.User, progress func(done, total int)) (issued []IssuedPassword, err error) {
	var made []*preparedUser // of the lines up to the next report
	for i, row := range rows {
		if err := report(ctx, i, len(rows), progress); err != nil {
			return nil, err
		}
		if i%progressEvery == 0 {
			if err := w.tx.KeepTurn(); err != nil {
				return nil, err
			}
			if made, err = w.prepareUsers(me, h, rows[i:min(i+progressEvery, len(rows))]); err != nil {
				return nil, err
			}
		}
		switch row.Action {
		case ImportAdd:
			n := made[i%progressEvery]
			temporary, err := w.insertPrepared(me, n)
			if err != nil {
				return nil, err
			}
			issued = append(issued, IssuedPassword{n.user.Login, n.user.Name, temporary, timeOf(n.user.TemporaryUntil)})
		case ImportChange:
			row.User.set(users[i])
			if err := w.update(users[i], event{kind: ActivityUserEdited, actor: me, target: users[i], fields: row.Changed}); err != nil {
				return nil, err
			}
		}
	}
	return issued, report(ctx, len(rows), len(rows), progress)
}
