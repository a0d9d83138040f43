package main_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The documents name tests as the proof of what they promise.
func TestDocumentsNameTestsThatAreThere(t *testing.T) {
	named := map[string]bool{}
	for _, document := range []string{"README.md", "docs/security.md"} {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllStringSubmatch(string(text), -1) {
			named[name[1]] = true
		}
	}
	if len(named) < 60 {
		t.Errorf("only %d tests are named", len(named))
	}
	eachGoFile(t, func(name string) {
		if !strings.HasSuffix(name, "_test.go") {
			return
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		for _, test := range regexp.MustCompile(`(?m)^func (Test[A-Za-z]+)\(t`).FindAllStringSubmatch(string(text), -1) {
			delete(named, test[1])
		}
	})
	for name := range named {
		t.Errorf("there is no %s", name)
	}
}
