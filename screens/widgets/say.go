package widgets

import "qlingo/screens/i18n"

// What a screen reader says is one label for each widget: what it is called, then how it stands. Fyne has no states of
// its own to hand over.

// listed joins what is said one after another; what is empty is left out.
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

// named is what takes the label of its Field.
type named interface{ setName(func() string) }
