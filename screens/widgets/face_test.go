package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"qlingo/screens/look"
)

// A text without its face makes the start parse more than our fonts (look.Plain says why).
func TestTextsNameTheirFace(t *testing.T) {
	start(t).Settings().SetTheme(look.New(look.ModeLight))
	seen, entries := 0, 0
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			seen++
			if o.FontSource != look.Face(o.TextStyle) {
				t.Errorf("%q does not name the face of its style", o.Text)
			}
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case *widget.RichText: // of an entry
			for _, part := range o.Segments {
				if text, ok := part.(*widget.TextSegment); ok {
					entries++
					if style := text.Style.TextStyle; style != look.Plain && !style.Monospace {
						t.Errorf("an entry with %q has the style %v", text.Text, style)
					}
				}
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	for _, page := range []func(fyne.Window){galleryLogin, galleryPIN, galleryFirst, galleryEnrol, galleryUsers, galleryParts} {
		w := test.NewTempWindow(t, nil)
		w.Resize(fyne.NewSize(1080, 720))
		page(w)
		walk(w.Content())
	}
	if seen < 50 {
		t.Errorf("only %d texts seen", seen)
	}
	if entries == 0 {
		t.Error("no entries seen")
	}
}
