//go:build !linux

package keys

import "testing"

func TestSecretService(t *testing.T) {
	t.Skip("the Keychain and the Credential Manager belong to the person who is signed in; a test puts nothing there")
}
