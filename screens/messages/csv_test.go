package messages

import (
	"testing"

	"qlingo/model"
)

// Each field of a person has a label, which forms, the facts of a person and exports show.
func TestEachFieldOfAPersonHasALabel(t *testing.T) {
	for _, f := range model.PersonFields {
		if Term(f.Name) == f.Name {
			t.Errorf("%s has none", f.Name)
		}
	}
}
