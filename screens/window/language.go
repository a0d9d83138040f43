package window

import (
	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// RememberBy keeps the ID of somebody who has signed in for the next time, where the account allows it.
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

// languages in the order of the select, by code; a language is always written in itself.
var languages = []string{"ja", "en"}

func (w *Window) LanguageSelect(choose func(lang string)) *widgets.Select {
	names := []string{i18n.T("language.ja"), i18n.T("language.en")}
	pick := widgets.NewSelect(names, func(i int) { choose(languages[i]) })
	pick.Name = i18n.T("this_pc.language")
	for i, lang := range languages {
		if lang == i18n.Lang() {
			pick.SetChosen(i)
		}
	}
	return pick
}
