package mypage_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// The label is next to the first line of a long value, not in the middle.
func TestLongFactsBeginBesideTheirLabel(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti, "abe.m").Begin()
	long := strings.Repeat("𠮷野", 90)
	s.Boss(func(boss *model.Session) {
		_, err := boss.EditUser(t.Context(), screentest.IDOf(s, boss, "abe.m"), model.Details{}, model.Details{Name: long})
		s.Must(err)
	})
	s.SignIn("abe.m", screentest.UserPassword)
	top := func(text string) float32 {
		o, ok := screentest.Find(s, func(w *widgets.Text) bool { return w.Text == text })
		if !ok {
			t.Fatalf("no %q on the page", text)
		}
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
	}
	if label, value := top(i18n.T("person.name")), top(long); label != value {
		t.Errorf("the label stands at %v, the value begins at %v", label, value)
	}
	below, _ := screentest.Find(s, func(w *widgets.Text) bool { return w.Text == long })
	if end := top(long) + below.Size().Height; top(i18n.T("person.last_sign_in")) < end {
		t.Errorf("the next line stands within the value, which ends at %v", end)
	}
}
