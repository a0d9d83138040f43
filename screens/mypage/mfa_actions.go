package mypage

import (
	"context"
	"time"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// mfaActions are the actions at the foot of the MFA card: new codes, checking a code, moving to another phone.
type mfaActions struct {
	s                       *ownSection
	renewCodes, check, move *widgets.Button
}

func newMFAActions(s *ownSection) *mfaActions {
	c := &mfaActions{s: s}
	c.renewCodes = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.new_codes"), c.onRenew)
	c.check = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.check_code"), func() { checkCode(s.w) })
	c.move = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.new_phone"), c.onMove)
	return c
}

// codesMade says when the backup codes were made, and how many days ago.
func codesMade(made, now time.Time) string {
	day := i18n.Day(made)
	switch days := messages.DaysBetween(made, now); {
	case made.IsZero():
		return day
	case days < 0: // the clock was set back meanwhile
		return i18n.T("mfa.codes_made", "Day", day)
	case days == 0:
		return i18n.T("mfa.codes_made_today", "Day", day)
	case days == 1:
		return i18n.T("mfa.codes_made_yesterday", "Day", day)
	default:
		return i18n.T("mfa.codes_made_days_ago", "Day", day, "Days", days)
	}
}

const newCodesWidth = 480

// onRenew asks first, because the old codes become void. The question stays open until the new codes are shown, so
// that nobody leaves the page with void codes and without new ones.
func (c *mfaActions) onRenew() {
	var codes []string
	p := forms.NewConfirmDialog(c.s.w, widgets.KindPrimary, i18n.T("new_backup_codes.confirm"), i18n.T("new_backup_codes.making"))
	p.Destructive = true // voids the codes on paper
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		codes, err = session.NewBackupCodes(ctx)
		return err
	}
	p.Done = func() {
		showCodes(c.s.w, codes, codesWords{
			chip: i18n.T("new_backup_codes.chip"), title: i18n.T("new_backup_codes.done_title"), text: i18n.T("new_backup_codes.done_text"),
		}, c.s.reload)
	}
	p.ShowAtField = c.s.closeIfMFAOff(p)
	p.Open("new_codes", newCodesWidth, nil,
		widgets.NewHeading(i18n.T("new_backup_codes.title")).Wrapped(),
		widgets.NewText(i18n.T("new_backup_codes.text")))
}

func (c *mfaActions) onMove() {
	openMove(c.s.w, func(moved bool) {
		if moved {
			c.s.w.ShowMessage("moved", i18n.T("new_phone.done_title"), i18n.T("new_phone.done_text"))
		}
		c.s.reload()
	})
}
