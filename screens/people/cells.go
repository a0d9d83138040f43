package people

import (
	"time"
	"unique"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// listed is what the table shows of a person. All that is known of a hundred thousand people would fill the memory; each
// department is kept once.
type listed struct {
	id                      model.PersonID
	login, name, department string
	lastSignIn              time.Time
	state                   model.PersonState
	administrator           bool
	mfa                     bool
	mfaReset                bool // and not on again yet
}

func listedOf(p model.Person) listed {
	return listed{
		id: p.ID, login: p.Login, name: p.Name, department: unique.Make(p.Department).Value(), lastSignIn: p.LastSignIn,
		state: p.State, administrator: p.Role == model.RoleAdministrator, mfa: p.MFA, mfaReset: !p.MFAReset.IsZero(),
	}
}

func rowID(id model.PersonID) string { return string(id[:]) }

func (p *listed) cells() []widgets.Cell {
	return []widgets.Cell{
		{Text: p.login, Style: widgets.StyleLink},
		{Text: p.name},
		{Text: p.department, Style: widgets.StyleMuted},
		{Text: i18n.When(p.lastSignIn), Style: widgets.StyleMuted},
		{Chip: p.stateChip()},
		p.mfaCell(),
	}
}

// stateChip shows the state. Instead of an ordinary state it says that MFA was reset and is not on again yet.
func (p *listed) stateChip() *widgets.ChipSpec {
	chip := stateOf(p.state)
	if p.state == model.StateUsable && p.mfaReset {
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

// exposed reports whether the person is an administrator without MFA, whose password alone opens everything.
func (p *listed) exposed() bool {
	return p.administrator && !p.mfa && p.state != model.StateTampered
}

// mfaCell is a switch for users. Administrators have none: their MFA is turned off on their own page, by a backup
// code or by the support desk, never by a colleague's click.
func (p *listed) mfaCell() widgets.Cell {
	switch {
	case p.state == model.StateTampered: // the row cannot be trusted
		return widgets.Cell{Text: "—", Style: widgets.StyleMuted}
	case !p.administrator:
		return widgets.Cell{Switch: &widgets.SwitchSpec{On: p.mfa, Why: i18n.T("users.off_why")}}
	case p.mfa:
		return widgets.Cell{Text: i18n.T("users.mfa_on"), Style: widgets.StyleMuted}
	}
	return widgets.Cell{Chip: &widgets.ChipSpec{Tone: widgets.ToneWarning, Text: i18n.T("users.mfa_off")}}
}
