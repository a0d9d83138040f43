package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// hearing is a window whose canvas takes shortcuts, like that of the real driver.
type hearing struct {
	fyne.Window
	canvas *hearingCanvas
}

type hearingCanvas struct {
	fyne.Canvas
	fyne.ShortcutHandler
}

func (w hearing) Canvas() fyne.Canvas { return w.canvas }

func (c *hearingCanvas) AddShortcut(s fyne.Shortcut, act func(fyne.Shortcut)) {
	c.ShortcutHandler.AddShortcut(s, act)
}

func (c *hearingCanvas) RemoveShortcut(s fyne.Shortcut) { c.ShortcutHandler.RemoveShortcut(s) }

// hears begins a stage whose window takes shortcuts, and returns a function that types one.
func hears(s *stage) (typed func(fyne.KeyName)) {
	canvas := &hearingCanvas{Canvas: s.window.Canvas()}
	s.cfg.Window = hearing{s.window, canvas}
	s.begin()
	return func(key fyne.KeyName) {
		canvas.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
	}
}

// proofs check that every key in the list does what the list says. Keys of tables and dialogs have tests of their own
// beside the widgets; here they are tried on the pages.
var proofs = map[string]func(s *stage, typed func(fyne.KeyName)){
	"shortcuts.help": func(s *stage, _ func(fyne.KeyName)) {
		s.key(fyne.KeyF1)
		openedOf(s, "help")
	},
	"shortcuts.list": func(s *stage, typed func(fyne.KeyName)) {
		typed(fyne.KeySlash)
		openedOf(s, "shortcuts")
		s.key(fyne.KeyEscape)
		s.tap("users.add")
		typed(fyne.KeySlash)
		typed(fyne.KeySlash)
		if s.dialogs("shortcuts") != 2 {
			s.t.Errorf("opened %d times", s.dialogs("shortcuts"))
		}
	},
	"shortcuts.lock": func(s *stage, typed func(fyne.KeyName)) {
		s.tap("users.add")
		typed(fyne.KeyL)
		s.onPage("lock")
	},
	"shortcuts.find": func(s *stage, typed func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		typed(fyne.KeyF)
		s.focused(s.search(), "search")
		s.tap("users.add")
		form := s.window.Canvas().Focused()
		typed(fyne.KeyF)
		s.focused(form, "form")
		s.key(fyne.KeyEscape)
		s.follow("shell.activity")
		s.window.Canvas().Unfocus()
		typed(fyne.KeyF)
		s.focused(s.w.Current().Focus(), "search")
		s.w.Lock()
		typed(fyne.KeyF)
		s.focused(s.field("login.password").Entry.(*widgets.PasswordEntry), "password")
		s.w.Flow.SignOut()
		typed(fyne.KeyF)
		s.onPage("login")
	},
	"shortcuts.next": func(s *stage, _ func(fyne.KeyName)) {
		before := s.window.Canvas().Focused()
		s.window.Canvas().FocusNext()
		if s.window.Canvas().Focused() == before {
			s.t.Error("the focus stays")
		}
	},
	"shortcuts.previous": func(s *stage, _ func(fyne.KeyName)) {
		before := s.window.Canvas().Focused()
		s.window.Canvas().FocusNext()
		s.window.Canvas().FocusPrevious()
		s.focused(before, "place before")
	},
	"shortcuts.enter": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.button("users.add"))
		s.press(fyne.KeyReturn)
		openedOf(s, "user_form")
		s.fill(s.field("users.login"), "ito.t")
		s.fill(s.field("users.name"), "伊藤 匠")
		s.press(fyne.KeyReturn)
		openedOf(s, "temporary")
	},
	"shortcuts.space": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.button("users.add"))
		s.window.Canvas().Focused().TypedRune(' ')
		openedOf(s, "user_form")
	},
	"shortcuts.escape": func(s *stage, _ func(fyne.KeyName)) {
		s.tap("users.add")
		s.key(fyne.KeyEscape)
		if s.window.Canvas().Overlays().Top() != nil {
			s.t.Error("the dialog stays")
		}
	},
	"shortcuts.scroll": func(s *stage, typed func(fyne.KeyName)) {
		s.window.Resize(fyne.NewSize(820, 400))
		typed(fyne.KeySlash)
		title, _ := find(s, func(text *widgets.Text) bool { return text.Text == i18n.T("shortcuts.title") })
		at := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(title).Y }
		for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyPageDown} {
			before := at()
			s.key(key)
			if at() >= before {
				s.t.Errorf("%s does not scroll", key)
			}
		}
	},
	"shortcuts.rows": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		s.press(fyne.KeyDown)
		s.press(fyne.KeyUp)
		s.press(fyne.KeyPageDown)
		s.press(fyne.KeyReturn)
		openedOf(s, "person")
		s.showsText("takahashi.k")
	},
	"shortcuts.ends": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		s.press(fyne.KeyEnd)
		s.press(fyne.KeyReturn)
		openedOf(s, "person")
		s.showsText("takahashi.k")
	},
	"shortcuts.open": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		s.press(fyne.KeyReturn)
		openedOf(s, "person")
	},
	"shortcuts.switch": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		s.press(fyne.KeyEnd)
		s.press(fyne.KeySpace)
		openedOf(s, "reset")
	},
	"shortcuts.menu": func(s *stage, _ func(fyne.KeyName)) {
		s.window.Canvas().Focus(s.table().Focusable())
		body, _ := s.window.Canvas().Focused().(desktop.Keyable)
		body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		s.press(fyne.KeyF10)
		if _, ok := s.window.Canvas().Overlays().Top().(*widgets.Menu); !ok {
			s.t.Error("no menu")
		}
	},
	"shortcuts.clipboard": func(s *stage, _ func(fyne.KeyName)) {
		board, field := theApp.Clipboard(), s.search()
		s.write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		if field.Text != "abc" || board.Content() != "abc" {
			s.t.Errorf("%q on %q", field.Text, board.Content())
		}
	},
	"shortcuts.all": func(s *stage, _ func(fyne.KeyName)) {
		field := s.search()
		s.write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedRune('d')
		if field.Text != "d" {
			s.t.Errorf("%q", field.Text)
		}
	},
	"shortcuts.undo": func(s *stage, _ func(fyne.KeyName)) {
		field := s.search()
		s.write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutUndo{})
		undone := field.Text
		field.TypedShortcut(&fyne.ShortcutRedo{})
		if undone == "abc" || field.Text != "abc" {
			s.t.Errorf("%q, then %q", undone, field.Text)
		}
	},
}

func openedOf(s *stage, name string) {
	s.t.Helper()
	if s.dialogs(name) != 1 {
		s.t.Errorf("%s was opened %d times:\n%s", name, s.dialogs(name), s.text())
	}
}

// The list of shortcuts is true.
func TestShortcutsDoWhatTheListSays(t *testing.T) {
	s := newStage(t).begin()
	told := map[string]bool{}
	for key := range proofs {
		told[i18n.T(key)] = true
	}
	for _, kind := range s.flow().allShortcuts() {
		for _, shortcut := range kind.list {
			if !told[shortcut.what] {
				t.Errorf("nothing proves %s: %s", shortcut.written(), shortcut.what)
			}
		}
	}
	for key, proof := range proofs {
		t.Run(key, func(t *testing.T) {
			s := newStage(t).withOffice(model.KindMulti, "takahashi.k")
			s.withMFA("takahashi.k", userPassword)
			typed := hears(s)
			s.signIn("sato.h", adminPassword)
			s.onPage("users")
			proof(s, typed)
		})
	}
}

// The list shows what the window handles. On a German keyboard / is Shift and 7: the window gets the key, not the
// character.
func TestShortcutsWithShift(t *testing.T) {
	for _, key := range slashes {
		s := newStage(t)
		hears(s)
		s.w.Canvas().(*hearingCanvas).TypedShortcut(&desktop.CustomShortcut{
			KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift,
		})
		openedOf(s, "shortcuts")
	}
}

func TestShortcutsAreWritten(t *testing.T) {
	s := newStage(t)
	typed := hears(s)
	typed(fyne.KeySlash)
	for _, want := range []string{"F1", "Ctrl+/", "Ctrl+L", "Ctrl+F"} {
		if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
			want = strings.Replace(want, "Ctrl", "Cmd", 1)
		}
		if !strings.Contains("\n"+s.text(), "\n"+want+"\n") {
			t.Errorf("no %s:\n%s", want, s.text())
		}
	}
}

func TestFindKeyAndWayBackToTheTable(t *testing.T) {
	s := managing(t, "abe.m")
	s.w.Focus(s.table().Focusable())
	s.flow().find()
	if s.window.Canvas().Focused() != fyne.Focusable(s.search()) {
		t.Fatal("the search does not have the focus")
	}
	s.key(fyne.KeyReturn)
	if s.window.Canvas().Focused() != s.table().Focusable() {
		t.Error("Enter does not lead to the table")
	}
	hidden := s.search()
	hidden.SetText("abe")
	s.w.Lock()
	s.flow().find()
	if s.window.Canvas().Focused().(fyne.CanvasObject) != s.field("login.password").Entry || hidden.SelectedText() != "" {
		t.Error("the hidden search hears the key")
	}
}
