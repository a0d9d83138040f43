package screens

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

const (
	// suspiciousPINs are so many wrong PINs behind a right password that somebody else may have it.
	suspiciousPINs = 5
	// newsLines are the changes that are told at once; the page below needs its room.
	newsLines = 4
	newsGap   = 10
)

// arrival is what somebody has to hear after signing in, above whatever page they land on: what others did to the
// account until it is acknowledged, and what looks as if somebody else had the password.
type arrival struct {
	f       *flow
	reload  func() // of the page below
	resized func()

	doubt  *widgets.Notice
	change *widgets.Button
	calm   *widgets.Button
	doubts *fyne.Container

	asking  bool // a worker is asked for changes; its answer is lost with the page that was shown then
	changes []model.Change
	told    *widgets.Notice
	enable  *widgets.Button
	seen    *widgets.Button
	tells   *fyne.Container

	backup   *widgets.Notice // the daily backup failed
	look     *widgets.Button
	heard    *widgets.Button
	warnings *fyne.Container

	confirming *widgets.Notice // people are to be confirmed
	confirm    *widgets.Button
	confirms   *fyne.Container

	rows *fyne.Container
	body *fyne.Container // rows, which scroll where the window is low
}

func newArrival(f *flow, reload, resized func()) *arrival {
	a := &arrival{f: f, reload: reload, resized: resized}
	a.doubt = widgets.NewNotice(widgets.ToneWarning, "")
	a.change = widgets.NewButton(widgets.KindPrimary, i18n.T("arrival.change_password"), a.onChange)
	a.calm = widgets.NewButton(widgets.KindPlain, i18n.T("common.close"), a.onCalm)
	a.doubts = beside(a.doubt, a.change, a.calm)
	a.told = widgets.NewNotice(widgets.ToneWarning, "")
	a.enable = widgets.NewButton(widgets.KindPrimary, i18n.T("mfa.enable"), a.onEnable)
	a.seen = widgets.NewButton(widgets.KindPlain, i18n.T("arrival.seen"), a.onSeen)
	a.tells = beside(a.told, a.enable, a.seen)
	a.doubts.Hide()
	if text := suspicion(f.session.News()); text != "" && !f.suspicionClosed {
		a.doubt.SetText(text)
		a.doubts.Show()
	}
	a.tells.Hide()
	a.newWarning()
	a.newConfirming()
	width := float32(columnWidth)
	if hasMenu(f.session) {
		width = 0
	}
	a.rows = container.New(newsLayout{columnLayout{width}}, widgets.VStack(newsGap, a.doubts, a.confirms, a.warnings, a.tells))
	a.body = container.New(scrollLayout{}, container.NewVScroll(a.rows))
	a.show()
	return a
}

// suspicion is what looks as if somebody else had the password, or more, since the last sign-in; "" for nothing. A move and
// new codes are told to whoever did it, too: once, because only that person knows who it was.
func suspicion(a model.News) string {
	var lines []string
	if a.PINFailures >= suspiciousPINs {
		lines = append(lines, i18n.T("arrival.doubt", "Count", a.PINFailures))
	}
	if !a.MFAMoved.IsZero() {
		lines = append(lines, i18n.T("arrival.moved", "Time", i18n.When(a.MFAMoved)))
	}
	if !a.NewCodes.IsZero() {
		lines = append(lines, i18n.T("arrival.new_codes", "Time", i18n.When(a.NewCodes)))
	}
	return strings.Join(lines, "\n")
}

// load asks what others have done.
func (a *arrival) load() {
	var changes []model.Change
	var person model.Person
	warning, confirm := "", ""
	a.asking = true
	a.f.load(func(ctx context.Context, session *model.Session) (err error) {
		warning, confirm = a.f.backupWarning(ctx, session), a.f.confirmText(ctx, session)
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
		a.backup.SetText(warning)
		a.confirming.SetText(confirm)
		a.enable.Hidden = person.MFA || person.MFAReset.IsZero() || !resetIn(changes) // nothing is offered that was done
		a.show()
	})
}

// again asks anew after another page has come, if an answer went with the one before.
func (a *arrival) again() {
	if a.asking {
		a.seen.SetBusy(false, "")
		a.load()
	}
	a.show()
}

func (a *arrival) fail(err error) {
	if model.CodeOf(err) != model.CodeCanceled {
		a.f.message("arrival_failed", i18n.T("arrival.failed"), a.f.say(err))
	}
}

// show brings everything up to what is known.
func (a *arrival) show() {
	a.told.SetText(newsText(a.changes))
	a.tells.Hidden = len(a.changes) == 0
	a.warnings.Hidden = a.backup.Text() == "" || a.f.backupFailureClosed || a.f.route == routeBackup // which says it by itself
	a.confirms.Hidden = a.confirming.Text() == "" || a.f.route == routeConfirm
	a.body.Hidden = a.tells.Hidden && a.doubts.Hidden && a.warnings.Hidden && a.confirms.Hidden
	a.body.Refresh()
	a.resized()
}

func newsText(changes []model.Change) string {
	if len(changes) == 0 {
		return ""
	}
	lines := []string{i18n.T("arrival.changed")}
	for _, change := range changes[:min(newsLines, len(changes))] {
		lines = append(lines, changeText(change))
	}
	if more := len(changes) - newsLines; more > 0 {
		lines = append(lines, i18n.T("arrival.more", "Count", more))
	}
	return strings.Join(lines, "\n")
}

func resetIn(changes []model.Change) bool {
	return slices.ContainsFunc(changes, func(c model.Change) bool { return c.Kind == model.ActivityMFAReset })
}

// onSeen acknowledges what can be read on the screen, and nothing that came after it.
func (a *arrival) onSeen() {
	if a.seen.Busy() || len(a.changes) == 0 {
		return
	}
	through := a.changes[min(newsLines, len(a.changes))-1].Seq
	a.asking = true
	a.seen.SetBusy(true, i18n.T("arrival.seeing"))
	a.f.runAction(func(ctx context.Context, session *model.Session) error {
		return session.Acknowledge(ctx, through)
	}, func(err error) {
		a.asking = false
		a.seen.SetBusy(false, "")
		if err != nil {
			a.fail(err)
			return
		}
		a.changes = a.changes[min(newsLines, len(a.changes)):]
		a.show()
		a.load()
	})
}

func (a *arrival) onEnable() {
	a.f.openEnrolment(func(enabled bool) {
		if enabled {
			a.reload()
		}
	})
}

func (a *arrival) onChange() {
	a.f.changePassword(func() {
		a.f.suspicionClosed = true
		a.change.Hide()
		a.doubt.SetTone(widgets.ToneSuccess)
		a.doubt.SetText(i18n.T("password_card.done"))
		a.show()
		a.f.focus(a.calm)
		a.reload()
	})
}

func (a *arrival) onCalm() {
	a.f.suspicionClosed = true
	a.doubts.Hide()
	a.show()
}

// newsLayout is the column of a page without the space at its foot: the page below begins with its own.
type newsLayout struct{ columnLayout }

// MinSize implements fyne.Layout.
func (newsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(2*columnMargin, columnTop)
}

// mostNews is how much of the height news may take from the page; with more of them than that they scroll.
const mostNews = 0.5

// underNews sets the page below the news, where there are any.
type underNews struct{ news *arrival }

// Layout implements fyne.Layout. Wrapped text learns its width before its height is asked for.
func (l *underNews) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) < 2 {
		return
	}
	news, page := objects[0], objects[1]
	top := float32(0)
	if news.Visible() {
		news.Resize(size)
		top = min(l.news.rows.MinSize().Height, mostNews*size.Height)
		news.Resize(fyne.NewSize(size.Width, top))
	}
	page.Move(fyne.NewPos(0, top))
	page.Resize(fyne.NewSize(size.Width, size.Height-top))
}

// MinSize implements fyne.Layout.
func (*underNews) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		if o.Visible() {
			size.Width = max(size.Width, o.MinSize().Width)
			size.Height += o.MinSize().Height
		}
	}
	return size
}
