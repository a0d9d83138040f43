package screentest

import (
	"testing"

	"qlingo/model"
)

// Recorder is how a recording of the screen sees the window.
type Recorder struct {
	Asked []bool
	Fails error
}

func (r *Recorder) Conceal(on bool) error {
	r.Asked = append(r.Asked, on)
	return r.Fails
}

// Records gives the harness an OS that can hide a window.
func (s *Harness) Records() *Recorder {
	r := &Recorder{}
	s.Platform.Hides, s.Platform.OnConceal = true, r.Conceal
	return r
}

// Passes lets two ticks of a second pass.
func (s *Harness) Passes() {
	s.W.Tick()
	s.W.Tick()
}

func WithUser(t *testing.T) *Harness {
	return New(t).WithOffice(model.KindMulti, "takahashi.k").Begin()
}
