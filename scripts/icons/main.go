// Command icons writes the program's icon in the sizes that desktops ask for, each as <size>.png.
//
// Usage, in the root of the repository: go run ./scripts/icons FOLDER SIZE...
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/image/draw"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: icons FOLDER SIZE...")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

func run(folder string, sizes []string) error {
	file, err := os.ReadFile(filepath.Join("assets", "icon.png"))
	if err != nil {
		return err
	}
	whole, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return err
	}
	for _, size := range sizes {
		pixels, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		scaled := image.NewNRGBA(image.Rect(0, 0, pixels, pixels))
		draw.CatmullRom.Scale(scaled, scaled.Bounds(), whole, whole.Bounds(), draw.Src, nil)
		var out bytes.Buffer
		if err := png.Encode(&out, scaled); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, size+".png"), out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
