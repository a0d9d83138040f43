// Package e2e drives the built program as a person does: a real window on a
// display of its own, keyboard, mouse, and a phone that reads the QR code off
// the screen. It is built with the tag e2e; `make e2e` runs it and leaves a
// picture of each step in e2e/artefacts.
package e2e
