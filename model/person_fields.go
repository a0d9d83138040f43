package model

import (
	"strings"

	"qlingo/model/fold"
	"qlingo/model/store"
)

// Details are what an administrator may enter and change about a person. What else there is to say of each of them stands
// in PersonFields: a new one needs a line here, a line there, and a column in store.User.
type Details struct {
	Name       string
	Email      string
	Department string
	Phone      string
	Memo       string
}

// PersonField is one field of Details.
type PersonField struct {
	Name  string // in errors, in ImportRow.Changed and as a key of Labels
	Lines bool   // it may have several

	check  func(text string) error
	of     func(*Details) *string
	column func(*store.User) *string
	heads  []string // that a column of it may have in a file of people, as squeeze leaves them
}

// PersonFields are the fields in the order of a form and of an export.
var PersonFields = []PersonField{
	{
		Name: "name", check: CheckName,
		of:     func(d *Details) *string { return &d.Name },
		column: func(u *store.User) *string { return &u.Name },
		heads: []string{
			"name", "fullname", "displayname", "personname", "氏名", "名前", "お名前", "ユーザ名", "ユーザー名", "表示名", "利用者名",
		},
	},
	{
		Name: "email", check: checkTypedEmail,
		of:     func(d *Details) *string { return &d.Email },
		column: func(u *store.User) *string { return &u.Email },
		heads: []string{
			"email", "mail", "emailaddress", "mailaddress", "eメール", "メール", "メールアドレス", "電子メール", "eメールアドレス", "電子メールアドレス",
		},
	},
	{
		Name: "department", check: checkDepartment,
		of:     func(d *Details) *string { return &d.Department },
		column: func(u *store.User) *string { return &u.Department },
		heads:  []string{"department", "dept", "division", "section", "所属部署", "部署", "所属", "部署名", "部門", "所属部署名", "課"},
	},
	{
		Name: "phone", check: checkPhone,
		of:     func(d *Details) *string { return &d.Phone },
		column: func(u *store.User) *string { return &u.Phone },
		heads: []string{
			"phone", "telephone", "tel", "phonenumber", "telephonenumber", "電話番号", "電話", "内線", "内線番号", "連絡先",
		},
	},
	{
		Name: "memo", Lines: true, check: checkMemo,
		of:     func(d *Details) *string { return &d.Memo },
		column: func(u *store.User) *string { return &u.Memo },
		heads:  []string{"memo", "note", "notes", "remark", "remarks", "comment", "メモ", "備考"},
	},
}

// Get is the field of somebody.
func (f PersonField) Get(d Details) string { return *f.of(&d) }

// Set changes the field of somebody.
func (f PersonField) Set(d *Details, text string) { *f.of(d) = text }

// Check tells what is wrong with a text that was typed.
func (f PersonField) Check(text string) error { return f.check(text) }

// oneLineEnd makes all lines end in one way.
var oneLineEnd = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// tidy is a text as it is stored: composed, without blanks around it, nothing where nothing is to be seen.
func (f PersonField) tidy(text string) string {
	if f.Lines {
		return fold.Text(oneLineEnd.Replace(text))
	}
	return fold.Name(text)
}

// Check checks every field; the error names the first bad one.
func (d Details) Check() error {
	for _, f := range PersonFields {
		if err := f.Check(f.Get(d)); err != nil {
			return err
		}
	}
	return nil
}

// tidy is how details are stored.
func (d Details) tidy() Details {
	for _, f := range PersonFields {
		f.Set(&d, f.tidy(f.Get(d)))
	}
	return d
}

// onto gives stored details with what differs between those that somebody has seen and d, which they made of them.
func (d Details) onto(stored, seen Details) Details {
	edited, before := d.tidy(), seen.tidy()
	for _, f := range PersonFields {
		if f.Get(edited) != f.Get(before) {
			f.Set(&stored, f.Get(edited))
		}
	}
	return stored
}

// changedFields are the names of the fields in which two people's details differ.
func changedFields(a, b Details) (names []string) {
	for _, f := range PersonFields {
		if f.Get(a) != f.Get(b) {
			names = append(names, f.Name)
		}
	}
	return names
}

func detailsOf(u *store.User) (d Details) {
	for _, f := range PersonFields {
		f.Set(&d, *f.column(u))
	}
	return d
}

func (d Details) set(u *store.User) {
	for _, f := range PersonFields {
		*f.column(u) = f.tidy(f.Get(d))
	}
}
