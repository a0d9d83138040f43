// Qlingo signs the people of a small office in, with a second step for those who switch it on.
package main

import (
	"os"

	"qlingo/app"
)

func main() {
	os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
