#!/usr/bin/env bash
# Makes the faces that the program embeds, from the full Noto Sans JP: with CFF
# outlines for the window, with TrueType outlines for PDF files.
#
# The subset is what Japanese offices type: JIS X 0208, CP932 with its NEC and IBM
# extensions, and the kanji of people's names that lie outside. Fyne parses a face
# anew for every text style: 25 ms and 18 MB for the full TrueType face, 10 ms and
# 9 MB for a subset of it, 1 ms and 4 MB for one with CFF outlines, of which a glyph
# is parsed when it is drawn.
#
# Needs Debian with npm, python3 and fonttools (apt-get install npm fonttools).
# Usage: assets/fonts/subset.sh
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

package=@expo-google-fonts/noto-sans-jp
version=0.4.3

(cd "$work" && npm pack --silent "$package@$version" >/dev/null)
tar -xzf "$work"/*.tgz -C "$work"

/usr/bin/python3 "$here/characters.py" >"$work/characters.txt"

(cd "$work" && apt-get download fonts-noto-cjk && dpkg -x fonts-noto-cjk_*.deb cjk)
cjk=$work/cjk/usr/share/fonts/opentype/noto

subset() { # full face, name of ours, layout features, options
	pyftsubset "$1" "${@:4}" \
		--text-file="$work/characters.txt" \
		--output-file="$here/$2" \
		--layout-features="$3" \
		--drop-tables+=vhea,vmtx,VORG --no-hinting \
		--name-IDs='0,1,2,3,4,5,6,13,14' \
		--notdef-outline
}

for weight in 400Regular 700Bold; do
	subset "$(find "$work/package" -name "NotoSansJP_$weight.ttf")" "NotoSansJP-${weight#?00}.ttf" 'kern,mark,mkmk,ccmp,locl'
done
for weight in Regular Bold; do
	# The first face of the collection is the Japanese one. locl would bring the forms of all other languages.
	subset "$cjk/NotoSansCJK-$weight.ttc" "NotoSansJP-$weight.otf" 'kern,mark,mkmk,ccmp' --font-number=0
done
ls -l "$here"/NotoSansJP-*
