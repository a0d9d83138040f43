package widgets

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

const backup = "44aac243e467f618aa780bde"

func TestPINFromPastedText(t *testing.T) {
	for text, want := range map[string]string{
		"123456":                        "123456",
		" 123 456\n":                    "123456",
		"123-456":                       "123456",
		"１２３４５６":                        "123456",
		"１２３　４５６":                       "123456",
		"１２３－４５６":                       "123456",
		"認証コード: 123 456":                "123456",
		"Your code is 123456.":          "123456",
		"code=123456&x=1":               "123456",
		backup:                          backup,
		strings.ToUpper(backup):         backup,
		"44aa c243 e467 f618 aa78 0bde": backup,
		"44aac243-e467f618-aa780bde":    backup,
		"1: " + backup + "\r\n":         backup,
		"ｂackup " + backup:              backup,
		"４４ａａｃ２４３ｅ４６７ｆ６１８ａａ７８０ｂｄｅ": backup,
		"":    "",
		"ひみつ": "",
		"12":  "12",
	} {
		if got := pinFrom(text); got != want {
			t.Errorf("pinFrom(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzPINFrom(f *testing.F) {
	for _, s := range []string{"123456", "１２３", backup, "code 1-2", "\x00\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := pinFrom(text)
		if strings.Trim(got, "0123456789abcdef") != "" {
			t.Errorf("pinFrom(%q) = %q", text, got)
		}
		if again := pinFrom(got); again != got && len(got) <= BackupDigits {
			t.Errorf("pinFrom(%q) = %q, of itself %q", text, got, again)
		}
	})
}

func TestPINTyping(t *testing.T) {
	var edited counter
	p := NewPINEntry(true)
	p.OnEdited = edited.call
	w := window(t, p)
	w.Canvas().Focus(p)
	test.Type(p, "１2 3-x4")
	if p.Text() != "1234" {
		t.Fatalf("text is %q, want 1234", p.Text())
	}
	edited.want(t, 4, "OnEdited: blanks, hyphens and letters out of place change nothing")
	for _, step := range []struct {
		name fyne.KeyName
		want string
	}{
		{fyne.KeyBackspace, "123"},
		{fyne.KeyHome, "123"},
		{fyne.KeyDelete, "23"},
		{fyne.KeyBackspace, "23"},
		{fyne.KeyRight, "23"},
		{fyne.KeyBackspace, "3"},
		{fyne.KeyEnd, "3"},
		{fyne.KeyDelete, "3"},
		{fyne.KeyLeft, "3"},
		{fyne.KeyLeft, "3"},
	} {
		key(w, step.name)
		if p.Text() != step.want {
			t.Fatalf("after %s: %q, want %q", step.name, p.Text(), step.want)
		}
	}
	test.Type(p, "9")
	if p.Text() != "93" {
		t.Errorf("a digit at the cursor gives %q, want 93", p.Text())
	}
	p.Wipe()
	test.Type(p, strings.Repeat("a", 30))
	if len(p.Text()) != BackupDigits {
		t.Errorf("%d digits were taken, want %d at most", len(p.Text()), BackupDigits)
	}
}

func TestPINPaste(t *testing.T) {
	p := NewPINEntry(true)
	w := window(t, p)
	w.Canvas().Focus(p)
	board := test.NewClipboard()
	paste := func(text string) {
		board.SetContent(text)
		shortcut(w, &fyne.ShortcutPaste{Clipboard: board})
	}
	paste("認証コード: 12x")
	paste("ひらがな")
	test.Type(p, "3")
	if p.Text() != "123" {
		t.Errorf("text is %q, want 123", p.Text())
	}
	paste("654 321")
	if p.Text() != "654321" {
		t.Errorf("a whole PIN gives %q: it must replace what is there", p.Text())
	}
	shortcut(w, &fyne.ShortcutSelectAll{})
	test.Type(p, "7")
	if p.Text() != "7" {
		t.Errorf("a digit over everything selected gives %q, want 7", p.Text())
	}
	p.Disable()
	paste("123456")
	p.TypedRune('1')
	if p.Text() != "7" {
		t.Errorf("a disabled field holds %q", p.Text())
	}
}

func TestPINTapSetsTheCursor(t *testing.T) {
	p := NewPINEntry(false)
	window(t, p)
	p.SetText("123456")
	p.Resize(fyne.NewSize(300, 48))
	for x, want := range map[float32]int{0: 0, pinInset + 2: 0, pinInset + 2.1*plainPitch: 2, 290: 6} {
		p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 20)}})
		if p.cursor != want {
			t.Errorf("a tap at %v sets the cursor to %d, want %d", x, p.cursor, want)
		}
	}
}

// TestPINTypedAtOnceAfterAClick: the window reports a click only when it knows that it is not a double click.
func TestPINTypedAtOnceAfterAClick(t *testing.T) {
	p := NewPINEntry(true)
	w := window(t, VStack(8, NewEntry(), p))
	at := fyne.PointEvent{Position: fyne.NewPos(20, 20)}
	p.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
	p.MouseUp(nil)
	for i, r := range "123456" {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
		if i == 2 {
			p.Tapped(&at) // comes 300 ms later
		}
	}
	if p.Text() != "123456" {
		t.Errorf("of 123456 arrived %q", p.Text())
	}
}

func TestPINWipeReachesTheMemory(t *testing.T) {
	start(t)
	p := NewPINEntry(true)
	p.SetText("123456")
	kept := p.digits[:6]
	p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	shorter := p.digits[:5]
	p.Wipe()
	for _, r := range append(kept, shorter...) {
		if r != 0 {
			t.Fatalf("%q is left in memory", string(append(kept, shorter...)))
		}
	}
	if p.Text() != "" {
		t.Errorf("text is %q", p.Text())
	}
}

func TestCodesKeepOutOfLogs(t *testing.T) {
	start(t)
	p, pw := NewPINEntry(true), NewPasswordEntry()
	p.SetText("123456")
	pw.SetText("123456")
	for _, v := range []any{p, pw} {
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("a", "v", v)
		s := fmt.Sprint(v) + fmt.Sprintf("%v %s %+v", v, v, v) + log.String()
		if strings.Contains(s, "123456") || strings.Contains(s, "49 50") { // '1' and '2' as numbers
			t.Errorf("written as %s", s)
		}
	}
}

func TestPINLooks(t *testing.T) {
	start(t)
	for name, text := range map[string]string{"empty": "", "pin": "555111", "backup": backup} {
		big, small := NewPINEntry(true), NewPINEntry(false)
		big.SetText(text)
		small.SetText(text)
		small.SetError(true)
		big.Resize(fyne.NewSize(366, big.MinSize().Height))
		small.Resize(fyne.NewSize(300, small.MinSize().Height))
		test.AssertObjectRendersToMarkup(t, "pin/big_"+name+".xml", big)
		test.AssertObjectRendersToMarkup(t, "pin/wrong_"+name+".xml", small)
	}
}
