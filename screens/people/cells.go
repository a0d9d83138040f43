package people

import (
	"encoding/hex"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

func rowID(person model.Person) string { return hex.EncodeToString(person.ID[:]) }

func row(p model.Person) widgets.Row {
	return widgets.Row{ID: rowID(p), Cells: []widgets.Cell{
		{Text: p.Login, Style: widgets.StyleLink},
		{Text: p.Name},
		{Text: p.Department, Style: widgets.StyleMuted},
		{Text: i18n.When(p.LastSignIn), Style: widgets.StyleMuted},
		{Chip: stateChip(p)},
		mfaCell(p),
	}}
}

// stateChip shows the state. Instead of an ordinary state it says that MFA was reset and is not on again yet.
func stateChip(p model.Person) *widgets.ChipSpec {
	chip := stateOf(p.State)
	if p.State == model.StateUsable && !p.MFAReset.IsZero() {
		chip = widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.reset")}
	}
	return &chip
}

func stateOf(state model.PersonState) widgets.ChipSpec {
	switch state {
	case model.StateTampered:
		return widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("users.tampered")}
	case model.StateSuspended:
		return widgets.ChipSpec{Tone: widgets.ToneDanger, Text: i18n.T("users.suspended")}
	case model.StateLockedOut:
		return widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.locked")}
	case model.StateNever:
		return widgets.ChipSpec{Tone: widgets.ToneNeutral, Text: i18n.T("users.never")}
	}
	return widgets.ChipSpec{Tone: widgets.ToneSuccess, Text: i18n.T("users.active")}
}

// lacksMFA reports whether person is an administrator without MFA, whose password alone opens everything.
func lacksMFA(p model.Person) bool {
	return p.Role == model.RoleAdministrator && !p.MFA && p.State != model.StateTampered
}

// mfaCell is a switch for users. Administrators have none: their MFA is turned off on their own page, by a backup
// code or by the support desk, never by a colleague's click.
func mfaCell(p model.Person) widgets.Cell {
	switch {
	case p.State == model.StateTampered: // the row cannot be trusted
		return widgets.Cell{Text: "—", Style: widgets.StyleMuted}
	case p.Role == model.RoleUser:
		return widgets.Cell{Switch: &widgets.SwitchSpec{On: p.MFA, Why: i18n.T("users.off_why")}}
	case p.MFA:
		return widgets.Cell{Text: i18n.T("users.mfa_on"), Style: widgets.StyleMuted}
	}
	return widgets.Cell{Chip: &widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.mfa_off")}}
}
