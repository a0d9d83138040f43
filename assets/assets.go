// Package assets holds what the program carries inside itself: the Japanese
// faces, the icon and the translations. It imports nothing of ours.
package assets

import "embed"

// FontRegular is Noto Sans JP Regular (TrueType), cut down by
// fonts/subset.sh to what Japanese offices type. Licence: fonts/OFL.txt.
//
//go:embed fonts/NotoSansJP-Regular.ttf
var FontRegular []byte

// FontBold is Noto Sans JP Bold (TrueType), with the same characters as
// FontRegular.
//
//go:embed fonts/NotoSansJP-Bold.ttf
var FontBold []byte

// FontLicence is the SIL Open Font License of both faces.
//
//go:embed fonts/OFL.txt
var FontLicence string

// Licences holds licences/<name>.txt, made by scripts/licences.sh: a line of
// name, version and licence, set apart by tabs, and after an empty line the
// text.
//
//go:embed licences/*.txt
var Licences embed.FS

// Icon is the program's icon, a PNG of 512 × 512 pixels made from icon.svg.
//
//go:embed icon.png
var Icon []byte

// Translations holds translations/<language>[.<part>].json: flat objects from
// key to sentence.
//
//go:embed translations/*.json
var Translations embed.FS

// Support says where customer support is reached and by which keys its answers
// are known. Whoever packages the program sets it: see README, For packagers.
//
//go:embed support/support.json
var Support []byte
