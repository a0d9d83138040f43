package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/look"
)

func TestEntryTellsEditsOfAPersonOnly(t *testing.T) {
	var edited counter
	e := NewEntry()
	e.OnEdited = edited.call
	w := window(t, e)
	e.SetText("sato.h")
	edited.want(t, 0, "after SetText")
	if e.CursorColumn != 6 {
		t.Errorf("the cursor is at %d, want the end", e.CursorColumn)
	}
	w.Canvas().Focus(e)
	test.Type(e, "2")
	edited.want(t, 1, "after a letter")
	key(w, fyne.KeyBackspace)
	edited.want(t, 2, "after Backspace")
	e.Wipe()
	edited.want(t, 2, "after Wipe")
}

func TestEntryWipeLeavesNothingToUndo(t *testing.T) {
	p := NewPasswordEntry()
	w := window(t, p)
	w.Canvas().Focus(p)
	test.Type(p, "correct horse")
	p.Wipe()
	shortcut(w, &fyne.ShortcutUndo{})
	if p.Text() != "" {
		t.Errorf("Ctrl+Z brings %q back", p.Text())
	}
}

// TestEnterWaitsForAnInputMethod: on X11 the Enter that commits 山田 comes
// first, the text just after it.
func TestEnterWaitsForAnInputMethod(t *testing.T) {
	type guarded interface {
		fyne.Focusable
		fyne.CanvasObject
	}
	for name, build := range map[string]func(func()) (guarded, rune){
		"entry":    func(f func()) (guarded, rune) { e := NewEntry(); e.OnEnter = f; return e, '山' },
		"password": func(f func()) (guarded, rune) { e := NewPasswordEntry(); e.OnEnter = f; return e, 'a' },
		"pin":      func(f func()) (guarded, rune) { e := NewPINEntry(true); e.OnEnter = f; return e, '５' },
	} {
		t.Run(name, func(t *testing.T) {
			var entered counter
			e, letter := build(entered.call)
			w := window(t, e)
			pass := held(t)
			w.Canvas().Focus(e)

			key(w, fyne.KeyReturn)
			e.TypedRune(letter)
			pass()
			entered.want(t, 0, "the Enter that committed text")
			key(w, fyne.KeyReturn)
			entered.want(t, 0, "an Enter that text may follow")
			pass()
			entered.want(t, 1, "a plain Enter")
		})
	}
}

func TestEnterIsDroppedByWipe(t *testing.T) {
	var entered counter
	e := NewEntry()
	e.OnEnter = entered.call
	w := window(t, e)
	pass := held(t)
	w.Canvas().Focus(e)
	key(w, fyne.KeyReturn)
	e.Wipe()
	pass()
	entered.want(t, 0, "an Enter typed before the page was left")
}

func TestEntryPassesShortcutsOfTheWindowOn(t *testing.T) {
	for name, e := range map[string]fyne.Focusable{"entry": NewEntry(), "password": NewPasswordEntry(), "pin": NewPINEntry(false)} {
		var locked counter
		object, _ := e.(fyne.CanvasObject)
		w := window(t, object)
		AddShortcut(shortcuts(t, w), ctrl(fyne.KeyL), true, locked.call)
		w.Canvas().Focus(e)
		shortcut(w, ctrl(fyne.KeyL))
		locked.want(t, 1, name+": Ctrl+L in a field")
	}
}

func TestPasswordIsShownAndHidden(t *testing.T) {
	p := NewPasswordEntry()
	w := window(t, p)
	w.Canvas().Focus(p)
	test.Type(p, "秘密の合言葉")
	if p.Text() != "秘密の合言葉" || !p.Password {
		t.Fatalf("text is %q, revealed %v", p.Text(), !p.Password)
	}
	w.Canvas().FocusNext()
	key(w, fyne.KeySpace)
	if p.Password || p.toggle.Text != "隠す" {
		t.Errorf("Space on the button: revealed %v, button %q", !p.Password, p.toggle.Text)
	}
	entered := 0
	p.OnEnter = func() { entered++ }
	key(w, fyne.KeyReturn)
	if p.Password || entered != 1 {
		t.Errorf("Enter on the button: revealed %v, entered %d times", !p.Password, entered)
	}
	test.Tap(p.toggle)
	if !p.Password || p.toggle.Text != "表示" {
		t.Errorf("a tap on the button: revealed %v, button %q", !p.Password, p.toggle.Text)
	}
	p.Reveal(true)
	p.Wipe()
	if !p.Password {
		t.Error("what is typed after Wipe could be read")
	}
}

func TestPasswordIsNotCopiedWhileHidden(t *testing.T) {
	p := NewPasswordEntry()
	w := window(t, p)
	p.SetText("correct horse")
	w.Canvas().Focus(p)
	board := test.NewClipboard()
	shortcut(w, &fyne.ShortcutSelectAll{})
	shortcut(w, &fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != "" {
		t.Errorf("the clipboard holds %q", board.Content())
	}
}

func TestCapsLockIsToldByTyping(t *testing.T) {
	var reports []bool
	p := NewPasswordEntry()
	p.OnCapsLock = func(on bool) { reports = append(reports, on) }
	w := window(t, p)
	w.Canvas().Focus(p)
	test.Type(p, "ab1")
	test.Type(p, "C") // no Shift was pressed
	test.Type(p, "D2")
	p.KeyDown(&fyne.KeyEvent{Name: "LeftShift"})
	test.Type(p, "E")
	if want := []bool{true, false}; len(reports) != 2 || reports[0] != want[0] || reports[1] != want[1] {
		t.Errorf("Caps Lock was reports %v, want %v", reports, want)
	}
}

func TestTabFollowsTheEye(t *testing.T) {
	id, pw, ok := NewEntry(), NewPasswordEntry(), NewButton(KindMain, "ログイン", nil)
	w := window(t, NewCardSized(400, VStack(look.Gap, NewField("ID", id), NewField("パスワード", pw), ok)))
	for i, want := range []fyne.Focusable{id, pw, pw.toggle, ok, id} {
		w.Canvas().FocusNext()
		if got := w.Canvas().Focused(); got != want {
			t.Fatalf("Tab %d goes to %T, want %T", i+1, got, want)
		}
	}
}

// TestNothingMovesByItself: a running animation costs a tenth of a core and
// more, and login pages stay open for hours.
func TestNothingMovesByItself(t *testing.T) {
	start(t)
	app := fyne.CurrentApp()
	running := &runningApp{App: app, driver: &runningDriver{Driver: app.Driver(), now: map[*fyne.Animation]bool{}}}
	fyne.SetCurrentApp(running)
	defer fyne.SetCurrentApp(app)
	w := window(t, everything())
	e := NewEntry()
	w.SetContent(VStack(8, e, w.Content()))
	e.SetText("sato.h")
	for range 12 {
		w.Canvas().FocusNext()
		key(w, fyne.KeyLeft)
		if n := len(running.driver.now); n > 0 {
			t.Fatalf("%d animations run with the focus on %T", n, w.Canvas().Focused())
		}
	}
	if !running.driver.asked {
		t.Error("Fyne has started no animation: the test is void")
	}
}

type runningApp struct {
	fyne.App
	driver *runningDriver
}

func (a *runningApp) Driver() fyne.Driver { return a.driver }

// runningDriver records which animations run.
type runningDriver struct {
	fyne.Driver
	now   map[*fyne.Animation]bool
	asked bool
}

func (d *runningDriver) StartAnimation(a *fyne.Animation) { d.now[a], d.asked = true, true }

func (d *runningDriver) StopAnimation(a *fyne.Animation) { delete(d.now, a) }

func TestFieldShowsHintOrError(t *testing.T) {
	e := NewEntry()
	f := NewField("管理者ID", e)
	window(t, f)
	plain := f.MinSize().Height
	f.SetHint("3〜64 文字。")
	if f.MinSize().Height <= plain {
		t.Error("the hint has no room")
	}
	f.SetError("この ID は使われています。")
	if !e.failed || f.Error() == "" || f.note() != f.Error() {
		t.Error("the error is not shown in place of the hint, or the border is not red")
	}
	f.SetError("")
	if e.failed || f.note() != "3〜64 文字。" {
		t.Error("the hint has not come back")
	}
}

func TestEntriesLook(t *testing.T) {
	start(t)
	plain, focused, wrong, off := NewEntry(), NewEntry(), NewEntry(), NewEntry()
	for _, e := range []*Entry{plain, focused, wrong, off} {
		e.SetText("sato.h")
	}
	w := test.NewTempWindow(t, focused)
	w.Canvas().Focus(focused)
	wrong.SetError(true)
	off.Disable()
	pw := NewPasswordEntry()
	pw.SetText("secret")
	field := NewField("管理者ID", NewEntry())
	field.SetHint("3〜64 文字。英字・数字・記号（- _ . @）が使えます。")
	for name, o := range map[string]fyne.CanvasObject{"plain": plain, "focused": focused, "wrong": wrong, "disabled": off, "password": pw, "field": field} {
		o.Resize(fyne.NewSize(300, o.MinSize().Height))
		test.AssertObjectRendersToMarkup(t, "entry/"+name+".xml", o)
	}
}
