package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// ownSection is what everybody has about themselves, on My page or under Security: the password card, the second
// step's card at the foot of the page, and the banner above both.
type ownSection struct {
	d        *Desk
	reload   func()
	banner   *fyne.Container
	password *widgets.Card
	mfa      *widgets.Card

	notice  *widgets.Notice
	again   *widgets.Button // in the banner
	changed *widgets.Text
	change  *widgets.Button
	card    *fyne.Container // of the second step
	toggle  *widgets.Button
}

func newOwnSection(d *Desk, reload func()) *ownSection {
	s := &ownSection{d: d, reload: reload}
	s.notice = widgets.NewNotice(widgets.ToneWarning, "")
	s.again = widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), s.onEnable)
	s.banner = widgets.VStack(12, s.notice, spread(s.again))
	s.banner.Hide()
	if d.session.Arrival().BackupCode {
		s.tell(widgets.ToneWarning, i18n.T("mfa.used_backup_code"), true)
	}
	s.changed = widgets.NewSmall("").OneLine()
	s.change = widgets.NewButton(widgets.KindPlain, i18n.T("password_card.change"), s.onChange)
	s.password = widgets.NewCard(titled(i18n.T("password_card.title"), nil, s.changed, s.change))
	s.card = widgets.VStack(12)
	s.mfa = widgets.NewCard(s.card)
	return s
}

// tell shows a sentence above the cards; with again it offers to switch the second step on.
func (s *ownSection) tell(tone widgets.Tone, text string, again bool) {
	s.notice.SetTone(tone)
	s.notice.SetText(text)
	if again {
		s.again.Show()
	} else {
		s.again.Hide()
	}
	s.banner.Show()
}

func (s *ownSection) fail(err error) {
	if model.CodeOf(err) != model.CodeCanceled {
		s.tell(widgets.ToneDanger, s.d.say(err), false)
		s.reload()
	}
}

// show fills both cards.
func (s *ownSection) show(person model.Person) {
	s.changed.SetText(i18n.T("password_card.changed", "Day", i18n.Day(person.PasswordChanged)))
	if person.MFA {
		s.showOn(person)
	} else {
		s.showOff()
	}
	s.card.Refresh()
}

func (s *ownSection) showOff() {
	s.toggle = widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), s.onEnable)
	s.card.Objects = []fyne.CanvasObject{
		titled(i18n.T("mfa.title"), widgets.NewChip(widgets.ToneNeutral, i18n.T("mfa.off")), s.toggle),
		widgets.NewMuted(i18n.T("mfa.off_text")),
	}
}

func (s *ownSection) showOn(person model.Person) {
	s.toggle = widgets.NewButton(widgets.KindDangerLine, i18n.T("mfa.disable"), s.onDisable)
	s.card.Objects = []fyne.CanvasObject{
		titled(i18n.T("mfa.title"), widgets.NewChip(widgets.ToneSuccess, i18n.T("mfa.on")), s.toggle),
		widgets.NewMuted(i18n.T("mfa.on_text")),
		facts(
			i18n.T("mfa.since"), i18n.When(person.MFASince),
			i18n.T("mfa.used"), i18n.When(person.MFAUsed),
			i18n.T("mfa.codes"), i18n.T("mfa.codes_unused"),
		),
	}
}

func (s *ownSection) onEnable() {
	s.d.openEnrolment(func(enabled bool) {
		if enabled {
			s.banner.Hide()
		}
		s.reload()
	})
}

// onDisable acts at once: the help page promises it, and the person has just given the password.
func (s *ownSection) onDisable() {
	s.toggle.SetBusy(true, i18n.T("mfa.disabling"))
	s.d.withProof(func(ctx context.Context, session *model.Session) error { return session.DisableMFA(ctx) }, func(err error) {
		s.toggle.SetBusy(false, "")
		if err != nil {
			s.fail(err)
			return
		}
		s.tell(widgets.ToneInfo, i18n.T("mfa.disabled"), false)
		s.reload()
	})
}

func (s *ownSection) onChange() {
	s.d.changePassword(func() {
		s.tell(widgets.ToneSuccess, i18n.T("password_card.done"), false)
		s.reload()
	})
}

// focus begins where a person most likely goes on.
func (s *ownSection) focus() fyne.Focusable {
	if s.banner.Visible() && s.again.Visible() {
		return s.again
	}
	return nil
}
