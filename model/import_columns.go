package model

import (
	"regexp"
	"slices"
	"strings"
)

// loginField is the name of the one field that is not of PersonFields, because it never changes.
const loginField = "login"

// nameField is the one of PersonFields that everybody has.
const nameField = "name"

// ImportColumn is a column that a file of people may have.
type ImportColumn struct {
	Name     string // login, or one of PersonFields
	Required bool
}

// ImportColumns are the columns that an import reads, in the order of an export. Those that only an export has are
// ignored.
func ImportColumns() []ImportColumn {
	columns := []ImportColumn{{Name: loginField, Required: true}}
	for _, f := range PersonFields {
		columns = append(columns, ImportColumn{Name: f.Name, Required: f.Name == nameField})
	}
	return columns
}

// loginHeads are the heads that the column of the login may have, as squeeze leaves them.
var loginHeads = []string{
	"id", "login", "loginid", "userid", "username", "administratorid", "adminid",
	"ログインid", "ログイン名", "ユーザid", "ユーザーid", "利用者id", "管理者id", "管理者idユーザid",
}

// ignoredHeads are those of columns of an export, or of refused lines, that an import leaves alone: they follow from what
// people do.
var ignoredHeads = []string{
	"role", "権限", "役割", "種別", "区分", "state", "status", "状態", "ステータス",
	"mfa", "2段階認証", "2段階認証mfa", "二段階認証", "2stepverification", "2stepverificationmfa", "twostepverification",
	"lastsignin", "lastlogin", "最終ログイン", "最終ログイン日時", "前回のログイン", "最後のログイン", "最終サインイン",
	"created", "added", "createdat", "登録日", "登録日時", "登録した日時", "作成日", "作成日時", "追加日", "追加日時", "登録",
	"originalline", "元の行", "whyrefused", "取り込めない理由", // of Import.WriteRefused
}

// headMarks say whether a column has to be filled in; they may stand beside its head.
var headMarks = []string{"必須", "必須項目", "入力必須", "要入力", "任意", "任意項目", "required", "mandatory", "optional"}

// fieldOfHead tells for which field a column with this head is.
func fieldOfHead(head string) (field string, known bool) {
	squeezed := squeeze(head)
	if field, known = fieldNamed(squeezed); known {
		return field, true
	}
	for _, mark := range headMarks {
		for _, rest := range []string{strings.TrimSuffix(squeezed, mark), strings.TrimPrefix(squeezed, mark)} {
			if field, known = fieldNamed(rest); known {
				return field, true
			}
		}
	}
	return "", false
}

// fieldNamed gives the field of a squeezed head, "" for one that is ignored.
func fieldNamed(squeezed string) (field string, known bool) {
	if slices.Contains(loginHeads, squeezed) {
		return loginField, true
	}
	for _, f := range PersonFields {
		if slices.Contains(f.heads, squeezed) {
			return f.Name, true
		}
	}
	return "", slices.Contains(ignoredHeads, squeezed)
}

// noHead marks a column without a head, which spreadsheets leave at the right: it must
// not hold anything.
const noHead = "-"

// readHeads reads the first line. Login and name have to be there; a column that nobody
// knows is refused, because its contents would be lost without a word.
func readHeads(r csvRecord) ([]string, error) {
	if r.err != nil {
		return nil, r.err
	}
	columns, there := make([]string, len(r.cells)), map[string]bool{}
	for i, cell := range r.cells {
		head := unguard(cell)
		if strings.TrimSpace(head) == "" {
			columns[i] = noHead
			continue
		}
		field, known := fieldOfHead(head)
		if !known {
			return nil, &Error{Code: CodeCSVUnknown, Text: excerpt(head)}
		}
		if field != "" && there[field] {
			return nil, &Error{Code: CodeCSVTwice, Text: excerpt(head)}
		}
		columns[i], there[field] = field, true
	}
	for _, field := range []string{loginField, nameField} {
		if !there[field] {
			return nil, &Error{Code: CodeCSVHeader, Field: field}
		}
	}
	return columns, nil
}

// separatorLine tells spreadsheets what stands between the cells.
var separatorLine = regexp.MustCompile(`(?i)^"?sep=([^\r\n])"?[\r\n]`)

// withoutSeparatorLine blanks a first line such as sep=, out; the others keep their numbers.
func withoutSeparatorLine(text string) (string, error) {
	line := separatorLine.FindStringSubmatch(text)
	switch {
	case line == nil:
		return text, nil
	case line[1] != ",":
		return "", &Error{Code: CodeCSVSeparator, Text: line[1]}
	}
	return text[len(line[0])-1:], nil
}

// titleLines is how many lines may stand above the heads for these to be found.
const titleLines = 20

// fields are those that the file has a column for, in the order of an export.
func (t *table) fields() (fields []string) {
	for _, column := range ImportColumns() {
		if t != nil && slices.Contains(t.columns, column.Name) {
			fields = append(fields, column.Name)
		}
	}
	return fields
}

// explainHeads tells why there are no heads in the first record: other characters than commas
// between them, or a title above them. Otherwise it is the error that is known.
func explainHeads(text string, lines *csvLines, err error) error {
	above := strings.SplitN(lineEnds(text[:min(len(text), maxImportRecord)]), "\n", titleLines+1)
	for _, line := range above[:min(len(above), titleLines)] {
		for _, separator := range []string{";", "\t", "|", "，", "、", "；"} {
			if separates(separator, line) {
				return &Error{Code: CodeCSVSeparator, Text: separator}
			}
		}
	}
	for range titleLines {
		row, ok := lines.next()
		if !ok {
			break
		}
		if _, bad := readHeads(row); bad == nil {
			return &Error{Code: CodeCSVTitle, Row: int64(row.line)}
		}
	}
	return err
}

// separates tells whether heads stand on a line with something between them.
func separates(separator, line string) bool {
	cells := strings.Split(line, separator)
	return len(cells) > 1 && slices.ContainsFunc(cells, func(cell string) bool {
		field, _ := fieldOfHead(cell)
		return field != ""
	})
}

// excerpt is a head as a sentence can hold it.
func excerpt(head string) string {
	const most = 30
	runes := []rune(printable(strings.TrimSpace(head)))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

// Spreadsheets calculate what a cell begins with one of these, or pass it to another
// program (CSV injection).
const formula = "=+-@'\t\r\n＝＋－＠"

// guard makes a cell harmless for spreadsheets: exactly one ' goes before it, also before
// one that begins with ' already, so that unguard can tell them apart.
func guard(cell string) string {
	if cell != "" && strings.ContainsRune(formula, []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

// unguard takes off what guard put there.
func unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) {
		return rest
	}
	return cell
}
