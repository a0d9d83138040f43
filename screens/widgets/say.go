package widgets

import "qlingo/screens/i18n"

// A screen reader reads one label for each widget: its name, then its state. Fyne has no separate states.

// listed joins what is read one after another, without empty parts.
func listed(parts ...string) string {
	all := ""
	for _, part := range parts {
		switch {
		case part == "":
		case all == "":
			all = part
		default:
			all = i18n.T("say.both", "First", all, "Second", part)
		}
	}
	return all
}

func switched(label string, on bool) string {
	if on {
		return i18n.T("say.on", "Label", label)
	}
	return i18n.T("say.off", "Label", label)
}

func chosen(label string, yes bool) string {
	if yes {
		return i18n.T("say.chosen", "Label", label)
	}
	return label
}

// named is an entry that takes the label of its Field.
type named interface{ setName(func() string) }
