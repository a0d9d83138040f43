package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/screentest"
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

// hears begins a harness whose window takes shortcuts, and returns a function that types one.
func hears(s *screentest.Harness) (typed func(fyne.KeyName)) {
	canvas := &hearingCanvas{Canvas: s.Window.Canvas()}
	s.Cfg.Window = hearing{s.Window, canvas}
	s.Begin()
	return func(key fyne.KeyName) {
		canvas.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
	}
}

// proofs check that every key in the list does what the list says. Keys of tables and dialogs have tests of their own
// beside the widgets; here they are tried on the pages.
var proofs = map[string]func(s *screentest.Harness, typed func(fyne.KeyName)){
	"shortcuts.help": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Key(fyne.KeyF1)
		openedOf(s, "help")
	},
	"shortcuts.list": func(s *screentest.Harness, typed func(fyne.KeyName)) {
		typed(fyne.KeySlash)
		openedOf(s, "shortcuts")
		s.Key(fyne.KeyEscape)
		s.Tap("users.add")
		typed(fyne.KeySlash)
		typed(fyne.KeySlash)
		if s.Dialogs("shortcuts") != 2 {
			s.T.Errorf("opened %d times", s.Dialogs("shortcuts"))
		}
	},
	"shortcuts.lock": func(s *screentest.Harness, typed func(fyne.KeyName)) {
		s.Tap("users.add")
		typed(fyne.KeyL)
		s.OnPage("lock")
	},
	"shortcuts.find": func(s *screentest.Harness, typed func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		typed(fyne.KeyF)
		s.Focused(s.Search(), "search")
		s.Tap("users.add")
		form := s.Window.Canvas().Focused()
		typed(fyne.KeyF)
		s.Focused(form, "form")
		s.Key(fyne.KeyEscape)
		s.Follow("shell.activity")
		s.Window.Canvas().Unfocus()
		typed(fyne.KeyF)
		s.Focused(s.W.Current().Focus(), "search")
		s.W.Lock()
		typed(fyne.KeyF)
		s.Focused(s.Field("login.password").Entry.(*widgets.PasswordEntry), "password")
		s.W.Flow.SignOut()
		typed(fyne.KeyF)
		s.OnPage("login")
	},
	"shortcuts.next": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		before := s.Window.Canvas().Focused()
		s.Window.Canvas().FocusNext()
		if s.Window.Canvas().Focused() == before {
			s.T.Error("the focus stays")
		}
	},
	"shortcuts.previous": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		before := s.Window.Canvas().Focused()
		s.Window.Canvas().FocusNext()
		s.Window.Canvas().FocusPrevious()
		s.Focused(before, "place before")
	},
	"shortcuts.enter": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Button("users.add"))
		s.Press(fyne.KeyReturn)
		openedOf(s, "user_form")
		s.Fill(s.Field("users.login"), "ito.t")
		s.Fill(s.Field("users.name"), "伊藤 匠")
		s.Press(fyne.KeyReturn)
		openedOf(s, "temporary")
	},
	"shortcuts.space": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Button("users.add"))
		s.Window.Canvas().Focused().TypedRune(' ')
		openedOf(s, "user_form")
	},
	"shortcuts.escape": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Tap("users.add")
		s.Key(fyne.KeyEscape)
		if s.Window.Canvas().Overlays().Top() != nil {
			s.T.Error("the dialog stays")
		}
	},
	"shortcuts.scroll": func(s *screentest.Harness, typed func(fyne.KeyName)) {
		s.Window.Resize(fyne.NewSize(820, 400))
		typed(fyne.KeySlash)
		title, _ := screentest.Find(s, func(text *widgets.Text) bool { return text.Text == i18n.T("shortcuts.title") })
		at := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(title).Y }
		for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyPageDown} {
			before := at()
			s.Key(key)
			if at() >= before {
				s.T.Errorf("%s does not scroll", key)
			}
		}
	},
	"shortcuts.rows": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		s.Press(fyne.KeyDown)
		s.Press(fyne.KeyUp)
		s.Press(fyne.KeyPageDown)
		s.Press(fyne.KeyReturn)
		openedOf(s, "person")
		s.ShowsText("takahashi.k")
	},
	"shortcuts.ends": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		s.Press(fyne.KeyEnd)
		s.Press(fyne.KeyReturn)
		openedOf(s, "person")
		s.ShowsText("takahashi.k")
	},
	"shortcuts.open": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		s.Press(fyne.KeyReturn)
		openedOf(s, "person")
	},
	"shortcuts.switch": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		s.Press(fyne.KeyEnd)
		s.Press(fyne.KeySpace)
		openedOf(s, "reset")
	},
	"shortcuts.menu": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		s.Window.Canvas().Focus(s.Table().Focusable())
		body, _ := s.Window.Canvas().Focused().(desktop.Keyable)
		body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		s.Press(fyne.KeyF10)
		if _, ok := s.Window.Canvas().Overlays().Top().(*widgets.Menu); !ok {
			s.T.Error("no menu")
		}
	},
	"shortcuts.tick": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		ctrlSpace := &desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierControl}
		onRows(s).TypedShortcut(ctrlSpace)
		ticked(s, 1)
		onRows(s).TypedShortcut(ctrlSpace)
		ticked(s, 0)
	},
	"shortcuts.tick_range": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		onRows(s)
		body, _ := s.Window.Canvas().Focused().(desktop.Keyable)
		body.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		s.Press(fyne.KeyDown)
		ticked(s, 2)
		s.Press(fyne.KeyUp)
		ticked(s, 1)
	},
	"shortcuts.tick_all": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		onRows(s).TypedShortcut(&fyne.ShortcutSelectAll{})
		ticked(s, 2)
	},
	"shortcuts.untick": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		onRows(s).TypedShortcut(&fyne.ShortcutSelectAll{})
		s.Press(fyne.KeyEscape)
		ticked(s, 0)
	},
	"shortcuts.clipboard": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		board, field := screentest.TheApp.Clipboard(), s.Search()
		s.Write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedShortcut(&fyne.ShortcutCut{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
		field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: board})
		if field.Text != "abc" || board.Content() != "abc" {
			s.T.Errorf("%q on %q", field.Text, board.Content())
		}
	},
	"shortcuts.all": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		field := s.Search()
		s.Write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
		field.TypedRune('d')
		if field.Text != "d" {
			s.T.Errorf("%q", field.Text)
		}
	},
	"shortcuts.undo": func(s *screentest.Harness, _ func(fyne.KeyName)) {
		field := s.Search()
		s.Write(field, "abc")
		field.TypedShortcut(&fyne.ShortcutUndo{})
		undone := field.Text
		field.TypedShortcut(&fyne.ShortcutRedo{})
		if undone == "abc" || field.Text != "abc" {
			s.T.Errorf("%q, then %q", undone, field.Text)
		}
	},
}

// onRows puts the focus on the rows of the table.
func onRows(s *screentest.Harness) fyne.Shortcutable {
	s.T.Helper()
	s.Window.Canvas().Focus(s.Table().Focusable())
	return s.Table().Focusable().(fyne.Shortcutable)
}

func ticked(s *screentest.Harness, want int) {
	s.T.Helper()
	if all, _ := s.Table().TickedCount(); all != want {
		s.T.Errorf("%d rows are ticked, want %d", all, want)
	}
}

func openedOf(s *screentest.Harness, name string) {
	s.T.Helper()
	if s.Dialogs(name) != 1 {
		s.T.Errorf("%s was opened %d times:\n%s", name, s.Dialogs(name), s.Text())
	}
}

// The list of shortcuts is true.
func TestShortcutsDoWhatTheListSays(t *testing.T) {
	s := screentest.New(t).Begin()
	listed := map[string]bool{}
	for key := range proofs {
		listed[i18n.T(key)] = true
	}
	for _, kind := range flowOf(s).allShortcuts() {
		for _, shortcut := range kind.list {
			if !listed[shortcut.label] {
				t.Errorf("nothing proves %s: %s", shortcut.written(), shortcut.label)
			}
		}
	}
	for key, proof := range proofs {
		t.Run(key, func(t *testing.T) {
			s := screentest.New(t).WithOffice(model.KindMulti, "takahashi.k")
			s.WithMFA("takahashi.k", screentest.UserPassword)
			typed := hears(s)
			s.SignIn("sato.h", screentest.AdminPassword)
			s.OnPage("users")
			proof(s, typed)
		})
	}
}

// The list shows what the window handles. On a German keyboard / is Shift and 7: the window gets the key, not the
// character.
func TestShortcutsWithShift(t *testing.T) {
	for _, key := range slashes {
		s := screentest.New(t)
		hears(s)
		s.W.Canvas().(*hearingCanvas).TypedShortcut(&desktop.CustomShortcut{
			KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift,
		})
		openedOf(s, "shortcuts")
	}
}

func TestShortcutsAreWritten(t *testing.T) {
	s := screentest.New(t)
	typed := hears(s)
	typed(fyne.KeySlash)
	for _, want := range []string{"F1", "Ctrl+/", "Ctrl+L", "Ctrl+F"} {
		if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
			want = strings.Replace(want, "Ctrl", "Cmd", 1)
		}
		if !strings.Contains("\n"+s.Text(), "\n"+want+"\n") {
			t.Errorf("no %s:\n%s", want, s.Text())
		}
	}
}

func TestFindKeyAndWayBackToTheTable(t *testing.T) {
	s := screentest.Managing(t, "abe.m")
	s.W.Focus(s.Table().Focusable())
	flowOf(s).find()
	if s.Window.Canvas().Focused() != fyne.Focusable(s.Search()) {
		t.Fatal("the search does not have the focus")
	}
	s.Key(fyne.KeyReturn)
	if s.Window.Canvas().Focused() != s.Table().Focusable() {
		t.Error("Enter does not lead to the table")
	}
	hidden := s.Search()
	hidden.SetText("abe")
	s.W.Lock()
	flowOf(s).find()
	if s.Window.Canvas().Focused().(fyne.CanvasObject) != s.Field("login.password").Entry || hidden.SelectedText() != "" {
		t.Error("the hidden search gets the key")
	}
}
