package people

import (
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// filter is one chip over the table.
type filter struct {
	group int // those of a group widen, groups narrow each other
	warns bool
	fits  func(model.Person) bool
	label func(count int) string
	on    bool
	count int
	Chip  *widgets.FilterChip
}

// filters are all chips, in the order of the eye.
type filters []*filter

// The groups of filters. MFA on and off exclude each other, and so do the states: two chips of one group show the
// people of both.
const (
	groupMFA = iota
	groupState
	groupExposed
)

func inState(state model.PersonState) func(model.Person) bool {
	return func(p model.Person) bool { return p.State == state }
}

func newFilters() filters {
	genuine := func(p model.Person) bool { return p.State != model.StateTampered }
	return filters{
		{
			group: groupMFA, fits: func(p model.Person) bool { return genuine(p) && p.MFA },
			label: func(n int) string { return i18n.T("users.filter_on", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupMFA, fits: func(p model.Person) bool { return genuine(p) && !p.MFA },
			label: func(n int) string { return i18n.T("users.filter_off", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupState, fits: inState(model.StateLockedOut),
			label: func(n int) string { return i18n.T("users.filter_locked", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupState, fits: inState(model.StateSuspended),
			label: func(n int) string { return i18n.T("users.filter_suspended", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupState, fits: inState(model.StateNever),
			label: func(n int) string { return i18n.T("users.filter_never", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupExposed, warns: true, fits: func(p model.Person) bool { return genuine(p) && !p.MFAReset.IsZero() },
			label: func(n int) string { return i18n.T("users.filter_reset", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupExposed, warns: true, fits: lacksMFA,
			label: func(n int) string { return i18n.T("users.filter_exposed", "Count", messages.Number(int64(n))) },
		},
	}
}

// fit tells whether somebody belongs to every group in which a chip is on.
func (f filters) fit(p model.Person) bool {
	asked, fitting := 0, 0 // one bit for each group
	for _, one := range f {
		if !one.on {
			continue
		}
		asked |= 1 << one.group
		if one.fits(p) {
			fitting |= 1 << one.group
		}
	}
	return asked == fitting
}

// any tells whether a chip is on.
func (f filters) any() bool {
	return slices.ContainsFunc(f, func(one *filter) bool { return one.on })
}

// count counts whom each chip would show alone, of everybody: a search must not hide that somebody is locked out.
func (f filters) count(lines []userLine) {
	for _, one := range f {
		one.count = 0
		for _, line := range lines {
			if one.fits(line.Person) {
				one.count++
			}
		}
	}
}

// label brings the chips up to the counts.
func (f filters) label() {
	for _, one := range f {
		tone := widgets.ToneNeutral
		if one.warns && one.count > 0 {
			tone = widgets.ToneWarning
		}
		one.Chip.Set(tone, one.label(one.count))
		one.Chip.SetOn(one.on)
	}
}

// Clear switches all chips off.
func (f filters) Clear() {
	for _, one := range f {
		one.on = false
	}
}
