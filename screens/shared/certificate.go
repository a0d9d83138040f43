package shared

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"regexp"
	"strings"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// certificateField takes the certificate of a CA, pasted or from a file, and shows whose it is and until when.
type certificateField struct {
	w      *window.Window
	Area   *widgets.Area
	field  *widgets.Field
	choose *widgets.Button
	grown  func()
}

const (
	certificateRows   = 2
	certificateEnding = ".crt"
)

func newCertificateField(w *window.Window, enter, grown func()) *certificateField {
	f := &certificateField{w: w, Area: widgets.NewArea(certificateRows), grown: grown}
	f.choose = widgets.NewButton(widgets.KindPlain, i18n.T("server.ca_choose"), f.onChoose)
	f.field = widgets.NewField(i18n.T("server.ca"), f.Area)
	f.field.Beside = f.choose
	f.field.SetHint(i18n.T("server.ca_hint"))
	f.Area.OnEnter, f.Area.OnEdited = enter, f.onEdited
	return f
}

// set fills the field as if the text were pasted. It has nothing to say about an empty one yet.
func (f *certificateField) set(text string) {
	f.Area.SetText(text)
	f.onEdited()
}

// onEdited tells at once whose certificate it is. What is not complete yet is not wrong.
func (f *certificateField) onEdited() {
	f.field.SetError("")
	f.field.SetHint(i18n.T("server.ca_hint"))
	switch wrong := checkAuthority(f.Area.Text); model.CodeOf(wrong) {
	case model.CodeCAKey, model.CodeNotCA:
		f.field.SetError(messages.Sentence(wrong))
		f.grown()
		return
	}
	if found := parseCertificates(f.Area.Text); len(found) > 0 {
		name, until := holder(found[0]), i18n.Day(found[0].NotAfter)
		switch {
		case f.w.Now().After(found[0].NotAfter):
			f.field.SetError(i18n.T("server.ca_expired", "Name", name, "Until", until))
		case len(found) > 1:
			f.field.SetHint(i18n.T("server.ca_several", "Count", len(found), "Name", name, "Until", until))
		default:
			f.field.SetHint(i18n.T("server.ca_is", "Name", name, "Until", until))
		}
	}
	f.grown()
}

// onChoose reads a file. It may hold what is usually in a file of certificates, or the bare bytes, as Windows saves them.
func (f *certificateField) onChoose() {
	var text string
	forms.OpenFile(f.w, forms.FileRequest{
		Title: i18n.T("server.ca_title"), Text: i18n.T("server.ca_text"), None: i18n.T("server.ca_none"),
		Ending: certificateEnding, AtMost: 1,
		Read: func(_ context.Context, _ *model.Session, data []byte, _ func(int, int)) error {
			if text = fromDER(data); text == "" {
				text = authorityIn(string(data))
			}
			return checkAuthority(text)
		},
		Done: func(string) { f.set(text) },
	})
}

// pemCertificate finds certificates in a text. Pasting has dropped its line ends.
// authorityIn is what the model is to check: the certificates in a text, or all of it where there is none.
func authorityIn(text string) string {
	if found := certificatesIn(text); found != "" {
		return found
	}
	return strings.TrimSpace(text)
}

// checkAuthority tells what is not the certificate of an authority. A private key among other text is one, too: it must
// not get into a join file.
func checkAuthority(text string) error {
	if strings.Contains(text, "PRIVATE KEY-----") {
		return &model.Error{Code: model.CodeCAKey, Field: "ca"}
	}
	return model.Server{Hosts: []string{"host"}, Port: 1, Database: "database", Role: "role", CA: authorityIn(text)}.Check()
}

var pemCertificate = regexp.MustCompile(`-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----`)

// certificatesIn returns the certificates of a text as PEM, "" if there is none.
func certificatesIn(text string) string {
	var found strings.Builder
	for _, match := range pemCertificate.FindAllStringSubmatch(text, -1) {
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(match[1]), ""))
		if err == nil {
			found.WriteString(fromDER(raw))
		}
	}
	return found.String()
}

// fromDER is one certificate as PEM, "" if it is none.
func fromDER(raw []byte) string {
	if _, err := x509.ParseCertificate(raw); err != nil {
		return ""
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}))
}

// parseCertificates reads the certificates of a text.
func parseCertificates(text string) (found []*x509.Certificate) {
	rest := []byte(certificatesIn(text))
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return found
		}
		if certificate, err := x509.ParseCertificate(block.Bytes); err == nil {
			found = append(found, certificate)
		}
	}
}

// holder names whose certificate it is.
func holder(c *x509.Certificate) string {
	name := c.Subject.CommonName
	if name == "" {
		name = c.Subject.String()
	}
	return messages.Shorten(name, messages.CardName)
}
