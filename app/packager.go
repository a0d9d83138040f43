package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/window"
)

// packager is what the packager of the program has set about customer support.
type packager struct {
	Address string            `json:"address"`
	Hours   map[string]string `json:"hours"` // by language
	Keys    []string          `json:"keys"`  // public keys of the support desk; the first is asked
}

// readPackager reads assets/support/support.json, strictly: a slip in it must not lock people out years later. A test
// holds the built-in file to it.
func readPackager(raw []byte) (packager, error) {
	var p packager
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&p); err != nil {
		return packager{}, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return packager{}, errors.New("data after the object")
	}
	if p.Address == "" {
		return packager{}, errors.New("address is missing")
	}
	if err := model.CheckEmail(p.Address); err != nil {
		return packager{}, fmt.Errorf("address: %w", err)
	}
	for _, lang := range i18n.Languages() {
		if strings.TrimSpace(p.Hours[lang]) == "" {
			return packager{}, fmt.Errorf("hours: %s is missing", lang)
		}
	}
	if len(p.Hours) != len(i18n.Languages()) {
		return packager{}, errors.New("hours: a language that the program does not have")
	}
	for i, key := range p.Keys {
		if _, err := model.ReadSupportDesk(key); err != nil {
			return packager{}, fmt.Errorf("key %d: %w", i+1, err)
		}
	}
	return p, nil
}

func (p packager) support() window.Support {
	s := window.Support{Address: p.Address, Hours: p.Hours}
	for _, key := range p.Keys {
		if desk, err := model.ReadSupportDesk(key); err == nil { // readPackager has checked them all
			s.Keys = append(s.Keys, desk.Key)
		}
	}
	return s
}
