package backup_test

import (
	"context"
	"strings"
	"testing"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
)

// served is a PC that uses a server.
func served(s *screentest.Harness) *screentest.Harness {
	s.Backend.OnJoined = func() (model.Server, bool) {
		return model.Server{Hosts: []string{"db.office.example"}, Port: 5432, Database: "qlingo", Role: "qlingo_pc1"}, true
	}
	return s
}

// offers reports whether a way on is offered.
func offers(s *screentest.Harness, key string) bool {
	_, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T(key) })
	return there
}

// Each failure of a shared database has its sentence and the ways on that fit.
func TestWaysOnFromAServer(t *testing.T) {
	for code, c := range map[model.Code]struct{ join, leave, kit, restore bool }{
		model.CodeServerUnreachable: {join: true, leave: true},
		model.CodeServerCertificate: {join: true, leave: true},
		model.CodeServerDatabase:    {join: true, leave: true},
		model.CodeServerLogin:       {join: true},
		model.CodeServerConnections: {},
		model.CodePCRemoved:         {join: true, leave: true},
		model.CodeServerEmpty:       {join: true, leave: true},
		model.CodeServerRefused:     {join: true, leave: true},
		model.CodeMoved:             {join: true, leave: true},
		model.CodeKeyMissing:        {join: true, leave: true},
		model.CodeOldCopy:           {join: true, leave: true, kit: true},
		model.CodeTamperedLog:       {join: true, leave: true},
		model.CodeDamaged:           {join: true, leave: true},
		model.CodeInUse:             {},
	} {
		s := served(screentest.New(t))
		s.Backend.OnOpen = failing(code)
		s.Begin().OnPage("failure")
		s.Says(messages.SharedSentence(screentest.Failed(code)))
		s.Shows("failure_page.server", "Hosts", "db.office.example", "Port", 5432, "Database", "qlingo")
		s.Shows("failure_page.role", "Role", "qlingo_pc1")
		if code == model.CodeOldCopy {
			s.Shows("remedy.old_copy_server")
			if strings.Contains(s.Text(), "ファイル") {
				t.Errorf("it speaks of a file:\n%s", s.Text())
			}
		}
		_, kit := screentest.Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T("kit.label") })
		got := struct{ join, leave, kit, restore bool }{
			offers(s, "failure_page.join"), offers(s, "leave_server.open"), kit, offers(s, "failure_page.restore"),
		}
		if got != c {
			t.Errorf("%s: %+v, want %+v", code, got, c)
		}
	}
}

// A file that has moved to a server says where to go on; nothing else of a server is offered beside a file.
func TestWaysOnFromAFileThatHasMoved(t *testing.T) {
	for code, join := range map[model.Code]bool{model.CodeMoved: true, model.CodeDamaged: false} {
		s := screentest.New(t)
		s.Backend.OnOpen = failing(code)
		s.Begin().OnPage("failure")
		if offers(s, "failure_page.join") != join || offers(s, "leave_server.open") {
			t.Errorf("%s:\n%s", code, s.Text())
		}
	}
}

func TestServerFailuresAreNotCutOff(t *testing.T) {
	screentest.InEachLanguage(t, func(t *testing.T, lang string) {
		for _, code := range []model.Code{model.CodePCRemoved, model.CodeServerLogin, model.CodeServerEmpty, model.CodeServerRefused, model.CodeOldCopy} {
			s := served(screentest.Large(t, lang))
			s.Backend.OnOpen = failing(code)
			s.Begin().NothingCutOff("failure_" + string(code))
		}
	})
}

func failing(code model.Code) func(context.Context) (*model.Office, error) {
	return func(context.Context) (*model.Office, error) {
		return nil, &model.Error{Code: code, Path: "qlingo@db.office.example:5432"}
	}
}
