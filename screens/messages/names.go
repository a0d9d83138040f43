package messages

import "qlingo/screens/i18n"

// nameRunes is how many characters of a name fit a list of several.
const nameRunes = 20

// Names are the first names of some people, and how many others there are.
func Names(names []string, most int) string {
	all := ""
	for i, name := range names[:min(most, len(names))] {
		name = Shorten(name, nameRunes)
		if i == 0 {
			all = name
		} else {
			all = i18n.T("several.names", "Names", all, "Name", name)
		}
	}
	if others := len(names) - most; others > 0 {
		return i18n.T("several.others", "Names", all, "Count", Number(int64(others)))
	}
	return all
}
