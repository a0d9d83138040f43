package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// Limits of what a reader gets, in bytes.
const (
	mostREADME  = 7 << 10
	mostPicture = 150_000
)

// documents are all that people read.
func documents(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	if len(all) < 12 {
		t.Fatalf("only %d documents: %v", len(all), all)
	}
	return all
}

// The documents name tests as the proof of what they promise, and as examples.
func TestDocumentsNameTestsThatAreThere(t *testing.T) {
	named := map[string]bool{}
	for _, document := range documents(t) {
		for _, name := range regexp.MustCompile("[`^](Test[A-Za-z]+)[`$]").FindAllStringSubmatch(read(t, document), -1) {
			named[name[1]] = true
		}
	}
	if len(named) < 90 {
		t.Errorf("only %d tests are named", len(named))
	}
	eachGoFile(t, func(name string) {
		if !strings.HasSuffix(name, "_test.go") {
			return
		}
		for _, test := range regexp.MustCompile(`(?m)^func (Test[A-Za-z]+)\(t`).FindAllStringSubmatch(read(t, name), -1) {
			delete(named, test[1])
		}
	})
	for name := range named {
		t.Errorf("there is no %s", name)
	}
}

// The documents name files, folders and targets of the Makefile that a reader then looks for.
func TestDocumentsNamePlacesThatAreThere(t *testing.T) {
	place := regexp.MustCompile("`((?:app|assets|docs|e2e|model|screens|scripts)/[a-z0-9_./-]*[a-z0-9])`")
	target := regexp.MustCompile("(?m)(?:`|^    )make ([a-z0-9-]+)")
	makefile, count := read(t, "Makefile"), 0
	for _, document := range documents(t) {
		if document == "CHANGELOG.md" { // tells of former times
			continue
		}
		text := read(t, document)
		for _, match := range place.FindAllStringSubmatch(text, -1) {
			count++
			if _, err := os.Stat(match[1]); err != nil {
				t.Errorf("%s: %v", document, err)
			}
		}
		for _, match := range target.FindAllStringSubmatch(text, -1) {
			count++
			if !strings.Contains(makefile, "\n"+match[1]+":") {
				t.Errorf("%s names make %s, which is not there", document, match[1])
			}
		}
	}
	if count < 60 {
		t.Errorf("only %d places were found", count)
	}
}

func TestREADMEStaysShort(t *testing.T) {
	for _, name := range []string{"README.md", "README.ja.md"} {
		if size := len(read(t, name)); size > mostREADME {
			t.Errorf("%s has %d bytes, more than %d: what is not for the first minute belongs in docs", name, size, mostREADME)
		}
	}
}

// link is a link or a picture of a document.
type link struct {
	document, target string
	picture          bool
}

// links of a document that lead to a place in the repository.
func links(t *testing.T, document string) []link {
	t.Helper()
	var found []link
	for _, match := range regexp.MustCompile(`(!?)\[[^\]]*\]\(([^)\s]+)\)`).FindAllStringSubmatch(read(t, document), -1) {
		if !strings.Contains(match[2], "://") {
			found = append(found, link{document, match[2], match[1] == "!"})
		}
	}
	return found
}

func TestDocumentsLinkToWhatIsThere(t *testing.T) {
	count := 0
	for _, document := range documents(t) {
		for _, l := range links(t, document) {
			count++
			if err := l.leadsNowhere(); err != nil {
				t.Errorf("%s links to %s: %v", document, l.target, err)
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d links were found", count)
	}
}

// leadsNowhere tells what is wrong with a link: its file, or the heading in it.
func (l link) leadsNowhere() error {
	file, anchor, anchored := strings.Cut(l.target, "#")
	if file = filepath.Join(filepath.Dir(l.document), file); strings.HasPrefix(l.target, "#") {
		file = l.document
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if anchored && !anchors(string(raw))[anchor] {
		return fmt.Errorf("%s has no heading for #%s", file, anchor)
	}
	return nil
}

// anchors are what GitHub names the headings of a document.
func anchors(text string) map[string]bool {
	names, times := map[string]bool{}, map[string]int{}
	for _, heading := range regexp.MustCompile(`(?m)^#{1,6} (.+)$`).FindAllStringSubmatch(text, -1) {
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number):
				return unicode.ToLower(r)
			}
			return -1
		}, heading[1])
		if times[name]++; times[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, times[name]-1)
		}
		names[name] = true
	}
	return names
}

// Each picture is shown somewhere, in the language of the document, and none is large. `make pictures` makes them.
func TestPicturesOfTheDocuments(t *testing.T) {
	shown := map[string]bool{}
	for _, document := range documents(t) {
		end := ".en.png"
		if strings.HasSuffix(document, ".ja.md") {
			end = ".ja.png"
		}
		for _, l := range links(t, document) {
			if !l.picture {
				continue
			}
			shown[filepath.Join(filepath.Dir(document), l.target)] = true
			if !strings.HasSuffix(l.target, end) {
				t.Errorf("%s shows %s, not a picture that ends in %s", document, l.target, end)
			}
		}
	}
	pictures, err := filepath.Glob("docs/images/*")
	if err != nil || len(pictures) < 8 {
		t.Fatalf("%d pictures, %v", len(pictures), err)
	}
	for _, picture := range pictures {
		if !shown[picture] {
			t.Errorf("no document shows %s", picture)
		}
		if size := len(read(t, picture)); size > mostPicture {
			t.Errorf("%s has %d bytes, more than %d", picture, size, mostPicture)
		}
	}
}
