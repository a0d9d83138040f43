package screentest

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qlingo/model"
	_ "qlingo/model/keys/cheap"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Objects returns all visible objects of the window, dialogs last.
func (s *Harness) Objects() []fyne.CanvasObject {
	all := test.LaidOutObjects(s.Window.Content())
	for _, overlay := range s.Window.Canvas().Overlays().List() {
		all = append(all, test.LaidOutObjects(overlay)...)
	}
	return all
}

// Find returns the last visible widget of a type that fits.
func Find[T fyne.CanvasObject](s *Harness, fits func(T) bool) (found T, ok bool) {
	for _, o := range s.Objects() {
		if w, is := o.(T); is && w.Visible() && fits(w) {
			found, ok = w, true
		}
	}
	return found, ok
}

func (s *Harness) Button(key string) *widgets.Button {
	s.T.Helper()
	b, ok := Find(s, func(b *widgets.Button) bool { return b.Text == i18n.T(key) })
	if !ok {
		s.T.Fatalf("no button %q on this page:\n%s", i18n.T(key), s.Text())
	}
	return b
}

// Tap presses a button. Inside, signing out is a line of the menu at the top.
func (s *Harness) Tap(key string) {
	s.T.Helper()
	if _, inside := Find(s, func(*widgets.TopMenu) bool { return true }); inside && key == "shell.sign_out" {
		s.FromTopMenu(key)
		return
	}
	test.Tap(s.Button(key))
}

// Field returns the field with a label.
func (s *Harness) Field(key string, pairs ...any) *widgets.Field {
	s.T.Helper()
	f, ok := Find(s, func(f *widgets.Field) bool { return f.Label == i18n.T(key, pairs...) })
	if !ok {
		s.T.Fatalf("no field %q on this page:\n%s", i18n.T(key, pairs...), s.Text())
	}
	return f
}

// Fill replaces the text of a field by typing.
func (s *Harness) Fill(f *widgets.Field, text string) {
	s.T.Helper()
	s.Write(f.Entry, text)
}

func (s *Harness) Write(o fyne.CanvasObject, text string) {
	s.T.Helper()
	entry, ok := o.(interface {
		fyne.Focusable
		Wipe()
	})
	if !ok {
		s.T.Fatalf("%T takes no text", o)
	}
	s.Window.Canvas().Focus(entry)
	entry.Wipe()
	for _, r := range text {
		entry.TypedRune(r)
	}
}

// Press sends a key to the focused widget.
func (s *Harness) Press(name fyne.KeyName) {
	s.T.Helper()
	focused := s.Window.Canvas().Focused()
	if focused == nil {
		s.T.Fatal("nothing has the focus")
	}
	focused.TypedKey(&fyne.KeyEvent{Name: name})
}

// Text returns what people read on the page.
func (s *Harness) Text() string {
	var lines []string
	for _, o := range s.Objects() {
		switch w := o.(type) {
		case *widgets.Text:
			lines = append(lines, w.Text)
		case *widgets.Button:
			lines = append(lines, "["+w.Text+"]")
		}
	}
	return strings.Join(lines, "\n")
}

func (s *Harness) Shows(key string, pairs ...any) {
	s.T.Helper()
	want := i18n.T(key, pairs...)
	for _, line := range strings.Split(s.Text(), "\n") {
		if line == want || (strings.Contains(want, "\n") && strings.Contains(s.Text(), want)) {
			return
		}
	}
	s.T.Errorf("the page does not say %q:\n%s", want, s.Text())
}

// OnPage asserts the page in front by its name in the log.
func (s *Harness) OnPage(name string) {
	s.T.Helper()
	var last string
	for _, line := range strings.Split(s.Log.String(), "\n") {
		if _, after, ok := strings.Cut(line, "msg=screen name="); ok {
			last = after
		}
	}
	if last != name {
		s.T.Fatalf("page %q is in front, not %q:\n%s", last, name, s.Text())
	}
}

func (s *Harness) Logged(text string) bool { return strings.Contains(s.Log.String(), text) }

// SignIn goes through the login page.
func (s *Harness) SignIn(id, password string) {
	s.T.Helper()
	s.Fill(s.Field("login.id"), id)
	s.Fill(s.Field("login.password"), password)
	s.Tap("login.submit")
}

func Failed(code model.Code) error { return &model.Error{Code: code, Err: errors.New("on purpose")} }

// Ground is the layer under the page that receives the mouse where no widget does.
func (s *Harness) Ground() interface {
	desktop.Hoverable
	desktop.Mouseable
	fyne.Tappable
} {
	return s.Window.Content().(*fyne.Container).Objects[0].(interface {
		desktop.Hoverable
		desktop.Mouseable
		fyne.Tappable
	})
}

// Closes reports whether the window closes when asked to.
func (s *Harness) Closes() bool {
	s.Quit = false
	s.W.OnClose()
	return s.Quit
}

// Page returns the page inside the shell.
func (s *Harness) Page() window.Page {
	s.T.Helper()
	inside, ok := s.W.Current().(interface{ Page() window.Page })
	if !ok {
		s.T.Fatalf("nobody is inside:\n%s", s.Text())
	}
	return inside.Page()
}

// Who returns the menu at the top that says who is signed in.
func (s *Harness) Who() *widgets.TopMenu {
	s.T.Helper()
	link, ok := Find(s, func(*widgets.TopMenu) bool { return true })
	if !ok {
		s.T.Fatalf("there is no bar:\n%s", s.Text())
	}
	return link
}

// BenchWindow makes a window without a database.
func BenchWindow(b *testing.B) *window.Window {
	b.Helper()
	i18n.Use(i18n.Japanese)
	Dress(look.ModeLight)
	front := test.NewTempWindow(b, nil)
	front.Resize(fyne.NewSize(1080, 720))
	return window.New(&window.Config{
		App: TheApp, Window: front, Clock: time.Now, Log: slog.New(slog.DiscardHandler),
		Platform: &Platform{}, Spawn: func(func()) {}, // nothing is loaded
	})
}

// Search returns the search field of the page.
func (s *Harness) Search() *widgets.Entry {
	s.T.Helper()
	page, ok := s.Page().(interface{ SearchField() *widgets.Entry })
	if !ok {
		s.T.Fatalf("%T has nothing to search in", s.Page())
	}
	return page.SearchField()
}

// Checks returns the visible check boxes of the page.
func (s *Harness) Checks() (all []*widgets.Check) {
	for _, o := range s.Objects() {
		if check, ok := o.(*widgets.Check); ok && check.Visible() {
			all = append(all, check)
		}
	}
	return all
}
