package people

import (
	"slices"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// filter is one chip above the table.
type filter struct {
	group int // within a group chips widen the result, between groups they narrow it
	warns bool
	fits  func(*listed) bool
	label func(count int) string
	on    bool
	count int
	Chip  *widgets.FilterChip
}

// offered reports whether the chip is of any use: it would show somebody, or has to be turned off.
func (f *filter) offered() bool { return f.count > 0 || f.on }

// filters are all chips, from left to right.
type filters []*filter

// The groups of filters. MFA on and off exclude each other, and so do the states, so two chips of one group show the
// people of both.
const (
	groupMFA = iota
	groupState
	groupExposed
)

func inState(state model.PersonState) func(*listed) bool {
	return func(p *listed) bool { return p.state == state }
}

func newFilters() filters {
	untampered := func(p *listed) bool { return p.state != model.StateTampered }
	return filters{
		{
			group: groupMFA, fits: func(p *listed) bool { return untampered(p) && p.mfa },
			label: func(n int) string { return i18n.T("users.filter_on", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupMFA, fits: func(p *listed) bool { return untampered(p) && !p.mfa && p.state != model.StateSuspended },
			label: func(n int) string { return i18n.T("users.filter_off", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupExposed, warns: true, fits: func(p *listed) bool { return untampered(p) && p.mfaReset && p.state != model.StateSuspended },
			label: func(n int) string { return i18n.T("users.filter_reset", "Count", messages.Number(int64(n))) },
		},
		{
			group: groupExposed, warns: true, fits: (*listed).exposed,
			label: func(n int) string { return i18n.T("users.filter_exposed", "Count", messages.Number(int64(n))) },
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
	}
}

// fit reports whether a person matches every group in which a chip is on.
func (f filters) fit(p *listed) bool {
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

// any reports whether a chip is on.
func (f filters) any() bool {
	return slices.ContainsFunc(f, func(one *filter) bool { return one.on })
}

// count counts how many people each chip would show by itself. It ignores the search, which must not hide that
// somebody is locked out.
func (f filters) count(all lines) {
	for _, one := range f {
		one.count = 0
		for _, line := range all {
			if one.fits(&line.listed) {
				one.count++
			}
		}
	}
}

// label writes the counts on the chips.
func (f filters) label() {
	for _, one := range f {
		tone := widgets.ToneNeutral
		if one.warns && one.count > 0 {
			tone = widgets.ToneWarning
		}
		one.Chip.Set(tone, one.label(one.count))
		one.Chip.SetOn(one.on)
		one.Chip.Hidden = !one.offered()
	}
}

// Clear turns all chips off.
func (f filters) Clear() {
	for _, one := range f {
		one.on = false
	}
}
