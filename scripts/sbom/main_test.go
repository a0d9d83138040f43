package main

import (
	"bytes"
	"encoding/json"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"qlingo/assets"
)

func TestSBOMNamesWhatIsLinked(t *testing.T) {
	known, err := readParts(assets.Licences)
	if err != nil {
		t.Fatal(err)
	}
	var info debug.BuildInfo
	info.GoVersion = "go1.99.1"
	for _, p := range known {
		if p.isModule() && p.name != "fyne.io/systray" {
			info.Deps = append(info.Deps, &debug.Module{Path: p.name, Version: p.version, Sum: "h1:x"})
		}
	}
	list, err := components(&info, known)
	if err != nil {
		t.Fatal(err)
	}
	var lines, refs []string
	for _, c := range list {
		of := c.Licences[0].Licence
		lines = append(lines, strings.Join([]string{c.Type, c.Name, c.URL, of.ID, of.Name}, "|"))
		if slices.Contains(refs, c.Ref) {
			t.Errorf("%s stands there twice", c.Ref)
		}
		refs = append(refs, c.Ref)
	}
	for _, want := range []string{
		"library|github.com/pkg/errors|pkg:golang/github.com/pkg/errors@v0.8.1|BSD-2-Clause|",
		"library|Go|pkg:golang/std@1.99.1|BSD-3-Clause|",
		"library|GLFW|pkg:generic/glfw@3.4|Zlib|",
		"data|Noto Sans JP||OFL-1.1|",
		"data|DejaVu Sans Mono Powerline||Bitstream-Vera|",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line %q in\n%s", want, strings.Join(lines, "\n"))
		}
	}
	if slices.Contains(refs, "pkg:golang/fyne.io/systray") || len(list) != len(known)-1 {
		t.Errorf("%d parts of %d, one of which is not linked", len(list), len(known))
	}

	info.Deps = append(info.Deps, &debug.Module{Path: "example.org/unknown", Version: "v1.0.0"})
	if _, err := components(&info, known); err == nil {
		t.Error("a module without a licence is listed")
	}
}

func TestSBOMOfAProgram(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := run(program, "1.2.3", out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two lists of one program differ")
	}
	var list bom
	if err := json.Unmarshal(first.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	if got := list.Metadata.Component; got.Version != "1.2.3" || len(got.Hashes[0].Content) != 64 {
		t.Errorf("the program is %+v", got)
	}
	if list.Format != "CycloneDX" || len(list.Dependencies[0].DependsOn) != len(list.Components) {
		t.Errorf("%s, %d parts, %d dependencies", list.Format, len(list.Components), len(list.Dependencies[0].DependsOn))
	}
}
