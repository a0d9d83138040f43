// Command sbom prints what a built program consists of, as a CycloneDX list: the modules that are linked, the C
// libraries and fonts inside, and the licence of each. The same program gives the same bytes.
//
// Usage: go run ./scripts/sbom BINARY VERSION
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"qlingo/assets"
)

// The words of CycloneDX 1.6, those that are used here.
type (
	bom struct {
		Format       string       `json:"bomFormat"`
		Spec         string       `json:"specVersion"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type       string          `json:"type"`
		Ref        string          `json:"bom-ref"`
		Name       string          `json:"name"`
		Version    string          `json:"version,omitempty"`
		Hashes     []hash          `json:"hashes,omitempty"`
		Licences   []licenceChoice `json:"licenses"`
		URL        string          `json:"purl,omitempty"`
		Properties []property      `json:"properties,omitempty"`
	}
	hash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	licenceChoice struct {
		Licence licence `json:"license"`
	}
	licence struct {
		ID   string `json:"id,omitempty"`
		Name string `json:"name,omitempty"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom BINARY VERSION")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(binary, version string, out io.Writer) error {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	known, err := readParts(assets.Licences)
	if err != nil {
		return err
	}
	program := component{
		Type: "application", Name: "qlingo", Version: version, Ref: "pkg:generic/qlingo@" + version,
		URL: "pkg:generic/qlingo@" + version, Licences: licences("MIT"),
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}},
	}
	list := bom{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{program}}
	if list.Components, err = components(info, known); err != nil {
		return err
	}
	all := dependency{Ref: program.Ref}
	for _, c := range list.Components {
		all.DependsOn = append(all.DependsOn, c.Ref)
	}
	list.Dependencies = []dependency{all}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}

// part is one thing inside the program, as the first line of its file in assets/licences tells it.
type part struct{ name, version, licence string }

func (p part) isModule() bool { return strings.Contains(p.name, ".") }

func readParts(files fs.FS) ([]part, error) {
	names, err := fs.Glob(files, "licences/*.txt")
	if err != nil {
		return nil, err
	}
	var parts []part
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		head, _, _ := strings.Cut(string(raw), "\n")
		fields := strings.Split(head, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s begins with %q", name, head)
		}
		parts = append(parts, part{fields[0], fields[1], fields[2]})
	}
	return parts, nil
}

// components are the modules that are linked, and what comes without one: Go itself, C, fonts. A module whose licence
// is not known is an error.
func components(info *buildinfo.BuildInfo, known []part) ([]component, error) {
	licenceOf := map[string]string{}
	for _, p := range known {
		licenceOf[p.name+" "+p.version] = p.licence
	}
	var list []component
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		named, ok := licenceOf[module.Path+" "+module.Version]
		if !ok {
			return nil, fmt.Errorf("no licence of %s %s: run scripts/licences.sh", module.Path, module.Version)
		}
		url := "pkg:golang/" + strings.ToLower(module.Path) + "@" + module.Version
		list = append(list, component{
			Type: "library", Ref: url, Name: module.Path, Version: module.Version, URL: url, Licences: licences(named),
			Properties: []property{{"go:sum", module.Sum}},
		})
	}
	for _, p := range known {
		if p.isModule() {
			continue
		}
		c := component{Type: "data", Ref: "part:" + p.name, Name: p.name, Version: p.version, Licences: licences(p.licence)}
		switch p.name {
		case "Go":
			c.Type, c.Version = "library", strings.TrimPrefix(info.GoVersion, "go")
			c.URL = "pkg:golang/std@" + c.Version
		case "GLFW", "SQLite":
			c.Type, c.URL = "library", "pkg:generic/"+strings.ToLower(p.name)+"@"+p.version
		}
		list = append(list, c)
	}
	return list, nil
}

// licences names a licence by its SPDX identifier where it has one.
func licences(name string) []licenceChoice {
	switch name {
	case "Bitstream Vera":
		return []licenceChoice{{licence{ID: "Bitstream-Vera"}}}
	case "Public domain":
		return []licenceChoice{{licence{Name: name}}}
	}
	return []licenceChoice{{licence{ID: name}}}
}
