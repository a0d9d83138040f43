package widgets

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
)

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

// usable adds that something cannot be worked now.
func (p *press) usable(label string) string {
	if p.Disabled() {
		return i18n.T("say.unavailable", "Label", label)
	}
	return label
}

// named is what takes the label of its Field.
type named interface{ setName(func() string) }

// AccessibilityLabel is the label of the field with what is wrong, and the text; a secret is not said.
func (e *Entry) AccessibilityLabel() string {
	name := e.Name
	if name == "" {
		name = e.PlaceHolder
	}
	if e.name != nil {
		name = e.name()
	}
	if e.Password || e.Quiet || e.MultiLine {
		return name
	}
	return listed(name, e.Text)
}

// AccessibilityRole is text.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (e *Entry) setName(name func() string) { e.name = name }

// AccessibilityLabel is the label of the field with what is wrong; a password is not said, even when it is shown.
func (p *PasswordEntry) AccessibilityLabel() string {
	if p.name != nil {
		return p.name()
	}
	return p.PlaceHolder
}

// sayToggle is what the button in the field does.
func (p *PasswordEntry) sayToggle() string {
	if p.Password {
		return i18n.T("say.show", "Label", p.AccessibilityLabel())
	}
	return i18n.T("say.hide", "Label", p.AccessibilityLabel())
}

// AccessibilityLabel is the label of the field with what is wrong, and the digits.
func (p *PINEntry) AccessibilityLabel() string {
	name := i18n.T("say.pin")
	if p.name != nil {
		name = p.name()
	}
	return listed(name, p.Text())
}

// AccessibilityRole is text.
func (p *PINEntry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (p *PINEntry) setName(name func() string) { p.name = name }

// AccessibilityLabel is the sentence.
func (c *Countdown) AccessibilityLabel() string { return c.text.Text }

// AccessibilityRole is text.
func (c *Countdown) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel says that it is a QR code, not what is in it.
func (q *QR) AccessibilityLabel() string { return i18n.T("say.qr") }

// AccessibilityRole is text.
func (q *QR) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the part of the whole.
func (p *Progress) AccessibilityLabel() string {
	return i18n.T("say.part", "Part", p.Part, "Of", p.Of)
}

// AccessibilityRole is text.
func (p *Progress) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the chosen row; without one the number of rows, or why there are none.
func (b *tableBody) AccessibilityLabel() string {
	t := b.table
	switch at := t.index(t.selected); {
	case len(t.rows) == 0:
		return t.empty.Text
	case at >= 0:
		return t.say(t.rows[at])
	default:
		return i18n.T("say.rows", "Count", len(t.rows))
	}
}

// AccessibilityRole is text.
func (b *tableBody) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the row.
func (r *tableRow) AccessibilityLabel() string { return r.table.say(r.data) }

// AccessibilityRole is text.
func (r *tableRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// say is a row in words, whether its columns have room or not.
func (t *Table) say(row Row) string {
	all := ""
	for i, cell := range row.Cells {
		switch {
		case cell.Switch != nil:
			all = listed(all, switched(t.columns[i].Title, cell.Switch.On))
		case cell.Chip != nil:
			all = listed(all, cell.Chip.Text)
		default:
			all = listed(all, cell.Text)
		}
	}
	return all
}

// AccessibilityLabel is what the tip says.
func (t *tableTip) AccessibilityLabel() string { return t.text.Text }

// AccessibilityRole is text.
func (t *tableTip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
