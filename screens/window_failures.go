package screens

import "qlingo/model"

// say turns a model error into the one sentence a person reads and logs its cause. nil gives "".
func (d *Desk) say(err error) string {
	if err == nil {
		return ""
	}
	d.cfg.Log.Info("failure", "code", string(model.CodeOf(err)), "err", err)
	return sentence(err)
}
