package screentest

import (
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// ToPlace goes to the page for several PCs.
func (s *Harness) ToPlace() *Harness {
	s.T.Helper()
	s.OnPage("first_run_1")
	s.Tap("first_run.several_pcs")
	s.OnPage("first_run_place")
	return s
}

// ToKit goes through the first two steps.
func (s *Harness) ToKit(kind model.AccountKind) {
	s.T.Helper()
	s.ToKitAs(kind, "Sato.H")
}

func (s *Harness) ToKitAs(kind model.AccountKind, login string) {
	s.T.Helper()
	s.OnPage("first_run_1")
	if kind == model.KindSingle {
		choice, ok := Find(s, func(c *widgets.Choice) bool { return c.Title == i18n.T("first_run.single") })
		if !ok {
			s.T.Fatal("no choice of a single-user account")
		}
		test.Tap(choice)
	} else {
		s.Fill(s.Field("first_run.office"), "山田商店 & 𠮷")
	}
	s.Fill(s.Field("first_run.login"), login)
	s.Fill(s.Field("first_run.person"), "佐藤 𣘺子")
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_2")
	s.Fill(s.Field("password.new"), AdminPassword)
	s.Press(fyne.KeyReturn)
	s.Fill(s.Field("password.again"), AdminPassword)
	s.Press(fyne.KeyReturn)
	s.OnPage("first_run_3")
}

func (s *Harness) TypeGroups() {
	var groups []string
	for _, o := range s.Objects() {
		if text, ok := o.(*widgets.Text); ok && KitGroup.MatchString(text.Text) {
			groups = append(groups, text.Text)
		}
	}
	for i, group := range groups {
		label := i18n.T("first_run.group", "Number", i+1)
		if f, ok := Find(s, func(f *widgets.Field) bool { return f.Label == label }); ok {
			s.Fill(f, " "+strings.ToLower(group)+"-")
		}
	}
}

// KitGroup is a group of a recovery kit as shown.
var KitGroup = regexp.MustCompile(`^[0-9A-Z]{5}$`)
