package people

import (
	"encoding/hex"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

func RowID(person model.Person) string { return hex.EncodeToString(person.ID[:]) }

func row(p model.Person) widgets.Row {
	return widgets.Row{ID: RowID(p), Cells: []widgets.Cell{
		{Text: p.Login, Style: widgets.StyleLink},
		{Text: p.Name},
		{Text: p.Department, Style: widgets.StyleMuted},
		{Text: i18n.When(p.LastSignIn), Style: widgets.StyleMuted},
		{Chip: stateChip(p)},
		mfaCell(p),
	}}
}

// stateChip is the state; in place of an ordinary one it says that the second step was switched off and is not yet on
// again.
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

// lacksMFA tells an administrator without a second step: one password opens everything.
func lacksMFA(p model.Person) bool {
	return p.Role == model.RoleAdministrator && !p.MFA && p.State != model.StateTampered
}

// mfaCell is a switch for users. Administrators have none: their second step ends on their own page, by a backup code
// or with the support's help, never by a colleague's click.
func mfaCell(p model.Person) widgets.Cell {
	switch {
	case p.State == model.StateTampered: // what the row says is not to be believed
		return widgets.Cell{Text: "—", Style: widgets.StyleMuted}
	case p.Role == model.RoleUser:
		return widgets.Cell{Switch: &widgets.SwitchSpec{On: p.MFA, Why: i18n.T("users.off_why")}}
	case p.MFA:
		return widgets.Cell{Text: i18n.T("users.mfa_on"), Style: widgets.StyleMuted}
	}
	return widgets.Cell{Chip: &widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.mfa_off")}}
}
