package screens

import (
	"context"
	"slices"
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/mypage"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

const (
	// suspiciousPINs is how many wrong PINs after a right password suggest that somebody else knows it.
	suspiciousPINs = 5
	// newsLines is how many changes are shown at once, so that the page below keeps its room.
	newsLines = 4
)

// newsBanners is what people need to know after signing in, below the title of whatever page they are on: what others changed in
// their account, until they acknowledge it, and signs that somebody else has their password.
type newsBanners struct {
	f      *flow
	reload func() // reloads the page below

	suspicion      *widgets.Notice
	changePassword *widgets.Button
	closeSuspicion *widgets.Button
	// passwordChanged means that the notice about suspicion now says what was done about it.
	passwordChanged bool

	asking        bool // a worker is loading changes; its answer is lost when the page goes
	askingBackups bool // the same of the daily backup
	changes       []model.Change
	changesNotice *widgets.Notice
	enableMFA     *widgets.Button
	acknowledge   *widgets.Button

	backupFailure      *widgets.Notice // the daily backup failed
	openBackups        *widgets.Button
	closeBackupFailure *widgets.Button

	unconfirmed     *widgets.Notice // people whose rights have to be checked
	openUnconfirmed *widgets.Button
}

func newNewsBanners(f *flow, reload func()) *newsBanners {
	a := &newsBanners{f: f, reload: reload}
	a.changePassword = widgets.NewButton(widgets.KindPrimary, i18n.T("news.change_password"), a.onChangePassword)
	a.closeSuspicion = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), a.onCloseSuspicion)
	a.suspicion = widgets.NewNotice(widgets.ToneWarning, "", a.changePassword, a.closeSuspicion)
	a.enableMFA = widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), a.onEnableMFA)
	a.acknowledge = widgets.NewButton(widgets.KindPlain, i18n.T("news.mark_seen"), a.onAcknowledge)
	a.changesNotice = widgets.NewNotice(widgets.ToneWarning, "", a.enableMFA, a.acknowledge)
	if !f.suspicionClosed {
		a.suspicion.SetText(suspicionText(f.Session().News()))
	}
	a.newBackupFailure()
	a.newUnconfirmed()
	f.SetBanners(a.suspicion, a.unconfirmed, a.backupFailure, a.changesNotice)
	return a
}

// suspicionText describes what suggests that somebody else has the password or more, since the last sign-in; "" for
// nothing. A move to another phone and new codes are reported even to the person who made them, because only they
// know whether it was them.
func suspicionText(a model.News) string {
	var lines []string
	if a.PINFailures >= suspiciousPINs {
		lines = append(lines, i18n.T("news.wrong_pins", "Count", a.PINFailures))
	}
	if !a.MFAMoved.IsZero() {
		lines = append(lines, i18n.T("news.phone_moved", "Time", i18n.When(a.MFAMoved)))
	}
	if !a.NewCodes.IsZero() {
		lines = append(lines, i18n.T("news.new_codes", "Time", i18n.When(a.NewCodes)))
	}
	return strings.Join(lines, "\n")
}

// load fetches what others have done.
func (a *newsBanners) load() {
	var changes []model.Change
	var person model.Person
	confirm := ""
	a.asking = true
	a.loadBackupFailure()
	a.f.Load(func(ctx context.Context, session *model.Session) (err error) {
		confirm = a.f.confirmText(ctx, session)
		if changes, err = session.Changes(ctx); err == nil && len(changes) > 0 {
			person, err = session.Profile(ctx)
		}
		return err
	}, func(err error) {
		a.asking = false
		if err != nil {
			a.fail(err)
			return
		}
		a.changes = changes
		a.unconfirmed.SetText(confirm)
		a.enableMFA.Hidden = person.MFA || person.MFAReset.IsZero() || !resetIn(changes) // offered only while it is still off
		a.show()
	})
}

// again loads once more after a change of pages, if an answer was lost with the old one.
func (a *newsBanners) again() {
	switch {
	case a.asking:
		a.acknowledge.SetBusy(false, "")
		a.load()
	case a.askingBackups:
		a.loadBackupFailure()
	}
	a.show()
}

func (a *newsBanners) fail(err error) {
	if model.CodeOf(err) != model.CodeCanceled && !a.f.OutOfContact() {
		a.f.ShowMessage("news_failed", i18n.T("news.changes_title"), a.f.ReportWithRemedy(err))
	}
}

// show updates all banners.
func (a *newsBanners) show() {
	a.changesNotice.SetText(newsText(a.changes))
	a.suspicion.Hidden = a.suspicion.Text() == "" || a.f.suspicionClosed && !a.passwordChanged
	a.backupFailure.Hidden = a.backupFailure.Text() == "" || a.f.backupFailureClosed || a.f.route == window.RouteBackup // that page says it itself
	a.unconfirmed.Hidden = a.unconfirmed.Text() == "" || a.f.route == window.RouteConfirm
	a.f.BannersChanged()
}

func newsText(changes []model.Change) string {
	if len(changes) == 0 {
		return ""
	}
	lines := []string{i18n.T("news.changed")}
	for _, change := range changes[:min(newsLines, len(changes))] {
		lines = append(lines, messages.ChangeText(change))
	}
	if more := len(changes) - newsLines; more > 0 {
		lines = append(lines, i18n.T("news.more", "Count", more))
	}
	return strings.Join(lines, "\n")
}

func resetIn(changes []model.Change) bool {
	return slices.ContainsFunc(changes, func(c model.Change) bool { return c.Kind == model.ActivityMFAReset })
}

// onAcknowledge acknowledges what is shown, and nothing that came later.
func (a *newsBanners) onAcknowledge() {
	if a.acknowledge.Busy() || len(a.changes) == 0 {
		return
	}
	through := a.changes[min(newsLines, len(a.changes))-1].Seq
	a.asking = true
	a.acknowledge.SetBusy(true, i18n.T("news.marking_seen"))
	a.f.RunAction(func(ctx context.Context, session *model.Session) error {
		return session.Acknowledge(ctx, through)
	}, func(err error) {
		a.asking = false
		a.acknowledge.SetBusy(false, "")
		if err != nil {
			a.fail(err)
			return
		}
		a.changes = a.changes[min(newsLines, len(a.changes)):]
		a.show()
		a.load()
	})
}

func (a *newsBanners) onEnableMFA() {
	mypage.OpenEnrolment(a.f.Window, func(enabled bool) {
		if enabled {
			a.reload()
		}
	})
}

func (a *newsBanners) onChangePassword() {
	mypage.ChangePassword(a.f.Window, func() {
		a.f.suspicionClosed = true
		a.passwordChanged = true
		a.changePassword.Hide()
		a.suspicion.SetTone(widgets.ToneSuccess)
		a.suspicion.SetText(i18n.T("password_card.done"))
		a.show()
		a.f.Focus(a.closeSuspicion)
		a.reload()
	})
}

func (a *newsBanners) onCloseSuspicion() {
	a.f.suspicionClosed, a.passwordChanged = true, false
	a.show()
}
