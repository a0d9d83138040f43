package screens

import (
	"context"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// newUnconfirmed makes the banner that leads to the people whose rights have to be checked after a changed log was
// accepted. It disappears when nobody is left.
func (a *newsBanners) newUnconfirmed() {
	a.openUnconfirmed = widgets.NewButton(widgets.KindPrimary, i18n.T("news.check_rights"), func() { a.f.GoTo(window.RouteConfirm) })
	a.unconfirmed = widgets.NewNotice(widgets.ToneWarning, "", a.openUnconfirmed)
}

// confirmText says how many people have to be checked, "" for none. An error here is not worth showing: the page
// itself reports it.
func (f *flow) confirmText(ctx context.Context, session *model.Session) string {
	if !window.HasMenu(session) {
		return ""
	}
	people, err := session.Unconfirmed(ctx)
	if err != nil {
		f.Log().Info("unconfirmed", "code", string(model.CodeOf(err)), "err", err)
	}
	if len(people) == 0 {
		return ""
	}
	return i18n.T("news.check_rights_text", "Count", len(people))
}
