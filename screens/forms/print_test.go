package forms_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
)

// Everything that can be saved as PDF can be printed: by the default printer, or through a viewer.
func TestSheetsArePrinted(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *screentest.Harness{
		"backup codes": screentest.Noting,
		"temporary password": func(t *testing.T) *screentest.Harness {
			s := screentest.Adding(t)
			s.Fill(s.Field("users.login"), "abe.m")
			s.Fill(s.Field("users.name"), "阿部 美咲")
			s.Press(fyne.KeyReturn)
			s.Temporary()
			return s
		},
		"first kit": func(t *testing.T) *screentest.Harness {
			s := screentest.New(t).Begin()
			s.ToKit(model.KindMulti)
			return s
		},
		"new kit": func(t *testing.T) *screentest.Harness {
			s := screentest.OnSettings(t, model.KindMulti)
			s.OpenNewKit()
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			s.Tap("print.print")
			s.Shows("print.opens")
			s.Key(fyne.KeyReturn)
			s.Says(i18n.T("print.opened"))
			s.Printer = "Brother HL"
			s.Tap("print.print")
			s.Shows("print.sends", "Printer", s.Printer)
			s.Tap("print.print") // the button of the dialog
			s.Says(i18n.T("print.sent", "Printer", s.Printer))
			s.Tap("print.print")
			s.Tap("print.view")
			s.Says(i18n.T("print.opened"))
			var to []string
			for _, sheet := range s.Sheets {
				printer, pdf, _ := strings.Cut(sheet, ":")
				to = append(to, printer)
				if !strings.HasPrefix(pdf, "%PDF") {
					t.Errorf("no PDF but %.20q", pdf)
				}
			}
			if !slices.Equal(to, []string{"", "Brother HL", ""}) {
				t.Errorf("printed by %q", to)
			}
		})
	}
}

func TestCancelPrintsNothing(t *testing.T) {
	s := screentest.Noting(t)
	for _, leave := range []func(){func() { s.Key(fyne.KeyEscape) }, func() { s.Tap("common.cancel") }} {
		s.Tap("print.print")
		leave()
	}
	if s.Dialogs("print") != 2 || len(s.Sheets) != 0 || len(s.Codes()) != 5 {
		t.Errorf("%d dialogs, %d sheets:\n%s", s.Dialogs("print"), len(s.Sheets), s.Text())
	}
}

func TestPrintingThatFailsSaysWhatToDo(t *testing.T) {
	s := screentest.Noting(t)
	s.Printer, s.Jam = "Brother HL", errors.New("out of paper")
	s.Tap("print.print")
	s.Key(fyne.KeyReturn)
	s.Says(i18n.T("print.failed"))
	if !s.Logged("out of paper") {
		t.Error("the log does not know why")
	}
	s.Jam = nil
	s.Key(fyne.KeyReturn)
	s.Says(i18n.T("print.sent", "Printer", s.Printer))
	if len(s.Sheets) != 1 {
		t.Errorf("%d sheets", len(s.Sheets))
	}
}

// One press prints one sheet, and a sheet on its way cannot be cancelled.
func TestASheetIsPrintedOnce(t *testing.T) {
	s := screentest.Noting(t)
	s.Tap("print.print")
	s.Hold = true
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyReturn)
	s.Key(fyne.KeyEscape)
	if len(s.Later) != 1 || s.Dialogs("codes_close") != 0 {
		t.Errorf("%d at work", len(s.Later))
	}
	s.Run()
	s.Says(i18n.T("print.opened"))
	if len(s.Sheets) != 1 {
		t.Errorf("%d sheets", len(s.Sheets))
	}
}

// While the OS looks for its printer nothing can be printed, but the dialog can be closed.
func TestTheOSIsAskedForItsPrinterFirst(t *testing.T) {
	s := screentest.Noting(t)
	s.Hold = true
	s.Tap("print.print")
	s.Shows("print.looking")
	s.Key(fyne.KeyReturn)
	if len(s.Later) != 1 {
		t.Error("printing does not wait for the answer")
	}
	s.Key(fyne.KeyEscape)
	s.Run()
	if len(s.Sheets) != 0 || len(s.Codes()) != 5 {
		t.Errorf("%d sheets:\n%s", len(s.Sheets), s.Text())
	}
}

// The file is deleted after a minute, even if the page has changed.
func TestAPrintedFileGoesAfterAMinute(t *testing.T) {
	s := screentest.Noting(t)
	s.Tap("print.print")
	s.Key(fyne.KeyReturn)
	s.Clock.Step(30 * time.Second)
	s.W.Tick()
	s.Tap("print.print")
	s.Key(fyne.KeyReturn)
	s.Clock.Step(29 * time.Second)
	s.W.Lock()
	s.W.Tick()
	if s.Removed != 0 {
		t.Fatal("taken from the printer")
	}
	s.Clock.Step(time.Second)
	s.W.Tick()
	if s.Removed != 1 {
		t.Fatalf("%d files removed, want 1", s.Removed)
	}
	s.Clock.Step(30 * time.Second)
	s.W.Tick()
	s.W.Tick()
	if s.Removed != 2 {
		t.Errorf("%d files removed, want 2", s.Removed)
	}
}

// A temporary password sent to a printer is on paper; one shown by a viewer may still be lost.
func TestOnlyPaperIsPaper(t *testing.T) {
	for printer, asks := range map[string]int{"": 1, "Brother HL": 0} {
		s := screentest.Adding(t)
		s.Printer = printer
		s.Fill(s.Field("users.login"), "abe.m")
		s.Fill(s.Field("users.name"), "阿部 美咲")
		s.Press(fyne.KeyReturn)
		s.Temporary()
		s.Tap("print.print")
		s.Key(fyne.KeyReturn)
		s.Tap("common.close")
		if s.Dialogs("temporary_close") != asks {
			t.Errorf("printer %q: asked %d times, want %d", printer, s.Dialogs("temporary_close"), asks)
		}
	}
}
