package screentest

import (
	"bytes"
	"cmp"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Area is a rectangle of the window.
type Area struct{ Left, Top, Right, Bottom float32 }

func AreaOf(at fyne.Position, size fyne.Size) Area {
	return Area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (a Area) Within(b Area) Area {
	return Area{max(a.Left, b.Left), max(a.Top, b.Top), min(a.Right, b.Right), min(a.Bottom, b.Bottom)}
}

// Eye finds text that cannot be read to its end, because it is cut off by the window, by the edge of a scrolled part,
// or by its control.
type Eye struct {
	Found    []string
	sideways bool // in a table that scrolls to the left and right
}

const Slack = 1.5 // in Fyne's units, for the rounding of sizes

// Walk looks at an object and everything in it. clip is what is visible, box the control around it.
func (e *Eye) Walk(o fyne.CanvasObject, at fyne.Position, clip, box Area, rolls bool) {
	if !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	mine := AreaOf(at, o.Size())
	switch o := o.(type) {
	case *canvas.Text:
		e.Read(o, at, clip, box, rolls)
	case *fyne.Container:
		for _, child := range o.Objects {
			e.Walk(child, at, clip, box, rolls)
		}
	case *container.Scroll:
		e.Walk(o.Content, at, clip.Within(mine), mine.Within(box), true)
	case fyne.Widget:
		if table, ok := o.(*widgets.Table); ok && table.Least > 0 {
			e.sideways = true
			defer func() { e.sideways = false }()
		}
		for _, child := range test.WidgetRenderer(o).Objects() {
			e.Walk(child, at, clip, mine, rolls)
		}
	}
}

func (e *Eye) Read(text *canvas.Text, at fyne.Position, clip, box Area, rolls bool) {
	need := text.MinSize()
	left := at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		left += (text.Size().Width - need.Width) / 2
	case fyne.TextAlignTrailing:
		left += text.Size().Width - need.Width
	}
	seen := clip
	if rolls { // people can scroll to the rest
		seen.Top, seen.Bottom = -1e6, 1e6
	}
	if e.sideways {
		seen.Left, seen.Right = -1e6, 1e6
	}
	around := box.Within(seen)
	if left < around.Left-Slack || left+need.Width > around.Right+Slack ||
		at.Y < seen.Top-Slack || at.Y+need.Height > seen.Bottom+Slack {
		e.Found = append(e.Found, fmt.Sprintf("%q: %v–%v in %v–%v", text.Text, left, left+need.Width, around.Left, around.Right))
	}
}

// NothingCutOff looks at everything shown, in the smallest window and in a usual one.
func (s *Harness) NothingCutOff(what string) {
	s.T.Helper()
	s.EnterIsSafe(what)
	for _, size := range []fyne.Size{fyne.NewSize(820, 600), fyne.NewSize(1080, 720)} {
		s.Window.Resize(size)
		whole := AreaOf(fyne.Position{}, size)
		e := &Eye{}
		if least := s.Window.Content().MinSize(); least.Width > size.Width || least.Height > size.Height {
			e.Found = append(e.Found, fmt.Sprintf("the page asks for a window of %v", least))
		}
		shown := []fyne.CanvasObject{s.Window.Content()}
		if over := s.Window.Canvas().Overlays().Top(); over != nil {
			shown = []fyne.CanvasObject{over}
		}
		for _, o := range shown {
			e.Walk(o, fyne.Position{}, whole, whole, false)
		}
		for _, found := range e.Found {
			s.T.Errorf("%s %s %v: %s", i18n.Lang(), what, size, found)
		}
		s.KeyboardWalks(what)
		s.Picture(what, size)
	}
	s.Contrasts(what)
	s.Spoken(what)
}

// Picture saves a picture for people to look at, in the folder that QLINGO_PICTURES names.
func (s *Harness) Picture(what string, size fyne.Size) {
	s.T.Helper()
	folder := os.Getenv("QLINGO_PICTURES")
	if folder == "" {
		return
	}
	var shot bytes.Buffer
	s.Must(png.Encode(&shot, s.Window.Canvas().Capture()))
	name := fmt.Sprintf("%s-%s-%s-%d-%v.png", strings.ReplaceAll(what, ".", "_"), i18n.Lang(), Worn.mode, Worn.percent, size.Width)
	s.Must(os.WriteFile(filepath.Join(folder, name), shot.Bytes(), 0o600))
}

// Worn is the appearance of the pages that Large makes.
var Worn struct {
	mode    look.Mode
	percent int
}

// Large makes a harness in a language, with the current size of text and appearance of InEachLanguage.
func Large(t *testing.T, lang string) *Harness {
	t.Helper()
	s := New(t)
	i18n.Use(lang)
	t.Cleanup(func() { i18n.Use("ja") })
	t.Cleanup(func() { look.SetTextSize(100) })
	look.SetTextSize(cmp.Or(Worn.percent, 150)) // outside InEachLanguage the largest
	Dress(Worn.mode)
	return s
}

// InEachLanguage runs a test in each language and three sizes of text, each light and dark.
func InEachLanguage(t *testing.T, run func(t *testing.T, lang string)) {
	modes := []look.Mode{look.ModeLight, look.ModeDark}
	for i, lang := range i18n.Languages() {
		for j, percent := range []int{100, 125, 150} {
			mode := modes[(i+j)%2]
			t.Run(fmt.Sprintf("%s-%s-%d", lang, mode, percent), func(t *testing.T) {
				Worn.mode, Worn.percent = mode, percent
				run(t, lang)
			})
		}
	}
}
