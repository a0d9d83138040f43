package screens

import "time"

// clipboardTime is how long a secret may stay on the clipboard: enough to paste it, and gone before another program or
// person comes by.
const clipboardTime = 30 * time.Second

// clip is what this program put on the clipboard, and when.
type clip struct {
	text  string
	since time.Time
}

// copy puts text on the clipboard and takes it off again after 30 seconds, unless something else lies there by then. Where
// the OS offers it, the clipboard's history does not learn of it.
func (d *Desk) copy(text string) {
	if !d.copyAside(text) {
		d.cfg.App.Clipboard().SetContent(text)
	}
	d.clip = clip{text: text, since: d.now()}
}

// copyAside is whether the OS took the text without remembering it.
func (d *Desk) copyAside(text string) bool {
	if d.cfg.CopySecret == nil {
		return false
	}
	err := d.cfg.CopySecret(text)
	if err != nil {
		d.cfg.Log.Warn("clipboard", "err", err)
	}
	return err == nil
}

func (d *Desk) expireClipboard(now time.Time) {
	if d.clip.text != "" && elapsed(d.clip.since, now) >= clipboardTime {
		d.clearClipboard()
	}
}

func (d *Desk) clearClipboard() {
	if d.clip.text == "" {
		return
	}
	if board := d.cfg.App.Clipboard(); board.Content() == d.clip.text {
		board.SetContent("")
	}
	d.clip = clip{}
}
