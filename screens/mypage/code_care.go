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

// mfaActions is what somebody with a second step can do to keep it in order, at the foot of its card.
type mfaActions struct {
	s                       *ownSection
	renewCodes, check, move *widgets.Button
}

func newMFAActions(s *ownSection) *mfaActions {
	c := &mfaActions{s: s}
	c.renewCodes = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.new_codes"), c.onRenew)
	c.check = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.check_code"), func() { CheckCode(s.w) })
	c.move = widgets.NewButton(widgets.KindPlain, i18n.T("mfa.new_phone"), c.onMove)
	return c
}

// CodesMade tells when the backup codes were made, and how long ago that is.
func CodesMade(made, now time.Time) string {
	day := i18n.Day(made)
	switch days := messages.DaysBetween(made, now); {
	case made.IsZero():
		return day
	case days < 0: // the clock was set back
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

// onRenew asks first: what was noted is worth nothing afterwards. The question stays until the codes are there, so that
// nobody leaves the page while the old ones are void and the new ones not yet seen.
func (c *mfaActions) onRenew() {
	var codes []string
	p := forms.NewConfirmDialog(c.s.w, widgets.KindPrimary, i18n.T("new_backup_codes.confirm"), i18n.T("new_backup_codes.making"))
	p.Destructive = true // what is on paper
	p.Action = func(ctx context.Context, session *model.Session) (err error) {
		codes, err = session.NewBackupCodes(ctx)
		return err
	}
	p.Done = func() {
		ShowCodes(c.s.w, codes, codesWords{
			chip: i18n.T("new_backup_codes.chip"), title: i18n.T("new_backup_codes.done_title"), text: i18n.T("new_backup_codes.done_text"),
		}, c.s.reload)
	}
	p.ShowAtField = c.s.closeIfMFAOff(p)
	p.Open("new_codes", newCodesWidth, nil,
		widgets.NewHeading(i18n.T("new_backup_codes.title")).Wrapped(),
		widgets.NewText(i18n.T("new_backup_codes.text")))
}

func (c *mfaActions) onMove() {
	OpenMove(c.s.w, func(moved bool) {
		if moved {
			c.s.w.ShowMessage("moved", i18n.T("new_phone.done_title"), i18n.T("new_phone.done_text"))
		}
		c.s.reload()
	})
}
