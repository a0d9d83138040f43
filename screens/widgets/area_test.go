package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

const groups = "ABCDE FGHJK\nMNPQR STVWX"

func TestAreaSubmitsByEnterAndLetsTabGo(t *testing.T) {
	var entered counter
	area, next := NewArea(3), NewEntry()
	area.OnEnter = entered.call
	w := window(t, VStack(8, area, next))
	w.Canvas().Focus(area)
	test.Type(area, "ABCDE")
	key(w, fyne.KeyReturn)
	entered.want(t, 1, "after Enter")
	if area.Text != "ABCDE" {
		t.Errorf("Enter left %q", area.Text)
	}
	if area.AcceptsTab() {
		t.Error("Tab stays in the area")
	}
}

func TestAreaToReadIsNotChanged(t *testing.T) {
	area := NewArea(3)
	area.ReadOnly = true
	w := window(t, area)
	area.SetText(groups)
	w.Canvas().Focus(area)
	board := fyne.CurrentApp().Clipboard()
	board.SetContent("pasted")
	test.Type(area, "x")
	for _, name := range []fyne.KeyName{fyne.KeyBackspace, fyne.KeyDelete} {
		key(w, name)
	}
	shortcut(w, &fyne.ShortcutSelectAll{})
	for _, s := range []fyne.Shortcut{
		&fyne.ShortcutPaste{Clipboard: board}, &fyne.ShortcutUndo{}, &fyne.ShortcutRedo{},
	} {
		shortcut(w, s)
	}
	key(w, fyne.KeyBackspace)
	shortcut(w, &fyne.ShortcutCut{Clipboard: board})
	if area.Text != groups {
		t.Errorf("the text became %q", area.Text)
	}
	if board.Content() != "pasted" {
		t.Errorf("cut: %q", board.Content())
	}
	shortcut(w, &fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != groups {
		t.Errorf("copied %q", board.Content())
	}
}

func TestAreaTakesAPasteOfSeveralLines(t *testing.T) {
	var edited counter
	area := NewArea(3)
	area.OnEdited = edited.call
	w := window(t, area)
	w.Canvas().Focus(area)
	board := fyne.CurrentApp().Clipboard()
	board.SetContent(groups)
	shortcut(w, &fyne.ShortcutPaste{Clipboard: board})
	if area.Text != groups {
		t.Errorf("pasted %q", area.Text)
	}
	edited.want(t, 1, "after a paste")
	area.Wipe()
	shortcut(w, &fyne.ShortcutUndo{})
	if area.Text != "" {
		t.Errorf("Ctrl+Z brings %q back", area.Text)
	}
}

func TestAreaIsAsHighAsItsLines(t *testing.T) {
	low, high := NewArea(2), NewArea(6)
	if one := (high.MinSize().Height - low.MinSize().Height) / 4; one < 14 || one > 24 {
		t.Errorf("a line is %v high", one)
	}
}
