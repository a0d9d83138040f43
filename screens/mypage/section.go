package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// ownSection is what everybody has about themselves, on My page or under Security: the password card, the MFA card at
// the foot of the page, and the banner above both.
type ownSection struct {
	w        *window.Window
	reload   func()
	banner   *fyne.Container
	password *widgets.Card
	mfa      *widgets.Card

	notice   *widgets.Notice
	status   *widgets.Notice // at the foot of the page
	onResize func()
	reenable *widgets.Button // in the banner
	changed  *widgets.Text
	change   *widgets.Button
	card     *fyne.Container // of MFA
	state    *widgets.Chip
	toggle   *widgets.Button // one button for the life of the section, so that it keeps the focus
	actions  *mfaActions
	on       bool
	warned   bool // the banner says that this sign-in turned MFA off
}

func newOwnSection(w *window.Window, reload func()) *ownSection {
	s := &ownSection{w: w, reload: reload, status: widgets.NewNotice(widgets.ToneInfo, ""), onResize: func() {}}
	s.notice = widgets.NewNotice(widgets.ToneWarning, "")
	s.reenable = widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), s.onEnable)
	s.reenable.Hide()
	s.banner = widgets.VStack(12, s.notice, layout.Spread(s.reenable))
	s.banner.Hide()
	s.changed = widgets.NewSmall("").OneLine()
	s.change = widgets.NewButton(widgets.KindPlain, i18n.T("password_card.change"), s.onChange)
	s.password = widgets.NewCard(layout.TitleRow(i18n.T("password_card.title"), nil, s.changed, s.change))
	s.state = widgets.NewChip(widgets.ToneNeutral, "")
	s.toggle = widgets.NewButton(widgets.KindPrimary, "", s.onToggle)
	s.actions = newMFAActions(s)
	s.card = widgets.VStack(12)
	s.mfa = widgets.NewCard(s.card)
	return s
}

// placeStatus sets the status at the foot of a page.
func (s *ownSection) placeStatus(page *fyne.Container) {
	page.Add(s.status)
	s.onResize = page.Refresh
}

// setStatus shows the result of an action, in a place where nothing moves by it.
func (s *ownSection) setStatus(tone widgets.Tone, text string) {
	s.status.SetTone(tone)
	s.status.SetText(text)
	s.onResize()
}

// clearStatus removes the status.
func (s *ownSection) clearStatus() { s.setStatus(widgets.ToneInfo, "") }

// fail says why an action failed, and reloads.
func (s *ownSection) fail(err error) {
	if model.CodeOf(err) != model.CodeCanceled {
		s.setStatus(widgets.ToneDanger, s.w.Report(err))
		s.reload()
	}
}

// show fills both cards.
func (s *ownSection) show(person model.Person) {
	s.changed.SetText(i18n.T("password_card.changed", "Day", i18n.Day(person.PasswordChanged)))
	s.on = person.MFA
	if s.on {
		s.showOn(person)
	} else {
		s.showOff()
	}
	s.card.Refresh()
	s.warn(whyMFAOff(s.w.Session().News()), !person.MFA)
}

// whyMFAOff says why MFA has been off since this sign-in; "" if nothing turned it off.
func whyMFAOff(a model.News) string {
	switch {
	case a.BackupCode:
		return i18n.T("mfa.used_backup_code")
	case a.Support:
		return i18n.T("mfa.used_support")
	}
	return ""
}

// warn says that a backup code or the support desk has turned MFA off, and offers to turn it on again, as long as it
// is off.
func (s *ownSection) warn(why string, off bool) {
	warned := why != "" && off
	switch {
	case warned && !s.warned:
		s.reenable.Show()
		s.notice.SetText(why)
		s.banner.Show()
	case !warned && s.warned:
		focused := s.w.Canvas().Focused() == s.reenable
		s.reenable.Hide()
		s.notice.SetText("")
		s.banner.Hide()
		if focused && !widgets.Destroys(s.toggle) {
			s.w.Focus(s.toggle)
		}
	}
	s.warned = warned
}

func (s *ownSection) showOff() {
	s.look(widgets.ToneNeutral, i18n.T("mfa.off"), widgets.KindPrimary, i18n.T("mfa.enable"))
	s.card.Objects = []fyne.CanvasObject{
		layout.TitleRow(i18n.T("mfa.title"), s.state, s.toggle),
		widgets.NewMuted(i18n.T("mfa.off_text")),
	}
}

func (s *ownSection) showOn(person model.Person) {
	s.look(widgets.ToneSuccess, i18n.T("mfa.on"), widgets.KindDangerLine, i18n.T("mfa.disable"))
	s.card.Objects = []fyne.CanvasObject{
		layout.TitleRow(i18n.T("mfa.title"), s.state, s.toggle),
		widgets.NewMuted(i18n.T("mfa.on_text")),
		layout.Facts(
			i18n.T("mfa.since"), i18n.When(person.MFASince),
			i18n.T("mfa.used"), i18n.When(person.MFAUsed),
			i18n.T("mfa.codes"), codesMade(person.CodesMade, s.w.Now()),
		),
		widgets.Line(12, s.actions.renewCodes, s.actions.check, s.actions.move),
	}
}

// look sets the first line of the MFA card.
func (s *ownSection) look(tone widgets.Tone, state string, kind widgets.ButtonKind, action string) {
	s.state.SetTone(tone)
	s.state.SetText(state)
	s.toggle.SetKind(kind)
	s.toggle.SetText(action)
}

func (s *ownSection) onToggle() {
	if s.on {
		s.onDisable()
	} else {
		s.onEnable()
	}
}

func (s *ownSection) onEnable() {
	OpenEnrolment(s.w, func(enabled bool) {
		if enabled && !s.warned { // the old status is out of date
			s.clearStatus()
		}
		s.reload()
	})
}

// onDisable acts at once if the password was given a moment ago: MFA can be turned on again, so no question is
// needed. If the account requires MFA, it explains the consequences first.
func (s *ownSection) onDisable() {
	if policy := s.w.Session().Policy(); policy.RequireMFA {
		s.askDisable(policy.GraceDays)
		return
	}
	s.toggle.SetBusy(true, i18n.T("mfa.disabling"))
	disable := func(ctx context.Context, session *model.Session) error { return session.DisableMFA(ctx) }
	forms.RunWithProof(s.w, forms.ProofRequest{Action: disable, Lost: func() {}, Done: func(err error) {
		s.toggle.SetBusy(false, "")
		if model.CodeOf(err) == model.CodeMFAOff { // a backup code has turned it off, and the banner says so
			s.reload()
			return
		}
		if err != nil {
			s.fail(err)
			return
		}
		s.disabled()
	}})
}

const disableWidth = 480

// askDisable explains the consequences when the account requires MFA.
func (s *ownSection) askDisable(days int) {
	text := i18n.T("mfa.disable_now_text")
	if days > 0 {
		text = i18n.T("mfa.disable_text", "Days", days)
	}
	p := forms.NewConfirmDialog(s.w, widgets.KindDanger, i18n.T("mfa.disable"), i18n.T("mfa.disabling"))
	p.Action = func(ctx context.Context, session *model.Session) error { return session.DisableMFA(ctx) }
	p.Done, p.ShowAtField = s.disabled, s.closeIfMFAOff(p)
	p.Open("disable", disableWidth, nil,
		widgets.NewHeading(i18n.T("mfa.disable_title")).Wrapped(),
		widgets.NewText(text))
}

// closeIfMFAOff closes a dialog about MFA that a backup code has turned off. WithProof goes on from there.
func (s *ownSection) closeIfMFAOff(p *forms.ConfirmDialog) func(error) bool {
	return func(err error) bool {
		off := model.CodeOf(err) == model.CodeMFAOff
		if off {
			p.Hide()
			s.reload()
		}
		return off
	}
}

// disabled says that MFA is off, and what the account now requires.
func (s *ownSection) disabled() {
	due := s.w.Session().MFADue()
	switch {
	case s.w.Session().MustEnrol():
		s.w.Flow.ToFirstPage()
		return
	case due.IsZero():
		s.setStatus(widgets.ToneInfo, i18n.T("mfa.disabled"))
	default:
		s.setStatus(widgets.ToneWarning, i18n.T("mfa.disabled_due", "Time", i18n.When(due)))
	}
	s.reload()
}

func (s *ownSection) onChange() {
	ChangePassword(s.w, func() {
		s.setStatus(widgets.ToneSuccess, i18n.T("password_card.done"))
		s.reload()
	})
}

// Focus is where people most likely go on.
func (s *ownSection) Focus() fyne.Focusable {
	if s.warned {
		return s.reenable
	}
	return nil
}
