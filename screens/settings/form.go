package settings

import (
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// policyForm has the fields of the settings. Errors are shown at their fields; the limits come from the model.
type policyForm struct {
	w       *window.Window
	single  bool
	entered func() // called for Enter in a field
	edited  func()

	office      *widgets.Entry
	officeF     *widgets.Field
	require     *widgets.Check
	without     *widgets.Text // how many people do not have MFA yet
	grace       numberField
	least       numberField   // least length of passwords
	why         *widgets.Text // why it cannot be lower
	short       *widgets.Notice
	idle        numberField
	last        *widgets.Check
	others      *fyne.Container // who may make accounts; only for the first account
	newAccounts *widgets.Select
}

// numberField is a field for a number. name is what the model calls it.
type numberField struct {
	name  string
	entry *widgets.Entry
	field *widgets.Field
}

const (
	numberWidth      = 96
	newAccountsWidth = 280
)

func newPolicyForm(w *window.Window) *policyForm {
	f := &policyForm{w: w, single: !window.Manages(w.Session()), entered: func() {}, edited: func() {}}
	f.office = widgets.NewEntry()
	f.office.Prose = true
	f.office.OnEnter = f.enter
	f.office.OnEdited = func() { f.check(f.officeF, model.CheckName(f.office.Text)) }
	name, require := "settings_page.office", "settings_page.require"
	if f.single {
		name, require = "settings_page.name", "settings_page.require_single"
	}
	f.officeF = widgets.NewField(i18n.T(name), f.office)
	f.require = widgets.NewCheck(i18n.T(require), func(bool) { f.onRequire() })
	f.without = widgets.NewSmall("")
	f.grace = f.number("grace", i18n.T("settings_page.grace"), i18n.T("settings_page.grace_hint", "Most", model.MaxGraceDays))
	f.least = f.number("password", i18n.T("settings_page.password"), "")
	f.idle = f.number("idle", i18n.T("settings_page.idle"), i18n.T("settings_page.idle_hint", "Most", model.MaxIdleMinutes))
	f.why = widgets.NewSmall(i18n.T("settings_page.password_why", "Least", model.MinPassword))
	f.short = widgets.NewNotice(widgets.ToneWarning, "")
	f.last = widgets.NewCheck(i18n.T("settings_page.remember"), func(bool) { f.edited() })
	f.newAccounts = widgets.NewBoxSelect([]string{i18n.T("settings_page.new_accounts_nobody"), i18n.T("settings_page.new_accounts_anybody")},
		func(int) { f.edited() })
	f.newAccounts.Name = i18n.T("settings_page.new_accounts")
	f.others = widgets.VStack(4, widgets.NewStrong(i18n.T("settings_page.new_accounts")).Wrapped(),
		widgets.HStack(0, widgets.Wide(look.Grow(newAccountsWidth), f.newAccounts)), widgets.NewSmall(i18n.T("settings_page.new_accounts_text")))
	return f
}

func (f *policyForm) number(name, label, hint string) numberField {
	n := numberField{name: name, entry: widgets.NewEntry()}
	n.field = widgets.NewField(label, n.entry)
	n.field.EntryWidth = numberWidth
	n.field.SetHint(hint)
	n.entry.OnEnter = f.enter
	n.entry.OnEdited = func() { f.onNumber(n) }
	return n
}

func (f *policyForm) rows() fyne.CanvasObject {
	text := "settings_page.require_text"
	if f.single {
		text = "settings_page.require_text_single"
	}
	return widgets.VStack(look.Gap,
		f.officeF,
		widgets.NewRule(),
		widgets.VStack(4, f.require, widgets.NewSmall(i18n.T(text)), f.without),
		f.grace.field,
		widgets.NewRule(),
		widgets.VStack(8, f.least.field, f.why, f.short),
		f.idle.field,
		widgets.VStack(4, f.last, widgets.NewSmall(i18n.T("settings_page.remember_text"))),
		f.others,
	)
}

// set shows stored settings.
func (f *policyForm) set(s model.Settings, without int) {
	f.office.SetText(s.Name)
	f.require.SetChecked(s.RequireMFA)
	f.without.SetText(i18n.T("settings_page.without_mfa", "Count", messages.Number(int64(without))))
	f.without.Hidden = f.single || without == 0
	f.grace.entry.SetText(strconv.Itoa(s.GraceDays))
	f.least.entry.SetText(strconv.Itoa(s.MinPassword))
	f.idle.entry.SetText(strconv.Itoa(s.IdleMinutes))
	f.last.SetChecked(s.RememberID)
	f.newAccounts.SetChosen(0)
	if s.MoreAccounts {
		f.newAccounts.SetChosen(1)
	}
	f.others.Hidden = !s.First
	f.onRequire()
}

// onRequire shows the days of grace only if MFA is required, and the least password length that is then allowed.
// Without MFA a lower length is raised.
func (f *policyForm) onRequire() {
	required := f.require.Checked
	f.grace.field.Hidden = !required
	f.grace.field.Refresh()
	least := model.Policy{RequireMFA: required}.LeastPassword()
	if n := typedNumber(f.least.entry.Text); n >= 0 && n < least {
		f.least.entry.SetText(strconv.Itoa(least))
	}
	f.least.field.SetError("")
	f.least.field.SetHint(i18n.T("settings_page.password_hint", "Least", least, "Most", model.MostMinPassword))
	f.why.Hidden = required
	f.warn()
	f.edited()
}

func (f *policyForm) onNumber(n numberField) {
	policy := f.policy(model.DefaultPolicy())
	f.warn()
	err := policy.Check()
	if messages.FieldOf(err) != n.name || isIncomplete(n.entry.Text, err) {
		err = nil
	}
	f.check(n.field, err)
}

// isIncomplete reports whether a number is only too small so far, because somebody is still typing.
func isIncomplete(text string, err error) bool {
	var e *model.Error
	n := typedNumber(text)
	return text == "" || n >= 0 && errors.As(err, &e) && n < e.Min
}

// check shows at a field what is wrong with it.
func (f *policyForm) check(field *widgets.Field, err error) {
	field.SetError(messages.Sentence(err))
	f.edited()
}

// warn says why a short password is a risk. If MFA is required, the choice is the office's.
func (f *policyForm) warn() {
	text := ""
	if n := typedNumber(f.least.entry.Text); f.require.Checked && n >= model.LeastMinPassword && n < model.MinPassword {
		text = i18n.T("settings_page.password_short", "Advised", model.MinPassword)
	}
	f.short.SetText(text)
}

// policy returns what was typed. A hidden field keeps its stored value.
func (f *policyForm) policy(known model.Policy) model.Policy {
	p := model.Policy{
		RequireMFA: f.require.Checked, GraceDays: typedNumber(f.grace.entry.Text),
		MinPassword: typedNumber(f.least.entry.Text), IdleMinutes: typedNumber(f.idle.entry.Text),
		RememberID: f.last.Checked, MoreAccounts: known.MoreAccounts,
	}
	if !p.RequireMFA {
		p.GraceDays = known.GraceDays
	}
	if f.others.Visible() {
		p.MoreAccounts = f.newAccounts.Chosen == 1
	}
	return p
}

// typedNumber reads a number, full-width digits too. Anything else gives a number outside all limits.
func typedNumber(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(norm.NFKC.String(text)))
	if err != nil {
		return -1
	}
	return n
}

func (f *policyForm) settings(known model.Settings) model.Settings {
	return model.Settings{Name: strings.TrimSpace(f.office.Text), Policy: f.policy(known.Policy), First: known.First}
}

func (f *policyForm) changed(known model.Settings) bool { return f.settings(known) != known }

// complete returns what was typed, or shows what is wrong with it.
func (f *policyForm) complete(known model.Settings) (model.Settings, bool) {
	s := f.settings(known)
	if err := model.CheckName(s.Name); err != nil {
		return s, !f.fail("office", f.w.Explain(err))
	}
	if err := s.Check(); err != nil {
		return s, !f.fail(messages.FieldOf(err), f.w.Explain(err))
	}
	return s, true
}

// fail shows an error at its field, and reports whether there is one.
func (f *policyForm) fail(name, text string) bool {
	if name == "office" || name == "name" {
		f.officeF.SetError(text)
		f.w.Focus(f.office)
		return true
	}
	for _, n := range []numberField{f.grace, f.least, f.idle} {
		if n.name == name {
			n.field.SetError(text)
			f.w.Focus(n.entry)
			return true
		}
	}
	return false
}

func (f *policyForm) enter() { f.entered() }
