package window_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/model"
	"qlingo/screens/screentest"
)

// A click on nothing leaves focus and page as they were.
func TestAClickAtNothingKeepsTheFocus(t *testing.T) {
	s := screentest.New(t).WithOffice(model.KindMulti).Begin()
	field := s.Field("login.id").Entry.(fyne.Focusable)
	s.Window.Canvas().Focus(field)
	s.Ground().MouseDown(&desktop.MouseEvent{})
	s.Window.Canvas().Unfocus() // as the window does on a click on nothing that takes the focus
	s.Ground().MouseUp(nil)
	s.Ground().Tapped(nil)
	s.Focused(field, "id")
}
