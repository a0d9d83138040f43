package screens

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
)

// Everything that can be saved as PDF can be printed: by the default printer, or through a viewer.
func TestSheetsArePrinted(t *testing.T) {
	for name, open := range map[string]func(*testing.T) *stage{
		"backup codes": noting,
		"temporary password": func(t *testing.T) *stage {
			s := adding(t)
			s.fill(s.field("users.login"), "abe.m")
			s.fill(s.field("users.name"), "阿部 美咲")
			s.press(fyne.KeyReturn)
			s.temporary()
			return s
		},
		"first kit": func(t *testing.T) *stage {
			s := newStage(t).begin()
			s.toKit(model.KindMulti)
			return s
		},
		"new kit": func(t *testing.T) *stage {
			s := onSettings(t, model.KindMulti)
			s.openNewKit()
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			s.tap("print.print")
			s.shows("print.opens")
			s.key(fyne.KeyReturn)
			s.says(i18n.T("print.opened"))
			s.printer = "Brother HL"
			s.tap("print.print")
			s.shows("print.sends", "Printer", s.printer)
			s.tap("print.print") // the button of the dialog
			s.says(i18n.T("print.sent", "Printer", s.printer))
			s.tap("print.print")
			s.tap("print.view")
			s.says(i18n.T("print.opened"))
			var to []string
			for _, sheet := range s.sheets {
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
	s := noting(t)
	for _, leave := range []func(){func() { s.key(fyne.KeyEscape) }, func() { s.tap("common.cancel") }} {
		s.tap("print.print")
		leave()
	}
	if s.dialogs("print") != 2 || len(s.sheets) != 0 || len(s.codes()) != 5 {
		t.Errorf("%d dialogs, %d sheets:\n%s", s.dialogs("print"), len(s.sheets), s.text())
	}
}

func TestPrintingThatFailsSaysWhatToDo(t *testing.T) {
	s := noting(t)
	s.printer, s.jam = "Brother HL", errors.New("out of paper")
	s.tap("print.print")
	s.key(fyne.KeyReturn)
	s.says(i18n.T("print.failed"))
	if !s.logged("out of paper") {
		t.Error("the log does not know why")
	}
	s.jam = nil
	s.key(fyne.KeyReturn)
	s.says(i18n.T("print.sent", "Printer", s.printer))
	if len(s.sheets) != 1 {
		t.Errorf("%d sheets", len(s.sheets))
	}
}

// One press prints one sheet, and a sheet on its way cannot be cancelled.
func TestASheetIsPrintedOnce(t *testing.T) {
	s := noting(t)
	s.tap("print.print")
	s.hold = true
	s.key(fyne.KeyReturn)
	s.key(fyne.KeyReturn)
	s.key(fyne.KeyEscape)
	if len(s.later) != 1 || s.dialogs("codes_close") != 0 {
		t.Errorf("%d at work", len(s.later))
	}
	s.run()
	s.says(i18n.T("print.opened"))
	if len(s.sheets) != 1 {
		t.Errorf("%d sheets", len(s.sheets))
	}
}

// While the OS looks for its printer nothing can be printed, but the dialog can be closed.
func TestTheOSIsAskedForItsPrinterFirst(t *testing.T) {
	s := noting(t)
	s.hold = true
	s.tap("print.print")
	s.shows("print.looking")
	s.key(fyne.KeyReturn)
	if len(s.later) != 1 {
		t.Error("printing does not wait for the answer")
	}
	s.key(fyne.KeyEscape)
	s.run()
	if len(s.sheets) != 0 || len(s.codes()) != 5 {
		t.Errorf("%d sheets:\n%s", len(s.sheets), s.text())
	}
}

// The file is deleted after a minute, even if the page has changed.
func TestAPrintedFileGoesAfterAMinute(t *testing.T) {
	s := noting(t)
	s.tap("print.print")
	s.key(fyne.KeyReturn)
	s.clock.step(30 * time.Second)
	s.w.Tick()
	s.tap("print.print")
	s.key(fyne.KeyReturn)
	s.clock.step(29 * time.Second)
	s.w.Lock()
	s.w.Tick()
	if s.removed != 0 {
		t.Fatal("taken from the printer")
	}
	s.clock.step(time.Second)
	s.w.Tick()
	if s.removed != 1 {
		t.Fatalf("%d files removed, want 1", s.removed)
	}
	s.clock.step(30 * time.Second)
	s.w.Tick()
	s.w.Tick()
	if s.removed != 2 {
		t.Errorf("%d files removed, want 2", s.removed)
	}
}

// A temporary password sent to a printer is on paper; one shown by a viewer may still be lost.
func TestOnlyPaperIsPaper(t *testing.T) {
	for printer, asks := range map[string]int{"": 1, "Brother HL": 0} {
		s := adding(t)
		s.printer = printer
		s.fill(s.field("users.login"), "abe.m")
		s.fill(s.field("users.name"), "阿部 美咲")
		s.press(fyne.KeyReturn)
		s.temporary()
		s.tap("print.print")
		s.key(fyne.KeyReturn)
		s.tap("common.close")
		if s.dialogs("temporary_close") != asks {
			t.Errorf("printer %q: asked %d times, want %d", printer, s.dialogs("temporary_close"), asks)
		}
	}
}
