package keys

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"filippo.io/age"

	"qlingo/model/fold"
)

// Errors of the support desk.
var (
	ErrPassphrase = errors.New("keys: the passphrase is wrong")
	ErrNoSupport  = errors.New("keys: not a support key")
	ErrShape      = errors.New("keys: not a support request, answer or public key")
)

// supportVersion begins every request, answer and public key.
const supportVersion = 1

// Sizes in bytes.
const (
	keyIDSize   = 8
	nonceSize   = 16
	maxLabel    = 255 // of office and login in a request, each
	claimHead   = 1 + keyIDSize + 16 + 16 + nonceSize + 8
	answerSize  = 1 + keyIDSize + 8 + ed25519.SignatureSize
	textColumns = 6       // groups on a line
	maxText     = 1 << 16 // of a whole mail
)

// maxSupportWork is the cost of opening a support key's file above which none is opened: 2^18,
// about a second, as age has it by default.
const maxSupportWork = 18

// SupportWork is the cost that new files get. Tests lower it.
var SupportWork = maxSupportWork

// SupportPublic is the public key of a support desk.
type SupportPublic [ed25519.PublicKeySize]byte

// ID names the key in requests and answers.
func (p SupportPublic) ID() [keyIDSize]byte {
	sum := sha256.Sum256(p[:])
	return [keyIDSize]byte(sum[:keyIDSize])
}

// Fingerprint is the key's hash for comparing by eye, in groups of four.
func (p SupportPublic) Fingerprint() string {
	sum := sha256.Sum256(Encode("support key", p[:]))
	var groups []string
	for i := 0; i < 16; i += 2 {
		groups = append(groups, fmt.Sprintf("%02X%02X", sum[i], sum[i+1]))
	}
	return strings.Join(groups, " ")
}

// Text is the key as people pass it on: groups of five characters, six on a line.
func (p SupportPublic) Text() string { return formatGroups(append([]byte{supportVersion}, p[:]...)) }

// ParsePublic reads a public key. A mistyped group is a *GroupError, another text ErrShape.
func ParsePublic(text string) (SupportPublic, error) {
	raw, err := parseGroups(text)
	if err != nil {
		return SupportPublic{}, err
	}
	if len(raw) != 1+ed25519.PublicKeySize || raw[0] != supportVersion {
		return SupportPublic{}, ErrShape
	}
	return SupportPublic(raw[1:]), nil
}

// SupportKey is the private key of a support desk: Ed25519 (RFC 8032).
type SupportKey struct{ private ed25519.PrivateKey }

// NewSupportKey makes a key.
func NewSupportKey(random io.Reader) (*SupportKey, error) {
	_, private, err := ed25519.GenerateKey(random)
	if err != nil {
		return nil, fmt.Errorf("keys: read randomness: %w", err)
	}
	return &SupportKey{private}, nil
}

// Format redacts the key under every verb of fmt.
func (*SupportKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue redacts the key in structured logs.
func (*SupportKey) LogValue() slog.Value { return slog.StringValue(redacted) }

// Wipe overwrites the key.
func (k *SupportKey) Wipe() { clear(k.private) }

// Public is the key's public half.
func (k *SupportKey) Public() SupportPublic {
	return SupportPublic(k.private[ed25519.SeedSize:])
}

// Seal is the key as a file, under a passphrase (age, scrypt).
func (k *SupportKey) Seal(passphrase string) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(Normalize(passphrase))
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(SupportWork)
	var file bytes.Buffer
	w, err := age.Encrypt(&file, recipient)
	if err != nil {
		return nil, err
	}
	seed := k.private.Seed()
	defer clear(seed)
	_, err = w.Write(seed)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return file.Bytes(), nil
}

// OpenSupportKey is the reverse of Seal.
func OpenSupportKey(file []byte, passphrase string) (*SupportKey, error) {
	identity, err := age.NewScryptIdentity(Normalize(passphrase))
	if err != nil { // it is empty
		return nil, fmt.Errorf("%w: %w", ErrPassphrase, err)
	}
	identity.SetMaxWorkFactor(maxSupportWork) // a made-up file must not take the PC for hours
	r, err := age.Decrypt(bytes.NewReader(file), identity)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, fmt.Errorf("%w: %w", ErrPassphrase, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoSupport, err)
	}
	seed, err := io.ReadAll(io.LimitReader(r, ed25519.SeedSize+1))
	defer clear(seed)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errors.Join(ErrNoSupport, err)
	}
	return &SupportKey{ed25519.NewKeyFromSeed(seed)}, nil
}

// SupportClaim is what a request says: who asks a support desk to switch whose second
// step off. Office and Login are for people to read.
type SupportClaim struct {
	Key     [keyIDSize]byte // of the desk that is asked
	DB      ID
	User    ID
	Nonce   [nonceSize]byte
	Created int64 // milliseconds since 1970
	Office  string
	Login   string
}

// Text is the request as people pass it on: groups of five characters, some on a line.
func (c *SupportClaim) Text() (string, error) {
	raw, err := c.Bytes()
	if err != nil {
		return "", err
	}
	return formatGroups(raw), nil
}

// Bytes is the request as it is signed and stored.
func (c *SupportClaim) Bytes() ([]byte, error) {
	if len(c.Office) > maxLabel || len(c.Login) > maxLabel {
		return nil, errors.New("keys: a label of a support request is too long")
	}
	raw := append([]byte{supportVersion}, c.Key[:]...)
	raw = append(append(append(raw, c.DB[:]...), c.User[:]...), c.Nonce[:]...)
	raw = binary.BigEndian.AppendUint64(raw, uint64(c.Created))
	for _, label := range []string{c.Office, c.Login} {
		raw = append(append(raw, byte(len(label))), label...)
	}
	return raw, nil
}

// ParseClaim reads a request. A mistyped group is a *GroupError, another text ErrShape.
func ParseClaim(text string) (*SupportClaim, error) {
	raw, err := parseGroups(text)
	if err != nil {
		return nil, err
	}
	return DecodeClaim(raw)
}

// DecodeClaim is the reverse of Bytes.
func DecodeClaim(raw []byte) (*SupportClaim, error) {
	if len(raw) < claimHead+2 || raw[0] != supportVersion {
		return nil, ErrShape
	}
	c := new(SupportClaim)
	rest := raw[1:]
	for _, field := range [][]byte{c.Key[:], c.DB[:], c.User[:], c.Nonce[:]} {
		rest = rest[copy(field, rest):]
	}
	c.Created = int64(binary.BigEndian.Uint64(rest))
	rest = rest[8:]
	for _, label := range []*string{&c.Office, &c.Login} {
		if len(rest) == 0 || len(rest) < 1+int(rest[0]) {
			return nil, ErrShape
		}
		end := 1 + int(rest[0])
		*label, rest = string(rest[1:end]), rest[end:]
	}
	if len(rest) > 0 {
		return nil, ErrShape
	}
	return c, nil
}

// Sign answers a request: the text of a token that switches that person's second step
// off, once, within its time. issued is in milliseconds since 1970.
func (k *SupportKey) Sign(c *SupportClaim, issued int64) (string, error) {
	message, err := c.message(issued)
	if err != nil {
		return "", err
	}
	id := k.Public().ID()
	raw := append([]byte{supportVersion}, id[:]...)
	raw = binary.BigEndian.AppendUint64(raw, uint64(issued))
	return formatGroups(append(raw, ed25519.Sign(k.private, message)...)), nil
}

// message is what a token signs: this request and no other, and when.
func (c *SupportClaim) message(issued int64) ([]byte, error) {
	raw, err := c.Bytes()
	if err != nil {
		return nil, err
	}
	request := sha256.Sum256(raw)
	return Encode("support-v1", []byte("mfa-reset"), request[:], binary.BigEndian.AppendUint64(nil, uint64(issued))), nil
}

// SupportToken is a desk's answer to a request.
type SupportToken struct {
	Key       [keyIDSize]byte
	Issued    int64
	signature []byte
}

// ParseToken reads an answer. A mistyped group is a *GroupError, another text ErrShape.
func ParseToken(text string) (*SupportToken, error) {
	raw, err := parseGroups(text)
	if err != nil {
		return nil, err
	}
	if len(raw) != answerSize || raw[0] != supportVersion {
		return nil, ErrShape
	}
	return &SupportToken{
		Key:       [keyIDSize]byte(raw[1:]),
		Issued:    int64(binary.BigEndian.Uint64(raw[1+keyIDSize:])),
		signature: raw[1+keyIDSize+8:],
	}, nil
}

// Answers tells whether a token is a desk's answer to this very request.
func (t *SupportToken) Answers(c *SupportClaim, desk SupportPublic) bool {
	message, err := c.message(t.Issued)
	return err == nil && t.Key == desk.ID() && ed25519.Verify(desk[:], message, t.signature)
}

// formatGroups writes bytes as groups, behind their number, filled up with zeros.
func formatGroups(raw []byte) string {
	framed := append(binary.BigEndian.AppendUint16(nil, uint16(len(raw))), raw...)
	for len(framed)%5 != 0 {
		framed = append(framed, 0)
	}
	groups, err := EncodeGroups(framed)
	if err != nil {
		panic(err) // five divides the length
	}
	var text []string
	for len(groups) > 0 {
		n := min(textColumns, len(groups))
		text, groups = append(text, strings.Join(groups[:n], " ")), groups[n:]
	}
	return strings.Join(text, "\n")
}

// parseGroups reads what formatGroups wrote; a person or a mail program may have put things around it.
func parseGroups(text string) ([]byte, error) {
	if len(text) > maxText {
		return nil, ErrShape
	}
	framed, err := DecodeGroups(fold.Groups(text))
	if err != nil {
		return nil, err
	}
	if len(framed) < 2 {
		return nil, ErrShape
	}
	size, raw := int(binary.BigEndian.Uint16(framed)), framed[2:]
	if size > len(raw) || len(raw)-size >= 5 || len(bytes.Trim(raw[size:], "\x00")) > 0 {
		return nil, ErrShape
	}
	return raw[:size], nil
}
