package model

import (
	"crypto/sha256"
	"io"
	"strings"

	"qlingo/model/keys"
	"qlingo/model/store"
)

// JoinCode is what a PC that wants to join shows, and an administrator types at another one.
type JoinCode [JoinGroups]string

func newJoinCode(random io.Reader) (code JoinCode, err error) {
	id, err := keys.NewID(random)
	if err != nil {
		return code, err
	}
	groups, err := keys.EncodeGroups(id[:10]) // one group more than a code has
	if err != nil {
		panic(err) // the length is a multiple of five
	}
	return JoinCode(groups[:JoinGroups]), nil
}

// secret is what a code stands for. It takes as long to find out as a password.
func (c JoinCode) secret(db keys.ID) keys.Key {
	return keys.Hash([]byte(strings.Join(c[:], "")), keys.Salt(db), keys.Recommended)
}

// joiningID is the ID of the row of a PC that asks: only who knows the code can make it for a key.
func joiningID(secret *keys.Key, db keys.ID, row *store.Joining) store.ID {
	return store.ID(secret.MAC("joining-v1", db[:], []byte(row.Name), []byte(row.Role), row.Key)[:16])
}

// An answer is the machine key, and how far the log went: 32 bytes, 8, 32.
const answerSize = keys.Size + 8 + sha256.Size

func joinContext(db keys.ID, joining store.ID) keys.Context {
	return keys.Context{Purpose: "join", DB: db, Owner: joining}
}

// sealAnswer seals an answer under a code, and then to the public key of the PC that shows it.
func sealAnswer(secret *keys.Key, db keys.ID, row *store.Joining, plain []byte) ([]byte, error) {
	if len(row.Key) != keys.Size {
		return nil, &Error{Code: CodeJoinUnknown, Field: "code"}
	}
	key := secret.Derive(db[:], "join answer")
	defer key.Wipe()
	c := joinContext(db, row.ID)
	return keys.Public(row.Key).Seal(c, key.Seal(c, plain))
}

// CheckJoinCode tells whether a typed join code has the right shape: CodeJoinTyped with the mistyped group in Row, or 0
// when characters are missing.
func CheckJoinCode(typed string) error {
	_, err := parseJoinCode(typed)
	return err
}

func parseJoinCode(typed string) (code JoinCode, err error) {
	groups, err := keys.SplitGroups(typed)
	if err == nil && len(groups) != JoinGroups {
		err = &keys.GroupError{}
	}
	if err != nil {
		return code, mistyped(CodeJoinTyped, "code", err)
	}
	return JoinCode(groups), nil
}
