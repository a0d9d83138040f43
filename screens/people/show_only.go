package people

import (
	"qlingo/model"
	"qlingo/screens/window"
)

// someone is a person whom a chip lets through that shows these people.
var someone = map[window.PeopleShown]listed{
	window.PeopleWithoutMFA: {state: model.StateUsable},
	window.PeopleReset:      {state: model.StateUsable, mfaReset: true},
	window.PeopleExposed:    {state: model.StateUsable, administrator: true},
}

// groupOf is the group of the chip that shows them.
var groupOf = map[window.PeopleShown]int{
	window.PeopleWithoutMFA: groupMFA, window.PeopleReset: groupExposed, window.PeopleExposed: groupExposed,
}

// ShowOnly turns on the chip that shows some people, and all others off.
func (p *usersPage) ShowOnly(shown window.PeopleShown) {
	who := someone[shown]
	p.List.Filters.Clear()
	for _, f := range p.List.Filters {
		if f.group == groupOf[shown] && f.fits(&who) {
			p.OnFilter(f, true)
			return
		}
	}
}
