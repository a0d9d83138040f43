package window

import (
	"qlingo/model"
	"qlingo/screens/messages"
)

// Report returns the sentence for an error and logs its cause. nil gives "".
func (w *Window) Report(err error) string {
	if err == nil {
		return ""
	}
	w.cfg.Log.Info("failure", "code", string(model.CodeOf(err)), "err", err)
	return messages.Sentence(err)
}
