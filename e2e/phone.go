//go:build e2e

package e2e

import (
	"encoding/base32"
	"net/url"
	"strconv"
	"strings"
)

// phone is a person's authenticator app with one account in it.
type phone struct {
	c      *pc
	secret string // base32
}

// scan reads the setup key out of a QR code's text.
func (c *pc) scan(text string) phone {
	c.t.Helper()
	uri, err := url.Parse(text)
	if err != nil || uri.Scheme != "otpauth" || uri.Host != "totp" {
		c.t.Fatalf("the QR code holds no setup key (scheme %q)", uriScheme(uri))
	}
	if got := uri.Query().Get("issuer"); got != "Qlingo" {
		c.t.Errorf("issuer is %q", got)
	}
	secret := uri.Query().Get("secret")
	if len(secret) < 32 {
		c.t.Fatalf("the setup key has %d characters", len(secret))
	}
	c.keepSecret("setup key", secret)
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		c.t.Fatal("the setup key is no base32")
	}
	c.keepSecret("setup key as bytes", string(raw))
	return phone{c: c, secret: secret}
}

// pin is the code that the app shows the given number of steps from now.
func (p phone) pin(ahead int) string {
	p.c.t.Helper()
	code := strings.TrimSpace(p.c.mustTool("oathtool", "--totp", "-b", "-N",
		"now + "+strconv.Itoa(30*ahead)+" seconds", p.secret))
	if len(code) != 6 {
		p.c.t.Fatalf("oathtool gives %d digits", len(code))
	}
	return code
}

// wrongPIN is no code of any step near now.
func (p phone) wrongPIN() string {
	p.c.t.Helper()
	near := map[string]bool{}
	for step := range 3 {
		near[p.pin(step)] = true
	}
	near[strings.TrimSpace(p.c.mustTool("oathtool", "--totp", "-b", "-N", "now - 30 seconds", p.secret))] = true
	for guess := 100000; ; guess++ {
		if code := strconv.Itoa(guess); !near[code] {
			return code
		}
	}
}

func uriScheme(uri *url.URL) string {
	if uri == nil {
		return ""
	}
	return uri.Scheme
}
