package model

import (
	"testing"

	"qlingo/model/keys"
	"qlingo/model/keys/keyringtest"
)

// The key of the first PC is in a file, that of the second in its key store: each finds its own.
func TestMoveToFileOfAPCWithAKeyStore(t *testing.T) {
	service := keyringtest.Start(t)
	b := newShared(t, KindMulti)
	other := b.newcomer("PC B")
	other.options = realStore(t, service)
	other.options.Host = "PC B"
	other.joinsByKit()
	if b.KeyPlace() != keys.PlaceFile || other.KeyPlace() != keys.PlaceOS {
		t.Fatalf("the keys are in a %s and a %s", b.KeyPlace(), other.KeyPlace())
	}
	made := must(BackUp(t.Context(), other.options, t.TempDir()))(t)
	must(Check(t.Context(), other.options, made.Path))(t)
	must(Check(t.Context(), b.options, made.Path))(t)
	b.want("", other.admin().MoveToFile(t.Context()))
	b.want("", other.reopen())
	if other.Shared() || other.KeyPlace() != keys.PlaceOS {
		t.Errorf("shared %v, the key is in a %s", other.Shared(), other.KeyPlace())
	}
	other.admin()
	other.noKeyFile()
}
