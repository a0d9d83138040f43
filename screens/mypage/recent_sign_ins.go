package mypage

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// How many of one's own sign-ins a page and the dialog show.
const (
	recentSignIns  = 3
	recentInDialog = 10
	recentWidth    = 640
)

// recentCard makes the card with somebody's own last sign-ins and failures. People who may see the activity log get a
// link to it.
func recentCard(w *window.Window, rows fyne.CanvasObject) *widgets.Card {
	all := widgets.NewButton(widgets.KindLinkSmall, i18n.T("recent_sign_ins.all"), func() { w.Flow.GoTo(window.RouteActivity) })
	return widgets.NewCard(widgets.VStack(10,
		layout.TitleRow(i18n.T("recent_sign_ins.title"), nil, all), rows))
}

// showRecent shows the same in a dialog.
func showRecent(w *window.Window) {
	window.Load(w, func(ctx context.Context, session *model.Session) ([]model.SignInEvent, error) {
		return session.RecentSignIns(ctx, recentInDialog)
	}, func(events []model.SignInEvent, err error) {
		if err != nil {
			w.ShowMessage("recent_failed", i18n.T("recent_sign_ins.title"), w.Report(err))
			return
		}
		w.ShowInfo("recent", recentWidth, widgets.NewHeading(i18n.T("recent_sign_ins.title")), widgets.VStack(0, signInRows(events)...))
	})
}

// signInRows are the rows of the table, headings first.
func signInRows(events []model.SignInEvent) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{signInRow(
		widgets.NewSmall(i18n.T("recent_sign_ins.time")).OneLine(),
		widgets.NewSmall(i18n.T("recent_sign_ins.what")).OneLine(),
		widgets.NewSmall(i18n.T("recent_sign_ins.host")).OneLine(),
	)}
	for _, event := range events {
		what := widgets.NewText(messages.EventText(event.Kind))
		if !event.OK {
			what.SetColor(look.ColorDanger)
		}
		rows = append(rows, widgets.NewRule(), signInRow(
			widgets.NewText(i18n.When(event.Time)), what, widgets.NewMuted(messages.Shorten(event.Host, 20)),
		))
	}
	return rows
}

func signInRow(cells ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Inset(4, 12, 4, 12, widgets.Equal(12, cells...))
}

// lastSignIn describes the previous sign-in, and the failures since.
func lastSignIn(a model.News) string {
	switch {
	case a.LastSignIn.IsZero():
		return i18n.T("person.first_sign_in")
	case a.PINFailures > 0:
		return i18n.T("person.last_with_pin_failures",
			"Time", i18n.When(a.LastSignIn), "Failures", a.Failures, "PINs", a.PINFailures)
	}
	return i18n.T("person.last_with_failures", "Time", i18n.When(a.LastSignIn), "Failures", a.Failures)
}
