package forms_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// osDialog is the dialog of an OS, and somebody who always chooses the same there.
type osDialog struct {
	asked  []window.FileDialog
	choice window.FileChoice
	err    error
	ended  []error // whether each was closed before the answer
}

func (d *osDialog) choose(ctx context.Context, ask window.FileDialog) (window.FileChoice, error) {
	d.asked, d.ended = append(d.asked, ask), append(d.ended, ctx.Err())
	return d.choice, d.err
}

// savingBy is somebody who is signed in on an OS with a dialog; save saves a word and counts.
func savingBy(t *testing.T) (s *screentest.Harness, d *osDialog, save func(), saved *[]string) {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	s = screentest.New(t).WithOffice(model.KindMulti)
	d, saved = &osDialog{choice: window.FileChoice{Path: filepath.Join(home, "a b+c%20.txt")}}, &[]string{}
	s.Platform.OnChooseFile = d.choose
	s.Manage()
	return s, d, func() {
		forms.SaveFile(s.W, "codes-sato.h.txt", func(out io.Writer) error {
			_, err := io.WriteString(out, "new")
			return err
		}, func(path string) { *saved = append(*saved, path) })
	}, saved
}

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); string(got) != want || (want == "") != (err != nil) {
		t.Errorf("%s holds %q, want %q (%v)", path, got, want, err)
	}
}

func wantNoDialog(t *testing.T, s *screentest.Harness) {
	t.Helper()
	if s.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("a dialog stays:\n%s", s.Text())
	}
}

// The OS's dialog is all that somebody sees who saves a file. It begins where the last file went.
func TestSavingByTheDialogOfTheOS(t *testing.T) {
	s, d, save, saved := savingBy(t)
	save()
	wantFile(t, d.choice.Path, "new")
	wantNoDialog(t, s)
	want := window.FileDialog{
		Save: true, Title: i18n.T("save_file.title"), Accept: i18n.T("common.save"),
		Folder: forms.Documents(), Name: "codes-sato.h.txt", Ending: ".txt", Files: "TXT ファイル（*.txt）", All: i18n.T("file_dialog.all"),
	}
	if len(d.asked) != 1 || d.asked[0] != want || len(*saved) != 1 || (*saved)[0] != d.choice.Path {
		t.Errorf("asked %+v, saved %v", d.asked, *saved)
	}
	elsewhere := t.TempDir()
	d.choice.Path = filepath.Join(elsewhere, "x.txt")
	save()
	save()
	if d.asked[2].Folder != elsewhere || s.Saved.FilesFolder != elsewhere {
		t.Errorf("the third begins in %s, remembered is %q", d.asked[2].Folder, s.Saved.FilesFolder)
	}
}

func TestCancellingInTheDialogOfTheOS(t *testing.T) {
	s, d, save, saved := savingBy(t)
	path := d.choice.Path
	d.choice = window.FileChoice{}
	save()
	wantNoDialog(t, s)
	wantFile(t, path, "")
	if len(*saved) != 0 || s.Saved.FilesFolder != "" {
		t.Errorf("saved %v, folder %q", *saved, s.Saved.FilesFolder)
	}
}

// Nothing is replaced unless somebody was asked: by the OS's dialog about exactly this file, or by ours.
func TestReplacingAsksOnce(t *testing.T) {
	for name, c := range map[string]struct {
		chosen     string
		osHasAsked bool
		weAsk      bool
	}{
		"the OS has asked":                   {"a.txt", true, false},
		"the OS does not ask":                {"a.txt", false, true},
		"the OS has asked about another one": {"a", true, true}, // .txt is added
	} {
		t.Run(name, func(t *testing.T) {
			s, d, save, _ := savingBy(t)
			folder := t.TempDir()
			old := filepath.Join(folder, "a.txt")
			s.Must(os.WriteFile(old, []byte("old"), 0o600))
			d.choice = window.FileChoice{Path: filepath.Join(folder, c.chosen), Replace: c.osHasAsked}
			save()
			if c.weAsk {
				wantFile(t, old, "old")
				s.Shows("save_file.replace_text", "Path", old)
				s.Tap("save_file.replace")
			}
			wantFile(t, old, "new")
			wantNoDialog(t, s)
		})
	}
}

// What cannot be written there keeps its path, and can be typed or chosen again.
func TestAFailureAfterTheDialogOfTheOS(t *testing.T) {
	s, d, save, _ := savingBy(t)
	good := d.choice.Path
	d.choice.Path = filepath.Join(t.TempDir(), "no", "x.txt")
	save()
	field := s.Field("save_file.path")
	if entry := field.Entry.(*widgets.Entry); entry.Text != d.choice.Path || field.Error() != i18n.T("save_file.no_folder") {
		t.Fatalf("%q: %q", entry.Text, field.Error())
	}
	d.choice = window.FileChoice{}
	s.Tap("save_file.browse")
	s.Field("save_file.path") // cancelling leads back to it
	d.choice.Path = good
	s.Tap("save_file.browse")
	wantFile(t, good, "new")
	wantNoDialog(t, s)
}

// Without a dialog of the OS ours asks for a path, from the second time on without looking for one.
func TestSavingWithoutADialogOfTheOS(t *testing.T) {
	s, d, save, _ := savingBy(t)
	d.err = window.ErrNoFileDialog
	for range 2 {
		save()
		s.Field("save_file.path")
		s.Press(fyne.KeyEscape)
		wantNoDialog(t, s)
	}
	if len(d.asked) != 1 {
		t.Errorf("asked %d times", len(d.asked))
	}
	save()
	s.Tap("save_file.browse") // the toolkit's browser finds the folder
	if s.Dialogs("browse") != 1 {
		t.Fatal("nothing to look around in")
	}
	tapButton(s, i18n.T("open_file.open"))
	want := filepath.Join(forms.Documents(), "codes-sato.h.txt")
	if got := s.Field("save_file.path").Entry.(*widgets.Entry).Text; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.Press(fyne.KeyReturn)
	wantFile(t, want, "new")
}

// Attack: somebody who comes to a locked PC, or to a page that has gone, still has the OS's dialog in front and chooses.
func TestALateAnswerDoesNothing(t *testing.T) {
	for name, leave := range map[string]func(s *screentest.Harness){
		"locked":     func(s *screentest.Harness) { s.W.Lock() },
		"another":    func(s *screentest.Harness) { s.W.Flow.GoTo(window.RouteMyPage) },
		"signed out": func(s *screentest.Harness) { s.W.Flow.SignOut() },
		"escape":     func(s *screentest.Harness) { s.Key(fyne.KeyEscape) },
		"cancel":     func(s *screentest.Harness) { s.Tap("common.cancel") },
	} {
		t.Run(name, func(t *testing.T) {
			s, d, save, saved := savingBy(t)
			s.Hold = true
			save()
			leave(s)
			s.Run()
			if len(d.ended) != 1 || d.ended[0] == nil {
				t.Errorf("the OS's dialog is not closed: %v", d.ended)
			}
			if name == "locked" {
				s.Fill(s.Field("login.password"), screentest.AdminPassword)
				s.Press(fyne.KeyReturn)
			}
			wantNoDialog(t, s)
			wantFile(t, d.choice.Path, "")
			if len(*saved) != 0 {
				t.Errorf("saved %v", *saved)
			}
			if name != "signed out" {
				save() // the next one works
				wantFile(t, d.choice.Path, "new")
			}
		})
	}
}

// Two clicks, or Enter twice, open one dialog.
func TestOneDialogOfTheOSAtATime(t *testing.T) {
	s, d, save, saved := savingBy(t)
	s.Hold = true
	widgets.ModalPause = time.Minute
	save()
	save()
	s.Key(fyne.KeyReturn) // would cancel
	widgets.ModalPause = 0
	s.Run()
	if len(d.asked) != 1 || len(*saved) != 1 {
		t.Errorf("asked %d times, saved %v", len(d.asked), *saved)
	}
	wantNoDialog(t, s)
	s, got, documents := choosingFile(t)
	d = &osDialog{choice: window.FileChoice{Path: filepath.Join(documents, "old.csv")}}
	s.Platform.OnChooseFile = d.choose
	s.Hold = true
	s.Tap("open_file.browse")
	s.Tap("open_file.browse")
	s.Run()
	if len(d.asked) != 1 || d.asked[0].Folder != documents || d.asked[0].Save {
		t.Errorf("asked %+v", d.asked)
	}
	got.want(t, s, d.choice.Path, "bytes of old.csv")
}

// Our dialog works on while the OS's lies above it; what is typed and opened there closes the OS's.
func TestTypingBesideTheDialogOfTheOS(t *testing.T) {
	s, got, documents := choosingFile(t)
	d := &osDialog{choice: window.FileChoice{Path: filepath.Join(documents, "old.csv")}}
	s.Platform.OnChooseFile = d.choose
	s.Hold = true
	s.Tap("open_file.browse")
	s.Fill(s.Field("open_file.path"), "letter.txt")
	s.Press(fyne.KeyReturn)
	s.Run()
	got.want(t, s, filepath.Join(documents, "letter.txt"), "bytes of letter.txt")
	if len(d.ended) != 1 || d.ended[0] == nil {
		t.Errorf("the OS's dialog is not closed: %v", d.ended)
	}
}

// Where a file was saved, its folder opens.
func TestOpeningTheFolderOfASavedFile(t *testing.T) {
	s, d, _, _ := savingBy(t)
	forms.ExportPeople(s.W, []model.PersonID{s.W.Session().Person().ID})
	s.Tap("saved_file.open_folder")
	if len(s.Platform.Revealed) != 1 || s.Platform.Revealed[0] != d.choice.Path {
		t.Errorf("shown are %v", s.Platform.Revealed)
	}
	s.Platform.RevealFails = errors.New("there is no file manager")
	s.Tap("saved_file.open_folder")
	s.Shows("saved_file.failed_text", "Path", d.choice.Path)
}

// The button of a notice goes with the sentence that it belongs to.
func TestANoticeOffersTheFolder(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Manage()
	notice := widgets.NewNotice(widgets.ToneSuccess, "")
	s.W.ShowInfo("test", 480, notice)
	notice.SetText("saved")
	forms.OfferFolder(s.W, notice, "/x/y.txt")
	test.Tap(s.Button("saved_file.open_folder"))
	notice.SetText("copied")
	if _, there := screentest.Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T("saved_file.open_folder") }); there {
		t.Error("the button stays")
	}
	if len(s.Platform.Revealed) != 1 {
		t.Errorf("shown are %v", s.Platform.Revealed)
	}
}

// What is not on this computer is said at the field; the next file is asked for in the OS's dialog again.
func TestAChoiceThatIsElsewhere(t *testing.T) {
	said := func(s *screentest.Harness, key string) {
		t.Helper()
		if got := s.Field(key).Error(); got != i18n.T("file_dialog.elsewhere") || s.Dialogs("browse") != 0 {
			t.Errorf("said %q, own browsers %d", got, s.Dialogs("browse"))
		}
	}
	s, d, save, _ := savingBy(t)
	good := d.choice
	d.choice, d.err = window.FileChoice{}, window.ErrFileElsewhere
	save()
	said(s, "save_file.path")
	s.Tap("save_file.browse")
	said(s, "save_file.path")
	s.Press(fyne.KeyEscape)
	d.choice, d.err = good, nil
	save()
	wantFile(t, good.Path, "new")
	wantNoDialog(t, s)

	s, got, documents := choosingFile(t)
	d = &osDialog{err: window.ErrFileElsewhere}
	s.Platform.OnChooseFile = d.choose
	s.Tap("open_file.browse")
	said(s, "open_file.path")
	d.choice, d.err = window.FileChoice{Path: filepath.Join(documents, "old.csv")}, nil
	s.Tap("open_file.browse")
	got.want(t, s, d.choice.Path, "bytes of old.csv")
}
