package model

import (
	"strings"

	"qlingo/model/fold"
	"qlingo/model/store"
)

// mostNamed is how many people a word of a search may find by their names, and mostNamedInAll how many all words: a question
// to the database has its bounds.
const (
	mostNamed      = 2000
	mostNamedInAll = 3 * mostNamed
)

// namesFound are people's names as a search compares them.
type namesFound struct {
	people []*store.Named
	left   int // how many more people may be asked for
}

// newNames takes people's names in, to be searched.
func newNames(people []*store.Named) *namesFound {
	for _, p := range people {
		p.Name = fold.Search(p.Name)
	}
	return &namesFound{people: people, left: mostNamedInAll}
}

// with are the people whose names have a word; ok is false if they are too many.
func (n *namesFound) with(word string) (ids []store.ID, ok bool) {
	text := fold.Search(word)
	if text == "" {
		return nil, true
	}
	for _, p := range n.people {
		if strings.Contains(p.Name, text) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) > min(mostNamed, n.left) {
		return nil, false
	}
	n.left -= len(ids)
	return ids, true
}
