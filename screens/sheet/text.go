package sheet

import (
	"io"
	"strings"
)

// text writes the sheet as plain text, with a blank line between its parts.
func (p page) text(w io.Writer) error {
	var b strings.Builder
	b.WriteString(p.title + "\n\n")
	if p.intro != "" {
		b.WriteString(p.intro + "\n\n")
	}
	for _, fact := range p.facts() {
		b.WriteString(fact[0] + ": " + fact[1] + "\n")
	}
	b.WriteString("\n")
	for _, text := range p.letters {
		b.WriteString(text + "\n")
	}
	for _, row := range p.rows {
		for _, c := range row {
			if c.number != "" {
				b.WriteString("  [" + c.number + "]")
			}
			b.WriteString("  " + c.text)
		}
		b.WriteString("\n")
	}
	b.WriteString("\n")
	for _, note := range p.notes {
		b.WriteString("- " + note + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
