package people

// activity shows what the person did, and what was done to that person.
func (h personActions) activity() { h.W.Flow.ShowActivityOf(h.Person) }
