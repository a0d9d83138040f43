package window

import "qlingo/model"

const LongestSilence = longestSilence

// ShowConnection shows how a server can be reached, as the bar of the page in front does.
func (w *Window) ShowConnection(c model.Connection) { w.bar.show(c) }
