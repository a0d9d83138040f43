package app

import (
	"encoding/json"
	"strings"
	"testing"

	"qlingo/assets"
	"qlingo/model"
	"qlingo/screens/i18n"
)

// Whoever changes the file hears here of a slip in it.
func TestPackagersFile(t *testing.T) {
	p, err := readPackager(assets.Support)
	if err != nil {
		t.Fatalf("assets/support/support.json: %v", err)
	}
	if s := p.support(); len(s.Keys) != len(p.Keys) || s.Address != p.Address {
		t.Errorf("%+v of %+v", s, p)
	}
}

func TestPackagersFileWithASlip(t *testing.T) {
	desk, err := model.ReadSupportDesk(otherDesk)
	if err != nil {
		t.Fatal(err)
	}
	key, err := json.Marshal(desk.Key)
	if err != nil {
		t.Fatal(err)
	}
	hours := map[string]string{}
	for _, lang := range i18n.Languages() {
		hours[lang] = "weekdays"
	}
	byLanguage, err := json.Marshal(hours)
	if err != nil {
		t.Fatal(err)
	}
	whole := `{"address": "help@example.jp", "hours": ` + string(byLanguage) + `, "keys": [` + string(key) + `]}`
	if p, err := readPackager([]byte(whole)); err != nil || len(p.support().Keys) != 1 || p.support().Keys[0] != desk.Key || len(p.Keys) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	sign := "A"
	if strings.HasPrefix(desk.Key, sign) {
		sign = "B"
	}
	mistyped := `"` + sign + string(key[2:])
	for name, text := range map[string]string{
		"no object":         ``,
		"no address":        strings.Replace(whole, "help@example.jp", "", 1),
		"address":           strings.Replace(whole, "help@", "help at ", 1),
		"hours missing":     strings.Replace(whole, `"en":"weekdays"`, `"en":" "`, 1),
		"another language":  strings.Replace(whole, `"en"`, `"la":"x","en"`, 1),
		"an unknown member": strings.Replace(whole, `"keys"`, `"key"`, 1),
		"a mistyped key":    strings.Replace(whole, string(key), mistyped, 1),
		"half a key":        strings.Replace(whole, string(key), `"`+desk.Key[:30]+`"`, 1),
		"two objects":       whole + "{}",
	} {
		if p, err := readPackager([]byte(text)); err == nil {
			t.Errorf("%s: taken as %+v", name, p)
		}
	}
}
