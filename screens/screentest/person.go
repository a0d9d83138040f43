package screentest

// Open shows a person's dialog.
func (s *Harness) Open(login string) {
	s.T.Helper()
	s.Table().Select(RowID(s.Person(login)))
	s.Table().OnOpen(RowID(s.Person(login)))
}
