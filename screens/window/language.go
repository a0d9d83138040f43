package window

import (
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// RememberBy stores the ID of somebody who has signed in for the next time, if the account allows it.
func (w *Window) RememberBy(s *model.Session) {
	id := ""
	if s.Policy().RememberID {
		id = s.Person().Login
	}
	if w.settings.LastLogin != id {
		w.settings.LastLogin = id
		w.saveSettings()
	}
}

// LanguageSelect makes the list of languages for the foot of a page outside the shell, LanguageBox one that stands
// beside fields.
func (w *Window) LanguageSelect(choose func(lang string)) *widgets.Select {
	return w.languages(widgets.NewSelect, choose)
}

func (w *Window) LanguageBox(choose func(lang string)) *widgets.Select {
	return w.languages(widgets.NewBoxSelect, choose)
}

func (w *Window) languages(make func([]string, func(int)) *widgets.Select, choose func(lang string)) *widgets.Select {
	languages := i18n.Languages()
	pick := make(i18n.LanguageNames(), func(i int) { choose(languages[i]) })
	pick.Name = i18n.T("this_pc.language")
	pick.SetChosen(slices.Index(languages, i18n.Lang()))
	return pick
}
