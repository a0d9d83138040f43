package screens

import (
	"context"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// Sizes of the shell.
const (
	barMargin = 20
	menuWidth = 200
)

// shell is what surrounds every page after signing in: the links at the top, the menu at the left, the page.
type shell struct {
	d     *Desk
	top   map[route]*widgets.TopLink
	menu  map[route]*widgets.MenuLink
	place *fyne.Container // holds the page
	page  page
	news  *arrival
	body  fyne.CanvasObject
}

func newShell(d *Desk) screen {
	s := &shell{d: d, top: map[route]*widgets.TopLink{}, menu: map[route]*widgets.MenuLink{}, place: container.NewWithoutLayout()}
	s.body = s.build()
	s.open(d.route)
	s.news.load()
	return s
}

func (s *shell) build() fyne.CanvasObject {
	s.news = newArrival(s.d, s.reload, s.place.Refresh)
	s.place.Layout = &underNews{s.news}
	inside := fyne.CanvasObject(s.place)
	if hasMenu(s.d.session) {
		inside = container.New(asideLayout{}, s.aside(), s.place)
	}
	return widgets.VStack(0, s.bar(), widgets.Fill(inside))
}

// bar is the line at the top.
func (s *shell) bar() fyne.CanvasObject {
	session := s.d.session
	name := widgets.NewTitle(i18n.T("app.name"))
	links := []fyne.CanvasObject{
		widgets.HStack(10, widgets.NewLogo(28), name), widgets.Spacer(),
		s.topLink(routeMyPage, i18n.T("shell.my_page")),
	}
	if mfaRoute(session) == routeSecurity {
		links = append(links, s.topLink(routeSecurity, i18n.T("shell.security")))
	}
	leave := widgets.NewButton(widgets.KindPlain, i18n.T("shell.sign_out"), func() { s.leaving(s.d.signOut) })
	leave.Height = look.Grow(34)
	person := s.topLink(routeThisPC, whoIsIn(session))
	links = append(links, widgets.NewStandingRule(), person, leave)
	return widgets.NewBar(widgets.Inset(0, barMargin, 0, barMargin, container.New(barLayout{name, person}, links...)))
}

// rename shows new names in the bar.
func (d *Desk) rename() {
	if s, ok := d.current.(*shell); ok {
		s.top[routeThisPC].SetText(whoIsIn(d.session))
		s.body.Refresh()
	}
}

// whoRoom is how much of both names, counted in narrow letters, the bar of the smallest window has room for.
const whoRoom = 32

// whoIsIn names office and person; long names give way to the links beside them.
func whoIsIn(session *model.Session) string {
	key := "shell.who"
	switch {
	case session.Account().Kind == model.KindSingle:
		key = "shell.who_single"
	case session.Person().Role == model.RoleAdministrator:
		key = "shell.who_administrator"
	}
	office, name := session.Account().Name, session.Person().Name
	if key == "shell.who_single" {
		office = ""
	}
	// Each may have what the other leaves, and half of it all in any case.
	return i18n.T(key, "Office", cutWide(office, whoRoom-min(wide(name), whoRoom/2)),
		"Name", cutWide(name, whoRoom-min(wide(office), whoRoom/2)))
}

// wide is the room that text takes, in narrow letters; Japanese ones are twice as wide.
func wide(text string) int {
	room := 0
	for _, r := range text {
		room += letterRoom(r)
	}
	return room
}

func letterRoom(r rune) int {
	if r > unicode.MaxLatin1 {
		return 2
	}
	return 1
}

// cutWide shortens text to some room.
func cutWide(text string, most int) string {
	if wide(text) <= most {
		return text
	}
	room := 2 // of the ellipsis
	for i, r := range text {
		if room += letterRoom(r); room > most {
			return text[:i] + "…"
		}
	}
	return text
}

// cut shortens text to a number of characters.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

func (s *shell) topLink(r route, text string) *widgets.TopLink {
	s.top[r] = widgets.NewTopLink(text, func() { s.goTo(r) })
	return s.top[r]
}

// aside is the menu of administrators and single users at the left.
func (s *shell) aside() fyne.CanvasObject {
	var links []fyne.CanvasObject
	if manages(s.d.session) {
		links = append(links, s.menuLink(routeUsers, i18n.T("shell.users")))
	}
	links = append(links, s.menuLink(routeActivity, i18n.T("shell.activity")))
	links = append(links, s.menuLink(routeSettings, i18n.T("shell.settings")))
	return widgets.NewAside(widgets.Inset(16, 12, 16, 12, widgets.VStack(4, links...)))
}

func (s *shell) menuLink(r route, text string) fyne.CanvasObject {
	s.menu[r] = widgets.NewMenuLink(text, func() { s.goTo(r) })
	return s.menu[r]
}

// goTo leaves the page that is shown for another; going where one is does nothing.
func (s *shell) goTo(r route) {
	if r != s.d.route {
		s.leaving(func() { s.move(r) })
	}
}

// keeper is a page that may hold something typed but not saved.
type keeper interface{ unsaved() bool }

// leaving asks before what was typed on the page is lost.
func (s *shell) leaving(leave func()) {
	if p, ok := s.page.(keeper); ok && p.unsaved() {
		s.d.askUnsaved(leave)
		return
	}
	leave()
}

func (s *shell) move(r route) {
	s.page.wipe()
	s.d.leavePage()
	s.d.route = r
	s.open(r)
	s.news.again()
	s.d.screenShown(s.page.name())
	s.d.focus(s.page.focus())
}

func (s *shell) open(r route) {
	for at, link := range s.top {
		link.SetCurrent(at == r)
	}
	for at, link := range s.menu {
		link.SetCurrent(at == r)
	}
	s.page = newPage(s.d, r)
	s.place.Objects = []fyne.CanvasObject{s.news.body, s.page.content()}
	s.place.Refresh()
}

// reload has the page read anew what may have changed, unless that would take away what was typed there.
func (s *shell) reload() {
	if p, ok := s.page.(keeper); ok && p.unsaved() {
		return
	}
	if p, ok := s.page.(interface{ load() }); ok {
		p.load()
	}
}

// goTo leads from inside a page to another.
func (d *Desk) goTo(r route) {
	if s, ok := d.current.(*shell); ok {
		s.goTo(r)
	}
}

func (s *shell) tick(now time.Time) {
	if s.d.dialog != nil {
		s.d.dialog.tick(now)
	}
}

func (s *shell) content() fyne.CanvasObject { return s.body }
func (s *shell) focus() fyne.Focusable      { return s.page.focus() }
func (s *shell) name() string               { return s.page.name() }
func (s *shell) wipe()                      { s.page.wipe() }

// leavePage ends the jobs of a page inside the shell and begins the next one.
func (d *Desk) leavePage() {
	d.leave()
	d.page, d.leave = context.WithCancel(context.Background())
	d.guard = nil
	d.closeDialogs()
}

// asideLayout sets the menu at the left of the page, both as high as there is room.
type asideLayout struct{}

// Layout implements fyne.Layout.
func (asideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := max(menuWidth, objects[0].MinSize().Width)
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
	objects[1].Resize(size.SubtractWidthHeight(width, 0))
}

// MinSize implements fyne.Layout.
func (asideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[1].MinSize().AddWidthHeight(max(menuWidth, objects[0].MinSize().Width), 0)
}
