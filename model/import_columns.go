package model

import (
	"regexp"
	"slices"
	"strings"
)

// The fields of a person that a file can have, in the order of an export.
var personFields = []string{"login", "name", "email", "department", "phone", "memo"}

// headNames are the heads that a column may have, as squeeze leaves them. "" are columns
// of an export that an import leaves alone: they follow from what people do.
var headNames = map[string][]string{
	"login": {
		"id", "login", "loginid", "userid", "username", "administratorid", "adminid",
		"ログインid", "ログイン名", "ユーザid", "ユーザーid", "利用者id", "管理者id", "管理者idユーザid",
	},
	"name": {
		"name", "fullname", "displayname", "personname", "氏名", "名前", "お名前", "ユーザ名", "ユーザー名", "表示名", "利用者名",
	},
	"email": {
		"email", "mail", "emailaddress", "mailaddress", "eメール", "メール", "メールアドレス", "電子メール", "eメールアドレス", "電子メールアドレス",
	},
	"department": {"department", "dept", "division", "section", "所属部署", "部署", "所属", "部署名", "部門", "所属部署名", "課"},
	"phone": {
		"phone", "telephone", "tel", "phonenumber", "telephonenumber", "電話番号", "電話", "内線", "内線番号", "連絡先",
	},
	"memo": {"memo", "note", "notes", "remark", "remarks", "comment", "メモ", "備考"},
	"": {
		"role", "権限", "役割", "種別", "区分", "state", "status", "状態", "ステータス",
		"mfa", "2段階認証", "2段階認証mfa", "二段階認証", "2stepverification", "2stepverificationmfa", "twostepverification",
		"lastsignin", "lastlogin", "最終ログイン", "最終ログイン日時", "前回のログイン", "最後のログイン", "最終サインイン",
		"created", "added", "createdat", "登録日", "登録日時", "登録した日時", "作成日", "作成日時", "追加日", "追加日時", "登録",
	},
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

func fieldNamed(squeezed string) (field string, known bool) {
	for field, names := range headNames {
		if slices.Contains(names, squeezed) {
			return field, true
		}
	}
	return "", false
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
	for _, field := range []string{"login", "name"} {
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
