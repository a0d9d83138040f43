package otp

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

var rfcSecret = []byte("12345678901234567890")

// RFC 4226, appendix D.
func TestRFC4226(t *testing.T) {
	want := []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"}
	for step, code := range want {
		if got, err := Code(rfcSecret, int64(step)); err != nil || got != code {
			t.Errorf("Code(%d) = %s, %v; want %s", step, got, err, code)
		}
	}
}

// RFC 6238, appendix B (SHA-1), cut to the last six of its eight digits.
func TestRFC6238(t *testing.T) {
	for seconds, code := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471",
		1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		got, err := Code(rfcSecret, Step(time.Unix(seconds, 0)))
		if err != nil || got != code {
			t.Errorf("at %d: %s, %v; want %s", seconds, got, err, code)
		}
	}
}

func TestStepAndRemaining(t *testing.T) {
	for _, c := range []struct {
		at        time.Time
		step      int64
		remaining time.Duration
	}{
		{time.Unix(0, 0), 0, Period},
		{time.Unix(29, int64(time.Second/2)), 0, time.Second / 2},
		{time.Unix(30, 0), 1, Period},
		{time.Unix(-1, 0), -1, time.Second},
		{time.Unix(-30, 0), -1, Period},
		{time.Unix(-31, 0), -2, time.Second},
	} {
		if got := Step(c.at); got != c.step {
			t.Errorf("Step(%v) = %d, want %d", c.at.Unix(), got, c.step)
		}
		if got := Remaining(c.at); got != c.remaining {
			t.Errorf("Remaining(%v) = %v, want %v", c.at.Unix(), got, c.remaining)
		}
	}
}

func TestVerifyWindow(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	middle := Step(now)
	for off := int64(-3); off <= 3; off++ {
		pin, _ := Code(rfcSecret, middle+off)
		step, ok, err := Verify(rfcSecret, pin, now, 0)
		inside := off >= -1 && off <= 1
		if err != nil || ok != inside || (ok && step != middle+off) {
			t.Errorf("offset %d: step %d, %v, %v", off, step, ok, err)
		}
	}
	pin, _ := Code(rfcSecret, middle)
	if _, ok, _ := Verify(rfcSecret, pin, now, middle); ok {
		t.Error("a used step was accepted again")
	}
	if _, ok, _ := Verify(rfcSecret, "", now, 0); ok {
		t.Error("an empty PIN was accepted")
	}
}

func TestSecretsOfAnotherLengthAreRefused(t *testing.T) {
	for _, secret := range [][]byte{nil, {}, rfcSecret[:19], append(rfcSecret[:20:20], 0)} {
		if _, err := Code(secret, 1); !errors.Is(err, ErrSecret) {
			t.Errorf("Code with %d bytes: %v", len(secret), err)
		}
		if _, _, err := Verify(secret, "000000", time.Now(), 0); !errors.Is(err, ErrSecret) {
			t.Errorf("Verify with %d bytes: %v", len(secret), err)
		}
		if _, err := URI(secret, "x"); !errors.Is(err, ErrSecret) {
			t.Errorf("URI with %d bytes: %v", len(secret), err)
		}
	}
	if _, err := Code(rfcSecret, -1); err == nil {
		t.Error("a step before 1970 was accepted")
	}
}

func TestDrift(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for off, found := range map[int64]bool{-21: false, -20: true, -2: true, -1: false, 0: false, 1: false, 2: true, 20: true, 21: false} {
		pin, _ := Code(rfcSecret, Step(now)+off)
		drift, ok := Drift(rfcSecret, pin, now)
		if ok != found || (ok && drift != time.Duration(off)*Period) {
			t.Errorf("offset %d: %v, %v", off, drift, ok)
		}
	}
}

func TestBackupCodes(t *testing.T) {
	codes, err := NewBackupCodes(rand.Reader)
	if err != nil || len(codes) != 5 {
		t.Fatalf("%d codes, %v", len(codes), err)
	}
	shape, seen := regexp.MustCompile(`^[0-9a-f]{24}$`), map[string]bool{}
	for _, code := range codes {
		if !shape.MatchString(code) || seen[code] {
			t.Errorf("a code has the wrong shape or stands twice")
		}
		seen[code] = true
	}
	short := bytes.NewReader(make([]byte, 5*backupBytes-1))
	if _, err := NewBackupCodes(short); err == nil {
		t.Error("codes were made from too little randomness")
	}
	if _, err := NewSecret(bytes.NewReader(make([]byte, 19))); err == nil {
		t.Error("a secret was made from too little randomness")
	}
	if secret, err := NewSecret(rand.Reader); err != nil || len(secret) != SecretSize {
		t.Errorf("NewSecret: %d bytes, %v", len(secret), err)
	}
}

func TestParse(t *testing.T) {
	hex := "44aac243e467f618aa780bde"
	for field, want := range map[string]struct {
		kind Kind
		code string
	}{
		"555111":                     {PIN, "555111"},
		" 555 111\n":                 {PIN, "555111"},
		"555-111":                    {PIN, "555111"},
		"555‐111":                    {PIN, "555111"},
		"555\u200b111":               {PIN, "555111"},
		"５５５　１１１":                    {PIN, "555111"},
		hex:                          {Backup, hex},
		strings.ToUpper(hex):         {Backup, hex},
		"44aac243 e467f618-aa780bde": {Backup, hex},
		"４４ＡＡＣ２４３ｅ４６７ｆ６１８ａａ７８０ｂｄｅ": {Backup, hex},
		"":                                  {Unknown, ""},
		"55511":                             {Unknown, ""},
		"5551111":                           {Unknown, ""},
		"55511a":                            {Unknown, ""},
		"٥٥٥١١١":                            {Unknown, ""},
		"55511122":                          {Unknown, ""},
		"555111222":                         {PartBackup, "555111222"},
		hex[:23]:                            {PartBackup, hex[:23]},
		hex + "0":                           {PartBackup, hex + "0"},
		"g" + hex[1:]:                       {Unknown, ""},
		"g" + hex:                           {Unknown, ""},
		"555111" + strings.Repeat(" ", 300): {Unknown, ""},
	} {
		if kind, code := Parse(field); kind != want.kind || code != want.code {
			t.Errorf("Parse(%q) = %v %q, want %v %q", field, kind, code, want.kind, want.code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"555111", "５５５１１１", "44aac243e467f618aa780bde", "−-‑ \u3000", "\xff\xfe"} {
		f.Add(seed)
	}
	pin, backup := regexp.MustCompile(`^[0-9]{6}$`), regexp.MustCompile(`^[0-9a-f]{24}$`)
	f.Fuzz(func(t *testing.T, field string) {
		kind, code := Parse(field)
		if (kind == PIN) != pin.MatchString(code) || (kind == Backup) != backup.MatchString(code) || (kind == Unknown) != (code == "") {
			t.Errorf("Parse(%q) = %v %q", field, kind, code)
		}
		if again, same := Parse(code); kind != Unknown && (again != kind || same != code) {
			t.Errorf("Parse is not stable on %q", field)
		}
	})
}

// checkURI is an independent reading of the URI, by net/url.
func checkURI(t *testing.T, label string) {
	t.Helper()
	uri, err := URI(rfcSecret, label)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := url.Parse(uri)
	if err != nil {
		t.Fatalf("%q: %v", uri, err)
	}
	query, err := url.ParseQuery(parsed.RawQuery)
	if err != nil || len(query) != 2 || len(query["secret"]) != 1 || len(query["issuer"]) != 1 {
		t.Errorf("label %q: query %v, %v", label, query, err)
	}
	if parsed.Scheme != "otpauth" || parsed.Host != "totp" || parsed.Path != "/Qlingo:"+label || parsed.Fragment != "" {
		t.Errorf("label %q came back as %q %q", label, parsed.Path, parsed.Fragment)
	}
	if query.Get("issuer") != Issuer || query.Get("secret") != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" {
		t.Errorf("label %q: %v", label, query)
	}
	if strings.Trim(uri, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%:/?&=") != "" {
		t.Errorf("label %q: %q is not all ASCII", label, uri)
	}
	appReads(t, uri, label)
}

func TestURI(t *testing.T) {
	for _, office := range []string{"山田商店", "𠮷𣘺", "☕👩‍👩‍👧", `"'&%:?#/+ =;`, "A&secret=EVIL", strings.Repeat("長", 200), ""} {
		label := Label("sato.h", office)
		if len([]rune(label)) > len("sato.h ()")+officeInLabel {
			t.Errorf("label of %d characters", len([]rune(label)))
		}
		checkURI(t, label)
	}
}

func FuzzURI(f *testing.F) {
	f.Add("a&b=c")
	f.Add("𠮷 ?#%zz")
	f.Fuzz(checkURI)
}

func TestKey(t *testing.T) {
	if got := Key(rfcSecret); got != "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ" {
		t.Errorf("Key = %q", got)
	}
}
