package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestPastedTextHasNoLineEnds(t *testing.T) {
	prose, area := NewEntry(), NewArea(3)
	prose.Prose = true
	for name, c := range map[string]struct {
		e    fyne.Shortcutable
		text func() string
		from string
		want string
	}{
		"a password and its line end":   {e: NewPasswordEntry(), from: "correct-horse\r\n", want: "correct-horse"},
		"a password with a tab":         {e: NewPasswordEntry(), from: "correct\thorse", want: "correcthorse"},
		"a password over two lines":     {e: NewPasswordEntry(), from: "\ncorrect\u2028horse\u0085\x00\x7f", want: "correcthorse"},
		"an ID from a spreadsheet":      {e: NewEntry(), from: "\ttakahashi.k\r", want: "takahashi.k"},
		"a name of two cells":           {e: prose, from: "山田\t太郎\r\n", want: "山田 太郎"},
		"a request of several lines":    {e: area, from: "ABCDE\tFGHJK\r\nMNPQR\r\x1a", want: "ABCDE FGHJK\nMNPQR\n"},
		"a sign of more than one rune":  {e: NewEntry(), from: "葛\U000E0100城", want: "葛\U000E0100城"},
		"blanks, which may be meant so": {e: NewPasswordEntry(), from: " a b ", want: " a b "},
	} {
		t.Run(name, func(t *testing.T) {
			start(t)
			c.e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipping(c.from)})
			var got string
			switch e := c.e.(type) {
			case *Entry:
				got = e.Text
			case *PasswordEntry:
				got = e.Text()
			case *Area:
				got = e.Text
			}
			if got != c.want {
				t.Errorf("pasted %q, want %q", got, c.want)
			}
		})
	}
}

// A clipboard with nothing but a line end does not delete the selection either.
func TestPastingNothingKeepsWhatIsMarked(t *testing.T) {
	e := NewEntry()
	window(t, e)
	e.SetText("sato.h")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipping("\r\n")})
	if e.Text != "sato.h" {
		t.Errorf("%q is left", e.Text)
	}
}

// The context menu pastes in another way.
func TestPastingByTheMenu(t *testing.T) {
	p := NewPasswordEntry()
	w := window(t, p)
	fyne.CurrentApp().Clipboard().SetContent("correct-horse\n")
	test.TapSecondary(p)
	test.TapCanvas(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(30, 30))
	if p.Text() != "correct-horse" {
		t.Errorf("pasted %q", p.Text())
	}
}

// Text from an input method may contain what no key types.
func TestCommittedTextHasNoControlCharacters(t *testing.T) {
	for _, e := range []interface{ TypedRune(rune) }{NewEntry(), NewPasswordEntry(), NewArea(2)} {
		start(t)
		for _, r := range "山\n\t\x00田" {
			e.TypedRune(r)
		}
	}
	e := NewEntry()
	for _, r := range "山\n\t\x00田" {
		e.TypedRune(r)
	}
	if e.Text != "山田" {
		t.Errorf("%q", e.Text)
	}
}
