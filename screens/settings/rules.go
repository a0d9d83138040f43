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

// rulesForm has the fields about signing in. Errors are shown at their fields; the limits come from the model.
type rulesForm struct {
	w       *window.Window
	single  bool
	entered func() // called for Enter in a field
	edited  func()

	require *widgets.Check
	without *widgets.Text // how many people do not have MFA yet
	grace   numberField
	least   numberField   // least length of passwords
	why     *widgets.Text // why it cannot be lower
	short   *widgets.Notice
	idle    numberField
	last    *widgets.Check
}

// numberField is a field for a number. name is what the model calls it.
type numberField struct {
	name  string
	entry *widgets.Entry
	field *widgets.Field
}

const numberWidth = 96

func newRulesForm(w *window.Window) *rulesForm {
	f := &rulesForm{w: w, single: !window.ManagesUsers(w.Session()), entered: func() {}, edited: func() {}}
	require := "settings_page.require"
	if f.single {
		require = "settings_page.require_single"
	}
	f.require = widgets.NewCheck(i18n.T(require), func(bool) { f.onRequire() })
	f.without = widgets.NewSmall("")
	f.grace = f.number("grace",
		i18n.T("settings_page.grace"), i18n.T("settings_page.grace_hint", "Most", model.MaxGraceDays))
	f.least = f.number("password", i18n.T("settings_page.password"), "")
	f.idle = f.number("idle", i18n.T("settings_page.idle"), i18n.T("settings_page.idle_hint", "Most", model.MaxIdleMinutes))
	f.why = widgets.NewSmall(i18n.T("settings_page.password_why", "Least", model.MinPassword))
	f.short = widgets.NewNotice(widgets.ToneWarning, "")
	f.last = widgets.NewCheck(i18n.T("settings_page.remember"), func(bool) { f.edited() })
	return f
}

func (f *rulesForm) number(name, label, hint string) numberField {
	n := numberField{name: name, entry: widgets.NewEntry()}
	n.field = widgets.NewField(label, n.entry)
	n.field.EntryWidth = numberWidth
	n.field.SetHint(hint)
	n.entry.OnEnter = func() { f.entered() }
	n.entry.OnEdited = func() { f.onNumber(n) }
	return n
}

func (f *rulesForm) rows() fyne.CanvasObject {
	text := "settings_page.require_text"
	if f.single {
		text = "settings_page.require_text_single"
	}
	return widgets.VStack(look.Gap,
		widgets.VStack(4, f.require, widgets.NewSmall(i18n.T(text)), f.without),
		f.grace.field,
		widgets.NewRule(),
		widgets.VStack(8, f.least.field, f.why, f.short),
		f.idle.field,
		widgets.VStack(4, f.last, widgets.NewSmall(i18n.T("settings_page.remember_text"))),
	)
}

// set shows stored settings.
func (f *rulesForm) set(s model.Settings) {
	f.require.SetChecked(s.RequireMFA)
	for _, n := range []struct {
		numberField
		value int
	}{{f.grace, s.GraceDays}, {f.least, s.MinPassword}, {f.idle, s.IdleMinutes}} {
		n.entry.SetText(strconv.Itoa(n.value))
		n.field.SetError("")
	}
	f.last.SetChecked(s.RememberID)
	f.onRequire()
}

// count says how many people do not have MFA yet.
func (f *rulesForm) count(without int) {
	f.without.SetText(i18n.T("settings_page.without_mfa", "Count", messages.Number(int64(without))))
	f.without.Hidden = f.single || without == 0
}

// onRequire shows the days of grace only if MFA is required, and the least password length that is then allowed.
// Without MFA a lower length is raised.
func (f *rulesForm) onRequire() {
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

func (f *rulesForm) onNumber(n numberField) {
	policy := f.policy(model.DefaultPolicy())
	f.warn()
	err := policy.Check()
	if messages.FieldOf(err) != n.name || isIncomplete(n.entry.Text, err) {
		err = nil
	}
	n.field.SetError(messages.Sentence(err))
	f.edited()
}

// isIncomplete reports whether a number is only too small so far, because somebody is still typing.
func isIncomplete(text string, err error) bool {
	var e *model.Error
	n := typedNumber(text)
	return text == "" || n >= 0 && errors.As(err, &e) && n < e.Min
}

// warn says why a short password is a risk. If MFA is required, the choice is the office's.
func (f *rulesForm) warn() {
	text := ""
	if n := typedNumber(f.least.entry.Text); f.require.Checked && n >= model.LeastMinPassword && n < model.MinPassword {
		text = i18n.T("settings_page.password_short", "Advised", model.MinPassword)
	}
	f.short.SetText(text)
}

// policy returns what was typed. A hidden field keeps its stored value.
func (f *rulesForm) policy(known model.Policy) model.Policy {
	p := model.Policy{
		RequireMFA: f.require.Checked, GraceDays: typedNumber(f.grace.entry.Text),
		MinPassword: typedNumber(f.least.entry.Text), IdleMinutes: typedNumber(f.idle.entry.Text),
		RememberID: f.last.Checked, MoreAccounts: known.MoreAccounts,
	}
	if !p.RequireMFA {
		p.GraceDays = known.GraceDays
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

func (f *rulesForm) settings(seen model.Settings) model.Settings {
	seen.Policy = f.policy(seen.Policy)
	return seen
}

func (f *rulesForm) complete(seen model.Settings) bool {
	err := f.policy(seen.Policy).Check()
	return err == nil || !f.fail(messages.FieldOf(err), f.w.Report(err))
}

func (f *rulesForm) fail(name, text string) bool {
	for _, n := range []numberField{f.grace, f.least, f.idle} {
		if n.name == name {
			n.field.SetError(text)
			f.w.Focus(n.entry)
			return true
		}
	}
	return false
}
