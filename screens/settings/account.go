package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// accountForm has the fields about the account itself: its name, and who may make others.
type accountForm struct {
	w           *window.Window
	entered     func() // called for Enter in a field
	edited      func()
	office      *widgets.Entry
	officeF     *widgets.Field
	others      *fyne.Container // who may make accounts; only for the first account
	newAccounts *widgets.Select
}

const newAccountsWidth = 280

func newAccountForm(w *window.Window) *accountForm {
	f := &accountForm{w: w, entered: func() {}, edited: func() {}}
	f.office = widgets.NewEntry()
	f.office.Prose = true
	f.office.OnEnter = func() { f.entered() }
	f.office.OnEdited = func() {
		f.officeF.SetError(messages.Sentence(model.CheckName(f.office.Text)))
		f.edited()
	}
	name := "settings_page.office"
	if !window.ManagesUsers(w.Session()) {
		name = "settings_page.name"
	}
	f.officeF = widgets.NewField(i18n.T(name), f.office)
	f.newAccounts = widgets.NewBoxSelect([]string{
		i18n.T("settings_page.new_accounts_nobody"), i18n.T("settings_page.new_accounts_anybody"),
	}, func(int) { f.edited() })
	f.newAccounts.Name = i18n.T("settings_page.new_accounts")
	f.others = widgets.VStack(4, widgets.NewStrong(i18n.T("settings_page.new_accounts")).Wrapped(),
		widgets.HStack(0, widgets.Wide(look.Grow(newAccountsWidth), f.newAccounts)),
		widgets.NewSmall(i18n.T("settings_page.new_accounts_text")))
	return f
}

func (f *accountForm) rows() fyne.CanvasObject { return widgets.VStack(look.Gap, f.officeF, f.others) }

// set shows stored settings.
func (f *accountForm) set(s model.Settings) {
	f.office.SetText(s.Name)
	f.officeF.SetError("")
	f.newAccounts.SetChosen(0)
	if s.MoreAccounts {
		f.newAccounts.SetChosen(1)
	}
	f.others.Hidden = !s.First
}

func (f *accountForm) settings(seen model.Settings) model.Settings {
	seen.Name = strings.TrimSpace(f.office.Text)
	if f.others.Visible() {
		seen.MoreAccounts = f.newAccounts.Chosen == 1
	}
	return seen
}

func (f *accountForm) complete(seen model.Settings) bool {
	err := model.CheckName(f.settings(seen).Name)
	return err == nil || !f.fail("office", f.w.Report(err))
}

func (f *accountForm) fail(name, text string) bool {
	if name != "office" && name != "name" {
		return false
	}
	f.officeF.SetError(text)
	f.w.Focus(f.office)
	return true
}
