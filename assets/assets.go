// Package assets holds what the program carries inside itself: the Japanese
// faces, the icon and the translations. It imports nothing of ours.
package assets

import "embed"

// FontRegular and FontBold are Noto Sans JP for the window, cut down by
// fonts/subset.sh to what Japanese offices type. They are OpenType with CFF
// outlines, of which a glyph is parsed when it is drawn: TrueType ones are all
// parsed at the start. Licence: fonts/OFL.txt.
//
//go:embed fonts/NotoSansJP-Regular.otf
var FontRegular []byte

// FontBold is the bold one of FontRegular.
//
//go:embed fonts/NotoSansJP-Bold.otf
var FontBold []byte

// PaperRegular and PaperBold are the same faces with TrueType outlines, which
// PDF files need.
//
//go:embed fonts/NotoSansJP-Regular.ttf
var PaperRegular []byte

// PaperBold is the bold one of PaperRegular.
//
//go:embed fonts/NotoSansJP-Bold.ttf
var PaperBold []byte

// FontLicence is the SIL Open Font License of these faces.
//
//go:embed fonts/OFL.txt
var FontLicence string

// Licences holds licences/<name>.txt, made by scripts/licences.sh: a line of
// name, version and licence, set apart by tabs, and after an empty line the
// text.
//
//go:embed licences/*.txt
var Licences embed.FS

// WindowIcon is the program's icon for its window, a PNG of 128 × 128 pixels made
// from icon.svg. (The larger icon.png is for packages.)
//
//go:embed icon-128.png
var WindowIcon []byte

// Translations holds translations/<language>.json: flat objects from key to
// sentence.
//
//go:embed translations/*.json
var Translations embed.FS

// Toolkit holds toolkit/<language>.json: the toolkit's own words by its own keys, from
// its files of the same form.
//
//go:embed toolkit/*.json
var Toolkit embed.FS

// Support says where customer support is reached and by which keys its answers
// are known. Whoever packages the program sets it: see docs/packaging.md.
//
//go:embed support/support.json
var Support []byte
