package screentest

import "qlingo/model"

// AcceptedLog makes a harness whose changed log was accepted with the kit while the window was closed.
func AcceptedLog(s *Harness) *Harness {
	s.T.Helper()
	s.Attack("UPDATE activity SET time = time + 1 WHERE seq = 2")
	s.Must(model.Recover(s.T.Context(), s.Options, s.Paper(), true))
	return s.Begin()
}
