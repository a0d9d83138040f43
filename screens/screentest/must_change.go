package screentest

func (s *Harness) Choose(password string) {
	s.T.Helper()
	s.Fill(s.Field("password.new"), password)
	s.Fill(s.Field("password.again"), password)
	s.Tap("must_change.save")
}

// Inside asserts that the password was changed.
func (s *Harness) Inside() {
	s.T.Helper()
	s.OnPage("my_page")
	if s.W.Session().MustChange() {
		s.T.Error("the password was not changed")
	}
}
