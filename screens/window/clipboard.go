package window

import "time"

// ClipboardTime is how long a secret may stay on the clipboard: enough to paste it, but gone before another program
// or person comes along.
const ClipboardTime = 30 * time.Second

// clipboardSecret is what this program put on the clipboard, and when.
type clipboardSecret struct {
	text  string
	since time.Time
}

// Copy puts text on the clipboard and removes it after 30 seconds, unless something else is there by then. Where the
// OS allows it, the text stays out of the clipboard's history.
func (w *Window) Copy(text string) {
	if !w.copySecret(text) {
		w.cfg.App.Clipboard().SetContent(text)
	}
	w.clipboard = clipboardSecret{text: text, since: w.Now()}
}

// copySecret reports whether the OS took the text without keeping it in its history.
func (w *Window) copySecret(text string) bool {
	if !w.cfg.Platform.HidesSecrets() {
		return false
	}
	err := w.cfg.Platform.CopySecret(text)
	if err != nil {
		w.cfg.Log.Warn("clipboard", "err", err)
	}
	return err == nil
}

func (w *Window) expireClipboard(now time.Time) {
	if w.clipboard.text != "" && Elapsed(w.clipboard.since, now) >= ClipboardTime {
		w.clearClipboard()
	}
}

func (w *Window) clearClipboard() {
	if w.clipboard.text == "" {
		return
	}
	if board := w.cfg.App.Clipboard(); board.Content() == w.clipboard.text {
		board.SetContent("")
	}
	w.clipboard = clipboardSecret{}
}
