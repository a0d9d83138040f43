package main_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The README names tests as the proof of what it promises.
func TestREADMENamesTestsThatAreThere(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, name := range regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllStringSubmatch(string(readme), -1) {
		named[name[1]] = true
	}
	if len(named) < 15 {
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
