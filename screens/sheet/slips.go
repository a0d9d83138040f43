package sheet

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/signintech/gopdf"

	"qlingo/assets"
	"qlingo/screens/i18n"
)

// Slip is what one person is handed: a temporary password.
type Slip struct {
	Login, Name string
	Secret      string
	Until       string
}

// Format keeps the password out of every verb of fmt.
func (Slip) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "Slip") }

// LogValue keeps the password out of structured logs.
func (Slip) LogValue() slog.Value { return slog.StringValue("Slip") }

// How slips lie on a page of A4, in points.
const (
	slipColumns = 2
	slipRows    = 4
	pageHeight  = 841.89
	slipWidth   = pageWidth / slipColumns
	slipHeight  = pageHeight / slipRows
	slipMargin  = 22.0
	slipText    = slipWidth - 2*slipMargin

	slipName   = 14
	slipSecret = 12
	slipBody   = 9
)

// Slips writes a PDF of slips to cut apart, several a page, one a person, until ctx ends.
func Slips(ctx context.Context, w io.Writer, office string, made time.Time, slips []Slip) error {
	p, err := newSlipPen(office, made)
	if err != nil {
		return err
	}
	for i, slip := range slips {
		at := i % (slipColumns * slipRows)
		if at == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			p.doc.AddPage()
			p.cutLines()
		}
		p.slip(slip, float64(at%slipColumns)*slipWidth+slipMargin, float64(at/slipColumns)*slipHeight+slipMargin)
	}
	if p.err != nil {
		return p.err
	}
	_, err = p.doc.WriteTo(w)
	return err
}

func newSlipPen(office string, made time.Time) (*slipPen, error) {
	p := &slipPen{pen: pen{doc: &gopdf.GoPdf{}}}
	p.doc.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	p.doc.SetInfo(gopdf.PdfInfo{Title: i18n.T("sheet.slips_title"), Creator: "Qlingo", CreationDate: made})
	if err := p.doc.AddTTFFontData(regularFace, assets.PaperRegular); err != nil {
		return nil, err
	}
	if err := p.doc.AddTTFFontData(boldFace, assets.PaperBold); err != nil {
		return nil, err
	}
	p.face(regularFace, slipBody)
	p.heading = p.short(i18n.T("sheet.slip_head", "Office", office), slipText, 1)
	p.first = p.lines(i18n.T("sheet.slip_first"), slipText)
	return p, p.err
}

// slipPen has what all slips say alike broken into lines once.
type slipPen struct {
	pen
	heading, first []string
}

// cutLines draws where to cut the page.
func (p *slipPen) cutLines() {
	p.doc.SetLineWidth(0.5)
	p.doc.SetStrokeColor(0x8A, 0x94, 0xA5)
	p.doc.SetLineType("dashed")
	for column := 1; column < slipColumns; column++ {
		p.doc.Line(slipWidth*float64(column), 0, slipWidth*float64(column), pageHeight)
	}
	for row := 1; row < slipRows; row++ {
		p.doc.Line(0, slipHeight*float64(row), pageWidth, slipHeight*float64(row))
	}
	p.doc.SetLineType("solid")
}

// slip writes what is for one person.
func (p *slipPen) slip(s Slip, x, y float64) {
	const inset = 8
	p.y = y
	p.write(x, regularFace, slipBody, p.heading)
	p.skip(4)
	p.face(boldFace, slipName)
	p.write(x, boldFace, slipName, p.short(i18n.T("sheet.slip_name", "Name", s.Name), slipText, 1))
	p.skip(2)
	p.face(regularFace, slipBody+1)
	p.write(x, regularFace, slipBody+1, p.short(i18n.T("sheet.slip_login", "Login", s.Login), slipText, 3))
	p.skip(4)
	p.doc.SetLineWidth(0.6)
	p.doc.SetStrokeColor(0x56, 0x61, 0x74)
	p.doc.RectFromUpperLeftWithStyle(x, p.y, slipText, slipSecret+2*inset, "D")
	p.skip(inset)
	p.face(boldFace, slipSecret)
	p.at(x+inset, s.Secret)
	p.skip(slipSecret + inset + 6)
	p.face(regularFace, slipBody)
	p.write(x, regularFace, slipBody, p.short(i18n.T("sheet.slip_until", "Until", s.Until), slipText, 1))
	p.skip(4)
	p.write(x, regularFace, slipBody, p.first)
}

// write puts lines below one another.
func (p *slipPen) write(x float64, face string, size int, lines []string) {
	p.face(face, size)
	for _, line := range lines {
		p.at(x, line)
		p.skip(float64(size) * 1.45)
	}
}

// short breaks text into at most that many lines; the last ends in … if there would be more.
func (p *slipPen) short(text string, width float64, most int) []string {
	lines := p.lines(text, width)
	if len(lines) <= most {
		return lines
	}
	last := []rune(lines[most-1])
	for len(last) > 0 && p.err == nil && p.width(string(last)+"…") > width {
		last = last[:len(last)-1]
	}
	lines[most-1] = string(last) + "…"
	return lines[:most]
}
