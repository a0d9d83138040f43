package model

import "strings"

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

// fieldOfHead tells for which field a column with this head is.
func fieldOfHead(head string) (field string, known bool) {
	squeezed := squeeze(head)
	for field, names := range headNames {
		for _, name := range names {
			if name == squeezed {
				return field, true
			}
		}
	}
	return "", false
}

// nothing marks a column without a head, which spreadsheets leave at the right: it must
// not hold anything.
const nothing = "-"

// heads reads the first line. Login and name have to be there; a column that nobody
// knows is refused, because its contents would be lost without a word.
func heads(r csvRecord) ([]string, error) {
	if r.err != nil {
		return nil, r.err
	}
	columns, there := make([]string, len(r.cells)), map[string]bool{}
	for i, cell := range r.cells {
		head := bare(cell)
		if strings.TrimSpace(head) == "" {
			columns[i] = nothing
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
// one that begins with ' already, so that bare can tell them apart.
func guard(cell string) string {
	if cell != "" && strings.ContainsRune(formula, []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

// bare takes off what guard put there.
func bare(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && rest != "" && strings.ContainsRune(formula, []rune(rest)[0]) {
		return rest
	}
	return cell
}
