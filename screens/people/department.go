package people

import (
	"cmp"
	"slices"

	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// departmentFilter is the drop-down that shows one department alone.
type departmentFilter struct {
	Select *widgets.Select
	names  []string // of the options after the first; "" for people without a department
	chosen string
	on     bool // one is chosen
}

func newDepartmentFilter(changed func()) *departmentFilter {
	d := &departmentFilter{}
	d.Select = widgets.NewBoxSelect(nil, func(i int) {
		d.on = i > 0
		if d.on {
			d.chosen = d.names[i-1]
		}
		changed()
	})
	d.Select.Name = i18n.T("users.department")
	return d
}

func (d *departmentFilter) fit(line *userLine) bool { return !d.on || line.department == d.chosen }

// offer takes the departments of all people. Whoever is alone in the last one may leave it, which then stays on offer while
// it is chosen. Without departments there is nothing to choose from.
func (d *departmentFilter) offer(all lines) {
	found := map[string]string{} // as search and order see them
	for _, line := range all {
		found[line.department] = line.byDepartment
	}
	if d.on {
		found[d.chosen] = fold.Search(d.chosen)
	}
	d.names = d.names[:0]
	for name := range found {
		d.names = append(d.names, name)
	}
	slices.SortFunc(d.names, func(a, b string) int {
		return cmp.Or(-cmp.Compare(min(1, len(a)), min(1, len(b))), cmp.Compare(found[a], found[b]), cmp.Compare(a, b))
	})
	d.Select.Options = []string{i18n.T("users.all_departments")}
	for _, name := range d.names {
		if name == "" {
			name = i18n.T("users.no_department")
		}
		d.Select.Options = append(d.Select.Options, name)
	}
	d.Select.Chosen = 0
	if d.on {
		d.Select.Chosen = 1 + slices.Index(d.names, d.chosen)
	}
	d.Select.Hidden = len(d.names) < 2
	d.Select.Refresh()
}

// clear shows all departments again.
func (d *departmentFilter) clear() { d.on = false }
