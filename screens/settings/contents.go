package settings

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/widgets"
)

// contents is the line of links at the top that lead to the sections of the page.
type contents struct {
	line     *fyne.Container
	sections []fyne.CanvasObject
}

func newContents() *contents { return &contents{line: widgets.Line(20)} }

// add adds a link to a section.
func (c *contents) add(title string, to fyne.CanvasObject) {
	c.line.Add(widgets.NewButton(widgets.KindLink, title, func() { widgets.GoTo(to) }))
	c.sections = append(c.sections, to)
}

// update hides the links to sections that are not there.
func (c *contents) update() {
	for i, to := range c.sections {
		if to.Visible() {
			c.line.Objects[i].Show()
		} else {
			c.line.Objects[i].Hide()
		}
	}
}
