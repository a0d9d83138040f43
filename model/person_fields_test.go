package model

import (
	"reflect"
	"strings"
	"testing"

	"qlingo/model/store"
)

// Each field of Details stands in PersonFields once, with a column and heads of its own.
func TestPersonFieldsAreComplete(t *testing.T) {
	if fields := reflect.TypeFor[Details]().NumField(); len(PersonFields) != fields {
		t.Fatalf("Details has %d fields, PersonFields %d", fields, len(PersonFields))
	}
	var d Details
	heads := map[string]string{}
	for i, f := range PersonFields {
		f.Set(&d, f.Name)
		if got := reflect.ValueOf(d).Field(i).String(); got != f.Name {
			t.Errorf("%s stands in another place of Details: %q", f.Name, got)
		}
		if len(f.heads) == 0 || f.heads[0] != strings.ToLower(f.Name) {
			t.Errorf("a column %s is not read", f.Name)
		}
		for _, head := range f.heads {
			if other, twice := heads[head]; twice || head != squeeze(head) {
				t.Errorf("%q is a head of %s and of %s", head, f.Name, other)
			}
			heads[head] = f.Name
		}
	}
	u := new(store.User)
	d.set(u)
	if detailsOf(u) != d {
		t.Errorf("written as %+v, read as %+v", d, detailsOf(u))
	}
}
