package people_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/people"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

func TestLargeTextOfPeople(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		s := screentest.Large(t, lang).WithOffice(model.KindMulti, "takahashi.k", "ito.m")
		s.WithMFA("takahashi.k", screentest.UserPassword)
		s.Begin().SignIn("sato.h", screentest.AdminPassword)
		w, page := s.W, users(s)
		person := s.Person("takahashi.k")
		person.TemporaryUntil = s.Clock.Now()
		plan, err := w.Session().PreviewImport(t.Context(), []byte("login,name,email\nmori.y,森 由美子,mori@example.jp\nx,,y\n"), nil)
		s.Must(err)
		folder, err := os.MkdirTemp("", "q") // a short one: the field of the next dialog shows its end alone
		s.Must(err)
		t.Cleanup(func() { _ = os.RemoveAll(folder) })
		sample := filepath.Join(folder, "sample.csv")
		s.Platform.OnChooseFile = func(context.Context, window.FileDialog) (window.FileChoice, error) {
			return window.FileChoice{Path: sample, Replace: true}, nil
		}
		for name, open := range map[string]func(){
			"user_form": func() { people.AddUser(w, func(model.Person) {}) },
			"user_edit": func() { people.EditUser(w, person, func(model.Person) {}) },
			"person":    func() { people.ShowPerson(w, page.Handling(person), page.Handling) },
			"menu":      func() { page.OnMenu(screentest.RowID(person), fyne.NewPos(300, 300)) },
			"reset":     func() { people.ResetMFA(w, person, func(model.Person) {}) },
			"notice":    func() { forms.ShowResetNotice(w, person) },
			"temporary": func() { people.ShowTemporary(w, person, "ABCDE-FGHJK-MNPQR-STVWX", i18n.T("temporary_password.chip")) },
			"import_start": func() {
				people.StartImport(w, func() {})
				s.Tap("import.sample")
				s.Button("saved_file.open_folder")
			},
			"preview_without": func() {
				people.PreviewImport(w, "people.csv", "passwords.csv", plan, people.ImportLines(plan), func() {})
				tickWithout(s, plan.Refused)
				chooseSlips(s)
			},
			"import": func() { people.ImportPeople(w, func() {}) },
			"preview": func() {
				people.PreviewImport(w, "people.csv", "passwords.csv", plan, people.ImportLines(plan), func() {})
			},
			"export": func() { forms.ExportPeople(w, nil) },
		} {
			open()
			s.NothingCutOff(name)
			w.ClearOverlays()
			w.LeaveDialog()
		}
	})
}
