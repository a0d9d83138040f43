package sheet

import (
	"io"
	"unicode/utf8"

	"github.com/signintech/gopdf"

	"qlingo/assets"
)

// A4 in points, and the text sizes of the sheet.
const (
	pageWidth   = 595.28
	margin      = 64.0
	textWidth   = pageWidth - 2*margin
	titleSize   = 22
	bodySize    = 11
	secretSize  = 17
	numberSize  = 8
	regularFace = "regular"
	boldFace    = "bold"
)

// writePDF writes each page on a sheet of A4. gopdf embeds only the glyphs used, and accepts characters outside the BMP.
func writePDF(w io.Writer, pages []page) error {
	doc := &gopdf.GoPdf{}
	doc.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	doc.SetInfo(gopdf.PdfInfo{Title: pages[0].title, Creator: "Qlingo"})
	if err := doc.AddTTFFontData(regularFace, assets.PaperRegular); err != nil {
		return err
	}
	if err := doc.AddTTFFontData(boldFace, assets.PaperBold); err != nil {
		return err
	}
	for _, p := range pages {
		if err := p.draw(doc); err != nil {
			return err
		}
	}
	_, err := doc.WriteTo(w)
	return err
}

// draw adds the page to a document.
func (p page) draw(doc *gopdf.GoPdf) error {
	doc.AddPage()
	pen := &pen{doc: doc, y: margin}
	pen.paragraph(boldFace, titleSize, p.title)
	if p.intro != "" {
		pen.skip(6)
		pen.paragraph(regularFace, bodySize, p.intro)
	}
	pen.skip(14)
	for _, fact := range p.facts() {
		pen.fact(fact[0], fact[1])
	}
	pen.skip(14)
	for _, text := range p.letters {
		pen.paragraph(regularFace, bodySize, text)
		pen.skip(4)
	}
	pen.secret(p.rows)
	pen.skip(18)
	for _, note := range p.notes {
		pen.paragraph(regularFace, bodySize, "・"+note)
		pen.skip(4)
	}
	return pen.err
}

// pen writes from top to bottom and remembers the first error.
type pen struct {
	doc *gopdf.GoPdf
	y   float64
	err error
}

func (p *pen) skip(points float64) { p.y += points }

func (p *pen) face(name string, size int) {
	if p.err == nil {
		p.err = p.doc.SetFont(name, "", size)
	}
}

func (p *pen) at(x float64, text string) {
	if p.err != nil {
		return
	}
	p.doc.SetXY(x, p.y)
	p.err = p.doc.Cell(nil, text)
}

// paragraph writes text on as many lines as it needs.
func (p *pen) paragraph(face string, size int, text string) {
	p.face(face, size)
	for _, line := range p.lines(text, textWidth) {
		p.at(margin, line)
		p.skip(float64(size) * 1.5)
	}
}

func (p *pen) fact(label, value string) {
	const valueAt = 110
	p.face(boldFace, bodySize)
	p.at(margin, label)
	p.face(regularFace, bodySize)
	for _, line := range p.lines(value, textWidth-valueAt) {
		p.at(margin+valueAt, line)
		p.skip(bodySize * 1.6)
	}
}

// secret draws the rows into a frame, cell next to cell.
func (p *pen) secret(rows [][]cell) {
	const inset, lineHeight, numberWidth = 18, 30, 12
	if p.err != nil || len(rows) == 0 {
		return
	}
	height := float64(len(rows))*lineHeight + 2*inset - (lineHeight - secretSize)
	p.doc.SetLineWidth(0.8)
	p.doc.SetStrokeColor(0x56, 0x61, 0x74)
	p.doc.RectFromUpperLeftWithStyle(margin, p.y, textWidth, height, "D")
	p.skip(inset)
	for _, row := range rows {
		for i, c := range row {
			x := margin + inset + float64(i)*(textWidth-inset)/float64(len(row))
			if c.number != "" {
				p.face(regularFace, numberSize)
				p.at(x, c.number)
				x += numberWidth
			}
			p.face(boldFace, secretSize)
			p.at(x, c.text)
		}
		p.skip(lineHeight)
	}
	p.skip(inset - (lineHeight - secretSize))
}

func (p *pen) width(text string) float64 {
	width, err := p.doc.MeasureTextWidth(text)
	if err != nil && p.err == nil {
		p.err = err
	}
	return width
}

// lines breaks text that is too long: at a blank in Latin text, anywhere in Japanese.
func (p *pen) lines(text string, width float64) []string {
	var lines []string
	start, breakAt := 0, 0
	for i, r := range text {
		end := i + utf8.RuneLen(r)
		if p.err != nil {
			return nil
		}
		if p.width(text[start:end]) > width {
			if breakAt <= start {
				breakAt = i
			}
			lines = append(lines, text[start:breakAt])
			start = breakAt
		}
		switch {
		case r == ' ':
			breakAt = end
		case r >= 0x2E80 && !closing(r):
			breakAt = i
		}
	}
	return append(lines, text[start:])
}

// closing reports whether r must not begin a Japanese line.
func closing(r rune) bool {
	switch r {
	case '、', '。', '」', '』', '）', '・', 'ー', '々', '！', '？', 'っ', 'ゃ', 'ゅ', 'ょ', 'ッ', 'ャ', 'ュ', 'ョ':
		return true
	}
	return false
}
