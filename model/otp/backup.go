package otp

import (
	"encoding/hex"
	"fmt"
	"io"
)

const (
	// BackupCodes is how many backup codes a person gets.
	BackupCodes = 5
	backupBytes = 12
	// BackupLength is the length of a backup code in characters, lowercase hex.
	BackupLength = 2 * backupBytes
)

// NewBackupCodes reads five codes of 24 lowercase hex characters (96 bits each) from random.
func NewBackupCodes(random io.Reader) ([]string, error) {
	codes := make([]string, BackupCodes)
	for i := range codes {
		raw := make([]byte, backupBytes)
		if _, err := io.ReadFull(random, raw); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrRandom, err)
		}
		codes[i] = hex.EncodeToString(raw)
	}
	return codes, nil
}
