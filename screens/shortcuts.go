package screens

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// shortcut is a key, or keys pressed together, and what it does. Those with a key are registered from this list, so
// the list shown to people cannot differ from what works. The others are the keys of our widgets.
type shortcut struct {
	keys      string // as printed on a keyboard; "" takes it from key
	label     string
	key       *desktop.CustomShortcut // a single key when it has no modifier
	alsoKeys  []fyne.KeyName          // keys that type the same character with Shift, on other layouts
	inDialogs bool                    // works in dialogs, too
	run       func()
}

// shortcuts are the shortcuts of one kind.
type shortcuts struct {
	title string
	list  []shortcut
}

// held is a key with the OS's modifier for shortcuts: Ctrl, or Cmd on macOS.
func held(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// holding names a key together with the OS's modifier for shortcuts.
func holding(key string) string {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return "Cmd+" + key
	}
	return "Ctrl+" + key
}

// slashes type / with Shift: 7 from Germany to Spain and in Scandinavia, 6 in Hungary. The last is ?, on the key of /
// in Japan and America.
var slashes = []fyne.KeyName{fyne.Key7, fyne.Key6, fyne.KeySlash}

// written is the shortcut as printed on a keyboard.
func (s shortcut) written() string {
	switch {
	case s.keys != "":
		return s.keys
	case s.key.Modifier == 0:
		return string(s.key.KeyName)
	}
	return holding(string(s.key.KeyName))
}

// allShortcuts lists every shortcut of the program.
func (f *flow) allShortcuts() []shortcuts {
	return []shortcuts{
		{i18n.T("shortcuts.anywhere"), []shortcut{
			{label: i18n.T("shortcuts.help"), key: &desktop.CustomShortcut{KeyName: fyne.KeyF1}, inDialogs: true, run: f.ShowHelp},
			{label: i18n.T("shortcuts.list"), key: held(fyne.KeySlash), alsoKeys: slashes, inDialogs: true, run: f.ShowShortcuts},
			{label: i18n.T("shortcuts.lock"), key: held(fyne.KeyL), inDialogs: true, run: f.Lock},
			{label: i18n.T("shortcuts.find"), key: held(fyne.KeyF), run: f.find},
		}},
		{i18n.T("shortcuts.moving"), []shortcut{
			{keys: "Tab", label: i18n.T("shortcuts.next")},
			{keys: "Shift+Tab", label: i18n.T("shortcuts.previous")},
			{keys: "Enter", label: i18n.T("shortcuts.enter")},
			{keys: "Space", label: i18n.T("shortcuts.space")},
			{keys: "Esc", label: i18n.T("shortcuts.escape")},
			{keys: "↑ ↓  Page Up/Down", label: i18n.T("shortcuts.scroll")},
		}},
		{i18n.T("shortcuts.tables"), []shortcut{
			{keys: "↑ ↓  Page Up/Down", label: i18n.T("shortcuts.rows")},
			{keys: "Home / End", label: i18n.T("shortcuts.ends")},
			{keys: "Enter", label: i18n.T("shortcuts.open")},
			{keys: "Space", label: i18n.T("shortcuts.switch")},
			{keys: "Shift+F10", label: i18n.T("shortcuts.menu")},
			{keys: "Ctrl+Space", label: i18n.T("shortcuts.tick")},
			{keys: "Shift+↑ ↓", label: i18n.T("shortcuts.tick_range")},
			{keys: holding("A"), label: i18n.T("shortcuts.tick_all")},
			{keys: "Esc", label: i18n.T("shortcuts.untick")},
		}},
		{i18n.T("shortcuts.text"), []shortcut{
			{keys: holding("C / X / V"), label: i18n.T("shortcuts.clipboard")},
			{keys: holding("A"), label: i18n.T("shortcuts.all")},
			{keys: holding("Z / Y"), label: i18n.T("shortcuts.undo")},
		}},
	}
}

// listen registers the shortcuts with the window. They outlive pages and changes of language.
func (f *flow) listen() {
	single := map[fyne.KeyName]func(){}
	for _, kind := range f.allShortcuts() {
		for _, s := range kind.list {
			switch {
			case s.key == nil:
			case s.key.Modifier == 0:
				single[s.key.KeyName] = s.run
			default:
				widgets.AddShortcut(f.Canvas(), s.key, s.inDialogs, s.run)
			}
			for _, key := range s.alsoKeys {
				shifted := &desktop.CustomShortcut{KeyName: key, Modifier: s.key.Modifier | fyne.KeyModifierShift}
				widgets.AddShortcut(f.Canvas(), shifted, s.inDialogs, s.run)
			}
		}
	}
	widgets.WatchKeys(f.Canvas())
	single[fyne.KeyEscape] = f.goBack
	f.Canvas().SetOnTypedKey(func(key *fyne.KeyEvent) {
		if act, ok := single[key.Name]; ok {
			act()
		}
	})
}

// hasBack is a page with a button that leads back; nil means none.
type hasBack interface{ BackButton() *widgets.Button }

// goBack handles Escape on a page: it presses the button that leads back.
func (f *flow) goBack() {
	if f.Locked() || f.Canvas().Overlays().Top() != nil {
		return
	}
	page, ok := f.Current().(hasBack)
	if s, inside := f.Current().(*shell); inside {
		page, ok = s.page.(hasBack)
	}
	if !ok {
		return
	}
	if back := page.BackButton(); back != nil && back.Visible() && !back.Disabled() && !back.Busy() {
		back.OnTapped()
	}
}

// searchPage is a page with a search field.
type searchPage interface{ SearchField() *widgets.Entry }

// find puts the focus into the search field of the page in front.
func (f *flow) find() {
	s, inside := f.Current().(*shell)
	if !inside || f.Locked() {
		return
	}
	if page, ok := s.page.(searchPage); ok {
		field := page.SearchField()
		f.Focus(field)
		field.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

const (
	shortcutsWidth = 640
	shortcutKeys   = 170 // width of the keys
)

// ShowShortcuts lists all shortcuts.
func (f *flow) ShowShortcuts() { f.ShowOnce("shortcuts", f.newShortcutList) }

func (f *flow) newShortcutList() *widgets.Modal {
	var modal *widgets.Modal
	closed := func() { modal.Hide() }
	closing := widgets.NewClose(i18n.T("common.close"), closed)
	rows := widgets.VStack(look.Gap, layout.Spread(widgets.NewHeading(i18n.T("shortcuts.title")), closing))
	for _, kind := range f.allShortcuts() {
		lines := widgets.VStack(6, widgets.NewStrong(kind.title))
		for _, s := range kind.list {
			lines.Add(layout.LabelledRow(shortcutKeys, s.written(), s.label))
		}
		rows.Add(lines)
	}
	modal = widgets.NewModal(f.Canvas(), shortcutsWidth, rows)
	modal.OnEscape = closed
	modal.SetDefault(closing)
	modal.Show(closing)
	return modal
}
