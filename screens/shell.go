package screens

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const menuWidth = 200

// shell surrounds every page after signing in: the links at the top, the menu at the left, the page.
type shell struct {
	f     *flow
	top   map[window.Route]*widgets.TopLink
	menu  map[window.Route]*widgets.MenuLink
	who   *widgets.TopMenu // the person's name
	place *fyne.Container  // holds the page
	page  window.Page
	news  *newsBanners
	body  fyne.CanvasObject
}

func newShell(f *flow) window.Screen {
	s := &shell{f: f, top: map[window.Route]*widgets.TopLink{}, menu: map[window.Route]*widgets.MenuLink{}, place: container.NewStack()}
	s.news = newNewsBanners(f, s.reload)
	s.body = s.build()
	s.open(f.route)
	s.news.load()
	return s
}

func (s *shell) build() fyne.CanvasObject {
	inside := fyne.CanvasObject(s.place)
	if window.HasMenu(s.f.Session()) {
		inside = container.New(asideLayout{}, s.aside(), s.place)
	}
	return widgets.VStack(0, s.bar(), widgets.Fill(inside))
}

// aside is the menu of administrators and single users at the left.
func (s *shell) aside() fyne.CanvasObject {
	var links []fyne.CanvasObject
	if window.ManagesUsers(s.f.Session()) {
		links = append(links, s.menuLink(window.RouteUsers, i18n.T("shell.users")))
	}
	links = append(links, s.menuLink(window.RouteActivity, i18n.T("shell.activity")))
	links = append(links, s.menuLink(window.RouteSettings, i18n.T("shell.settings")))
	return widgets.NewAside(widgets.Inset(16, 12, 16, 12, widgets.VStack(4, links...)))
}

func (s *shell) menuLink(r window.Route, text string) fyne.CanvasObject {
	s.menu[r] = widgets.NewMenuLink(text, func() { s.goTo(r) })
	return s.menu[r]
}

// goTo opens another page. It does nothing when that page is open already.
func (s *shell) goTo(r window.Route) {
	if r != s.f.route {
		s.leaving(func() { s.move(r) })
	}
}

// unsavedPage is a page that may hold changes that are not saved. Save saves them and calls stored if that succeeded.
type unsavedPage interface {
	Unsaved() bool
	Save(stored func())
}

// leaving asks before unsaved changes are lost.
func (s *shell) leaving(leave func()) {
	if p, ok := s.page.(unsavedPage); ok && p.Unsaved() {
		s.f.AskUnsaved(p.Save, leave)
		return
	}
	leave()
}

func (s *shell) move(r window.Route) {
	s.page.Wipe()
	s.f.LeavePage()
	s.f.route = r
	s.open(r)
	s.news.again()
	s.f.ScreenShown(s.page.Name())
	s.f.Focus(s.page.Focus())
}

func (s *shell) open(r window.Route) {
	for at, link := range s.top {
		link.SetCurrent(at == r.Link())
	}
	for at, link := range s.menu {
		link.SetCurrent(at == r.Link())
	}
	if r != window.RouteActivity {
		s.f.reviewed = model.Person{}
	}
	s.page = newPage(s.f.Window, r, &s.f.reviewed)
	s.who.SetCurrent(r == window.RouteThisPC)
	s.place.Objects = []fyne.CanvasObject{s.page.Content()}
	s.place.Refresh()
}

// reload reloads the page, unless that would discard what was typed there.
func (s *shell) reload() {
	if p, ok := s.page.(unsavedPage); ok && p.Unsaved() {
		return
	}
	if p, ok := s.page.(interface{ Load() }); ok {
		p.Load()
	}
}

func (s *shell) Tick(now time.Time) {
	if p, ok := s.page.(window.Ticking); ok {
		p.Tick(now)
	}
	if s.f.Dialog() != nil {
		s.f.Dialog().Tick(now)
	}
}

// Page is the page inside.
func (s *shell) Page() window.Page { return s.page }

func (s *shell) Content() fyne.CanvasObject { return s.body }
func (s *shell) Focus() fyne.Focusable      { return s.page.Focus() }
func (s *shell) Name() string               { return s.page.Name() }
func (s *shell) Wipe()                      { s.page.Wipe() }

// asideLayout sets the menu at the left of the page, both at full height.
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
