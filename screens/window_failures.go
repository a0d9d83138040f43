package screens

import "qlingo/model"

// explain turns a model error into the one sentence a person reads and logs its cause. nil gives "".
func (w *Window) explain(err error) string {
	if err == nil {
		return ""
	}
	w.cfg.Log.Info("failure", "code", string(model.CodeOf(err)), "err", err)
	return sentence(err)
}
