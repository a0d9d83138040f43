package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// Sizes of the bar.
const (
	barMargin = 20
	barGap    = 20
)

// bar makes the line at the top.
func (s *shell) bar() fyne.CanvasObject {
	session := s.f.Session()
	name := widgets.NewTitle(i18n.T("app.name"))
	links := []fyne.CanvasObject{
		widgets.HStack(10, widgets.NewLogo(28), name), widgets.Spacer(),
		s.topLink(window.RouteMyPage, i18n.T("shell.my_page")),
	}
	if window.MFARoute(session) == window.RouteSecurity {
		links = append(links, s.topLink(window.RouteSecurity, i18n.T("shell.security")))
	}
	links = append(links, widgets.NewTopLink(i18n.T("help.title"), s.f.ShowHelp))
	s.who = widgets.NewTopMenu(whoIsIn(session), s.personMenu)
	links = append(links, widgets.NewStandingRule(), s.who)
	return widgets.NewBar(widgets.Inset(0, barMargin, 0, barMargin, container.New(barLayout{name, s.who}, links...)))
}

// personMenu is what opens below the person's name.
func (s *shell) personMenu() []widgets.MenuItem {
	return []widgets.MenuItem{
		{Text: i18n.T("this_pc.title"), OnTapped: func() { s.goTo(window.RouteThisPC) }},
		{Text: i18n.T("shell.lock"), OnTapped: s.f.Lock},
		{Text: i18n.T("shell.sign_out"), OnTapped: func() { s.leaving(s.f.SignOut) }},
	}
}

// whoRoom is the room for both names in the bar of the smallest window, counted in narrow letters.
const whoRoom = 32

// whoIsIn names office and person. Long names are shortened in favour of the links beside them.
func whoIsIn(session *model.Session) string {
	office, name := session.Account().Name, session.Person().Name
	key := "shell.who"
	switch {
	case session.Account().Kind == model.KindSingle:
		key, office = "shell.who_single", ""
	case session.Person().Role == model.RoleAdministrator:
		key = "shell.who_administrator"
	}
	// Each name may use what the other leaves, and at least half.
	return i18n.T(key, "Office", messages.ShortenToWidth(office, whoRoom-min(messages.WidthOf(name), whoRoom/2)),
		"Name", messages.ShortenToWidth(name, whoRoom-min(messages.WidthOf(office), whoRoom/2)))
}

func (s *shell) topLink(r window.Route, text string) *widgets.TopLink {
	s.top[r] = widgets.NewTopLink(text, func() { s.goTo(r) })
	return s.top[r]
}

// barLayout sets the objects of the bar side by side. When they are too wide, the product's name goes first, then the
// person's name is shortened: the other links lead somewhere.
type barLayout struct {
	name   fyne.CanvasObject
	person *widgets.TopMenu
}

// Layout implements fyne.Layout.
func (l barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.name.Show()
	left := size.Width - l.width(objects)
	if left < 0 {
		l.name.Hide()
		left = size.Width - l.width(objects)
	}
	x := float32(0)
	for _, o := range objects {
		least := o.MinSize()
		switch {
		case isSpacer(o):
			least.Width = max(0, left)
		case o == l.person:
			least.Width = max(0, least.Width+min(0, left))
		}
		o.Resize(least)
		o.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
		x += least.Width + barGap
	}
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}

func (barLayout) width(objects []fyne.CanvasObject) float32 {
	width := float32(barGap * (len(objects) - 1))
	for _, o := range objects {
		width += o.MinSize().Width
	}
	return width
}

// MinSize implements fyne.Layout. It asks for no width, so that the window can become narrow.
func (barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(0, height)
}
