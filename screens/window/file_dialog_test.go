package window_test

import (
	"path/filepath"
	"testing"

	"qlingo/model"
	"qlingo/screens"
	"qlingo/screens/screentest"
)

// The folder of the last run is offered again, unless it has gone.
func TestTheFolderOfFilesIsRemembered(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti)
	folder := t.TempDir()
	s.W.RememberFilesFolder(filepath.Join(folder, "x.csv"))
	if s.Saved.FilesFolder != folder {
		t.Fatalf("remembered is %q", s.Saved.FilesFolder)
	}
	for _, c := range []struct{ remembered, want string }{{folder, folder}, {filepath.Join(folder, "gone"), ""}, {"", ""}} {
		s := screentest.New(t).WithOffice(model.KindMulti)
		s.Cfg.Settings.FilesFolder = c.remembered
		s.W = screens.New(s.Cfg)
		s.Begin()
		if got := s.W.FilesFolder(); got != c.want {
			t.Errorf("%q: offered is %q", c.remembered, got)
		}
	}
}
