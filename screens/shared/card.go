package shared

import (
	"context"
	"io"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Card is the section of the settings about where the database is and which PCs use it. It is hidden until Load.
type Card struct {
	*widgets.Card
	w     *window.Window
	known model.Server
	pcs   []model.PC
	told  bool            // what was just done to a PC is said
	place *fyne.Container // where the server is
	list  *fyne.Container // the PCs
	said  *widgets.Notice
	rows  *fyne.Container
	Grown func() // called when the height changes
}

// NewCard makes the card. Whoever may see it calls Load.
func NewCard(w *window.Window) *Card {
	c := &Card{w: w, place: widgets.VStack(8), list: widgets.VStack(10), said: widgets.NewNotice(widgets.ToneSuccess, ""), Grown: func() {}}
	c.rows = widgets.VStack(look.Gap, widgets.NewTitle(i18n.T("shared.title")))
	for _, row := range c.contents() {
		c.rows.Add(row)
	}
	c.Card = widgets.NewCard(c.rows)
	c.Card.Hide()
	return c
}

// contents are what there is to say and to do about a file, or about a server.
func (c *Card) contents() []fyne.CanvasObject {
	if !c.w.Office().Shared() {
		move := widgets.NewButton(widgets.KindPlain, i18n.T("shared.to_server"), func() { moveToServer(c.w) })
		return []fyne.CanvasObject{widgets.NewText(i18n.T("shared.file_text")), widgets.HStack(0, move)}
	}
	add := widgets.NewButton(widgets.KindPlain, i18n.T("shared.add"), func() { addPC(c.w, c.changed("shared.added")) })
	save := widgets.NewButton(widgets.KindPlain, i18n.T("shared.save_join"), c.onSave)
	change := widgets.NewButton(widgets.KindPlain, i18n.T("shared.change"), c.onChange)
	leave := widgets.NewButton(widgets.KindDangerLine, i18n.T("leave_server.open"), c.onLeave)
	move := widgets.NewButton(widgets.KindDangerLine, i18n.T("shared.to_file"), func() { moveToFile(c.w) })
	return []fyne.CanvasObject{
		widgets.NewText(i18n.T("shared.text")), c.place,
		widgets.NewStrong(i18n.T("shared.pcs")), c.list,
		widgets.Line(12, add, save, change, leave, move),
		c.said, // below what may be clicked next
	}
}

// Load shows the card. A demo cannot move anywhere.
func (c *Card) Load() {
	if !c.w.Backend().Replaceable() {
		return
	}
	c.Card.Show()
	if !c.w.Office().Shared() {
		return
	}
	var server model.Server
	window.Load(c.w, func(ctx context.Context, session *model.Session) (pcs []model.PC, err error) {
		if server, err = session.Server(); err != nil {
			return nil, err
		}
		return session.PCs(ctx)
	}, func(pcs []model.PC, err error) {
		if err != nil {
			c.say(widgets.ToneDanger, c.w.ReportWithRemedy(err))
			return
		}
		c.show(server, pcs)
	})
}

func (c *Card) show(server model.Server, pcs []model.PC) {
	if !c.told && c.pcs != nil && !slices.Equal(c.pcs, pcs) { // what was said may no longer be true
		c.said.SetText("")
	}
	c.told, c.known, c.pcs = false, server, pcs
	c.place.Objects = layout.Facts(
		i18n.T("shared.server"), i18n.T("shared.server_is", "Hosts", strings.Join(server.Hosts, ", "), "Port", server.Port),
		i18n.T("server.database"), server.Database,
		i18n.T("server.role"), server.Role).Objects
	c.list.Objects = nil
	for i, pc := range pcs {
		if i > 0 {
			c.list.Add(widgets.NewRule())
		}
		c.list.Add(c.line(pc))
	}
	c.rows.Refresh()
	c.Grown()
}

// line is one PC with the button that removes it. This PC cannot remove itself.
func (c *Card) line(pc model.PC) fyne.CanvasObject {
	name := widgets.HStack(12, widgets.NewStrong(pc.Name))
	if pc.Here {
		name.Add(widgets.NewChip(widgets.ToneInfo, i18n.T("shared.here")))
	}
	text := widgets.VStack(2, name, widgets.NewSmall(i18n.T("shared.pc_facts", "Joined", i18n.When(pc.Joined), "Role", pc.Role)))
	if pc.Here {
		return text
	}
	remove := widgets.NewButton(widgets.KindDangerLine, i18n.T("shared.remove"), func() { removePC(c.w, pc, c.sharesRole(pc), c.changed("shared.removed")) })
	remove.Says = func() string { return i18n.T("say.both", "First", remove.Text, "Second", pc.Name) }
	return widgets.HStack(12, widgets.Fill(text), remove)
}

// sharesRole reports whether another PC connects as the same user of the database.
func (c *Card) sharesRole(pc model.PC) bool {
	for _, other := range c.pcs {
		if other.ID != pc.ID && other.Role == pc.Role {
			return true
		}
	}
	return false
}

// changed says what was done to a PC and loads the list again.
func (c *Card) changed(key string) func(pc model.PC) {
	return func(pc model.PC) {
		c.say(widgets.ToneSuccess, i18n.T(key, "Name", pc.Name))
		c.told = true
		c.Load()
	}
}

func (c *Card) say(tone widgets.Tone, text string) {
	c.said.SetTone(tone)
	c.said.SetText(text)
	c.rows.Refresh()
	c.Grown()
	widgets.Reveal(c.said)
}

// onChange opens the form of the server.
func (c *Card) onChange() {
	c.proven(func() { changeServer(c.w, c.known) })
}

// onLeave asks whether this PC is to stop using the server.
func (c *Card) onLeave() {
	c.proven(func() { Leave(c.w, len(c.pcs) == 1, nil) })
}

// proven goes on once the person has proven who they are.
func (c *Card) proven(next func()) {
	if len(c.pcs) == 0 { // not loaded
		return
	}
	forms.WithProof(c.w, mayChange, func(err error) {
		switch {
		case err == nil:
			next()
		case model.CodeOf(err) != model.CodeCanceled:
			c.say(widgets.ToneDanger, c.w.ReportWithRemedy(err))
		}
	})
}

// onSave saves what another PC needs to find the server. The password is not in it.
func (c *Card) onSave() {
	window.Load(c.w, func(_ context.Context, session *model.Session) (model.Server, error) { return session.Server() },
		func(server model.Server, err error) {
			if err != nil {
				c.say(widgets.ToneDanger, c.w.ReportWithRemedy(err))
				return
			}
			forms.SaveFile(c.w, forms.FileName(c.w, "shared.join_file", "", joinEnding), func(out io.Writer) error {
				_, err := out.Write(server.JoinFile())
				return err
			}, func(path string) {
				c.say(widgets.ToneSuccess, i18n.T("shared.join_saved", "Path", path))
				forms.OfferFolder(c.w, c.said, path)
				c.Grown()
				widgets.Reveal(c.said)
			})
		})
}
