// Package platform is what differs from one OS to the next.
//
// A Desktop is what the OS offers to the window: its appearance, its position, printing, and keeping secrets out of
// recordings and out of the clipboard's history. An Instance is the meeting place of the programs on one data folder: a
// second start finds the first there and asks it to bring its window forward. Files that end in _windows, _darwin, _unix
// and _other hold what each OS does in its own way.
package platform

import (
	"context"
	"io"
	"log/slog"

	"fyne.io/fyne/v2"

	"qlingo/screens/look"
)

// Desktop is what the OS offers to the one window of the program.
type Desktop struct {
	window     fyne.Window
	appearance *appearance
	sheets     sheets
	log        *slog.Logger
}

// NewDesktop has no window yet: until Attach, and for what needs the OS's handle until Show, only Appear works.
func NewDesktop(settings fyne.Settings, instance *Instance, log *slog.Logger) *Desktop {
	return &Desktop{appearance: newAppearance(settings), sheets: instance.sheets(), log: log}
}

// Attach says which window it is.
func (d *Desktop) Attach(window fyne.Window) { d.window = window }

// Appear changes the theme at once.
func (d *Desktop) Appear(mode look.Mode) { d.appearance.apply(mode) }

// Printer is the name of the OS's usual printer, "" where there is none.
func (d *Desktop) Printer(ctx context.Context) string { return defaultPrinter(ctx) }

// Print hands a PDF to a printer, or with "" to the OS's viewer. It gives what removes the file; after an error there is
// none.
func (d *Desktop) Print(ctx context.Context, printer string, write func(io.Writer) error) (remove func(), err error) {
	return d.sheets.print(ctx, printer, write)
}
