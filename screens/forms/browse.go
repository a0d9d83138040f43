package forms

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// fileDialog is what the OS is asked for.
func fileDialog(title, accept, ending string) window.FileDialog {
	kind := strings.ToUpper(strings.TrimPrefix(ending, "."))
	return window.FileDialog{
		Title: title, Accept: accept, Ending: ending,
		Files: i18n.T("file_dialog.files", "Kind", kind, "Ending", ending), All: i18n.T("file_dialog.all"),
	}
}

// filesFolder is the folder that files are offered in: that of the last one, or the documents.
func filesFolder(w *window.Window) string {
	if folder := w.FilesFolder(); folder != "" {
		return folder
	}
	return Documents()
}

// Browse opens the OS's own dialog above one of ours, for its button, or the toolkit's browser where the OS has none. At the
// field it says why a choice cannot be used. It calls chosen with the choice, and not if the person cancels; isFolder is
// whether that is a folder, also where a file was asked for. leave closes the OS's dialog.
func Browse(w *window.Window, under *widgets.Modal, field *widgets.Field, button *widgets.Button, ask window.FileDialog,
	chosen func(choice window.FileChoice, isFolder bool),
) (leave func()) {
	if button.Busy() || w.ChoosesFile() {
		return func() {}
	}
	button.SetBusy(true, button.Text) // it keeps its width
	closing := w.ChooseFile(ask, func(choice window.FileChoice, err error) {
		button.SetBusy(false, "")
		switch {
		case errors.Is(err, window.ErrFileElsewhere):
			field.SetError(i18n.T("file_dialog.elsewhere"))
			under.Refresh()
		case err != nil:
			showOwnBrowser(w, under, ask, chosen)
		case choice.Path != "":
			chosen(choice, ask.Folders)
		}
	})
	return func() {
		closing()
		button.SetBusy(false, "")
	}
}

// showOwnBrowser opens the toolkit's browser above one of our dialogs. It asks for a folder where a file is to be written:
// the toolkit would make the file at once.
func showOwnBrowser(w *window.Window, under *widgets.Modal, ask window.FileDialog, chosen func(choice window.FileChoice, isFolder bool)) {
	escape := under.OnEscape
	ended := func(at fyne.URI, err error) {
		under.OnEscape = escape
		if err == nil && at != nil {
			chosen(window.FileChoice{Path: at.Path()}, ask.Folders || ask.Save)
		}
	}
	var browser *dialog.FileDialog
	if ask.Folders || ask.Save {
		browser = dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
			if folder == nil { // a nil interface inside another is not nil
				ended(nil, err)
				return
			}
			ended(folder, err)
		}, w.FyneWindow())
	} else {
		browser = dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
			if file == nil {
				ended(nil, err)
				return
			}
			if err := file.Close(); err != nil {
				w.Log().Info("failure", "code", "browse", "err", err)
			}
			ended(file.URI(), err)
		}, w.FyneWindow())
		browser.SetFilter(storage.NewExtensionFileFilter([]string{ask.Ending, strings.ToUpper(ask.Ending)}))
	}
	browser.SetConfirmText(i18n.T("open_file.open"))
	browser.SetDismissText(i18n.T("common.cancel"))
	browser.SetTitleText(ask.Title)
	if at, err := storage.ListerForURI(storage.NewFileURI(ask.Folder)); err == nil {
		browser.SetLocation(at)
	}
	browser.Show()
	browser.Resize(w.Canvas().Size().SubtractWidthHeight(80, 80)) // only after Show: before it panics
	// The toolkit's dialogs do not handle Escape.
	under.OnEscape = browser.Dismiss
	w.DialogShown("browse")
}

// Reveal shows a saved file in the OS's file manager.
func Reveal(w *window.Window, path string) {
	release, free := w.Claim("reveal")
	if !free {
		return
	}
	w.Run(func(ctx context.Context) error { return w.Platform().Reveal(ctx, path) }, func(err error) {
		release()
		if err != nil {
			w.Log().Info("failure", "code", "reveal", "err", err)
			w.ShowMessage("reveal_failed", i18n.T("saved_file.failed_title"), i18n.T("saved_file.failed_text", "Path", path))
		}
	})
}

// OfferFolder puts a button into the notice that says where a file was saved: it opens the folder.
func OfferFolder(w *window.Window, said *widgets.Notice, path string) {
	said.SetAction(i18n.T("saved_file.open_folder"), func() { Reveal(w, path) })
}

// ShowSaved is a dialog that says where a file was saved.
func ShowSaved(w *window.Window, name, title, text, path string) {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), closed)
	folder := widgets.NewButton(widgets.KindPlain, i18n.T("saved_file.open_folder"), func() { Reveal(w, path) })
	modal = widgets.NewModal(w.Canvas(), savedWidth, widgets.VStack(look.Gap,
		widgets.NewHeading(title).Wrapped(), widgets.NewText(text), layout.Spread(folder, closing)))
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	w.DialogShown(name)
}

const savedWidth = 480
