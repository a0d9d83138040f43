package messages_test

import (
	"slices"
	"testing"

	"qlingo/model"
	"qlingo/screens/messages"
)

// Every kind that the model shows has a name and a place in the filter.
func TestEveryKindHasItsPlace(t *testing.T) {
	placed := map[model.ActivityKind]bool{}
	for _, group := range messages.KindGroups(true) {
		for _, kind := range group.Kinds {
			placed[kind] = true
			if !slices.Contains(model.ActivityKinds, kind) {
				t.Errorf("%s is in the filter and the model has none", kind)
			}
		}
	}
	for _, kind := range model.ActivityKinds {
		if _, named := messages.KindLooks[kind]; !named || !placed[kind] || messages.Term("kind_"+string(kind)) == "kind_"+string(kind) {
			t.Errorf("%s: named %v, in the filter %v", kind, named, placed[kind])
		}
	}
	if len(messages.KindLooks) != len(model.ActivityKinds) {
		t.Errorf("%d kinds are named, the model has %d", len(messages.KindLooks), len(model.ActivityKinds))
	}
}
