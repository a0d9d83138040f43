package window_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/screentest"
	"qlingo/screens/window"
)

// counted is a page that counts how often it was laid out.
type counted struct {
	body  *fyne.Container
	count int
}

func (p *counted) Layout([]fyne.CanvasObject, fyne.Size)       { p.count++ }
func (*counted) MinSize([]fyne.CanvasObject) (least fyne.Size) { return least }
func (p *counted) Content() fyne.CanvasObject                  { return p.body }
func (*counted) Focus() fyne.Focusable                         { return nil }
func (*counted) Wipe()                                         {}

// The window is drawn once more after its size has changed, and not again and again.
func TestWindowIsDrawnAgainAfterResizing(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	p := &counted{}
	p.body = &fyne.Container{Layout: p}
	s.W.Show(func() window.Screen { return p })
	s.W.Tick()
	for _, size := range []fyne.Size{{Width: 820, Height: 600}, {Width: 900, Height: 700}} {
		s.Window.Resize(size)
		resized := p.count
		s.W.Tick()
		drawn := p.count
		s.W.Tick()
		if drawn <= resized || p.count != drawn {
			t.Errorf("laid out %d times by resizing, %d after a second, %d after two", resized, drawn, p.count)
		}
	}
}
