package keys

import (
	"errors"
	"fmt"
	"strings"
)

const (
	groupData = 4 // characters of a group that carry data
	// GroupSize is how many characters a group has, the check character at its end included.
	GroupSize = groupData + 1
)

// GroupError names the group (from 1) whose check character does not fit, or 0 when
// the number of characters is wrong.
type GroupError struct{ Group int }

func (e *GroupError) Error() string {
	if e.Group == 0 {
		return "keys: the number of characters is wrong"
	}
	return fmt.Sprintf("keys: group %d is mistyped", e.Group)
}

// EncodeGroups writes bytes as groups of four base32 characters, each followed by a
// check character that also covers the group's place. Five bytes make two groups;
// the length must be a multiple of five.
func EncodeGroups(raw []byte) ([]string, error) {
	if len(raw)%5 != 0 {
		return nil, errors.New("keys: groups need a multiple of five bytes")
	}
	text := encoding.EncodeToString(raw)
	groups := make([]string, 0, len(text)/groupData)
	for i := 0; i < len(text); i += groupData {
		data := text[i : i+groupData]
		groups = append(groups, data+string(checkCharacter(data, len(groups))))
	}
	return groups, nil
}

// DecodeGroups reads what EncodeGroups wrote, forgiving case, width and separators.
// A mistyped group is a *GroupError with its number.
func DecodeGroups(typed string) ([]byte, error) {
	groups, err := SplitGroups(typed)
	if err != nil {
		return nil, err
	}
	var data strings.Builder
	for _, group := range groups {
		data.WriteString(group[:groupData])
	}
	if data.Len()%8 != 0 {
		return nil, &GroupError{}
	}
	return encoding.DecodeString(data.String())
}

// SplitGroups gives typed groups as EncodeGroups writes them, forgiving and checking as DecodeGroups does.
func SplitGroups(typed string) (groups []string, err error) {
	text := CleanTemporary(typed)
	for i := 0; i < len(text); i += GroupSize {
		if i+GroupSize > len(text) {
			return nil, &GroupError{}
		}
		group := text[i : i+GroupSize]
		if strings.Contains(group, "?") || checkCharacter(group[:groupData], i/GroupSize) != group[groupData] {
			return nil, &GroupError{Group: i/GroupSize + 1}
		}
		groups = append(groups, group)
	}
	return groups, nil
}

// checkCharacter is a sum over GF(32) with a different factor for each place, so that every
// single wrong character and every swap of two neighbours shows; the group's number
// is one more summand, so a group in another's place shows, too.
func checkCharacter(data string, group int) byte {
	sum := multiply(byte(group%32), power(groupData+1))
	for i := range len(data) {
		sum ^= multiply(byte(strings.IndexByte(alphabet, data[i])), power(i+1))
	}
	return alphabet[sum]
}

func power(n int) byte {
	p := byte(1)
	for range n {
		p = multiply(p, 2)
	}
	return p
}

// multiply is the product in GF(32) modulo x^5 + x^2 + 1.
func multiply(a, b byte) byte {
	var product byte
	for ; b != 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		a <<= 1
		if a&32 != 0 {
			a ^= 0b100101
		}
	}
	return product
}
