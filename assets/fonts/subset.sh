#!/usr/bin/env bash
# Makes the two faces that the program embeds, from the full Noto Sans JP.
#
# Fyne parses a face anew for every text style, so its size is paid in start-up
# time and memory: the full face costs 25 ms and 18 MB each time, a subset 10 ms
# and 9 MB. The subset is what Japanese offices type: JIS X 0208, CP932 with its
# NEC and IBM extensions, and the kanji of people's names that lie outside.
#
# Needs npm, python3 and Debian's fonttools (apt-get install npm fonttools).
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

subset() { # full face, name of ours
	pyftsubset "$1" \
		--text-file="$work/characters.txt" \
		--output-file="$here/$2" \
		--layout-features='kern,mark,mkmk,ccmp,locl' \
		--drop-tables+=vhea,vmtx --no-hinting \
		--name-IDs='0,1,2,3,4,5,6,13,14' \
		--notdef-outline
}

subset "$(find "$work/package" -name 'NotoSansJP_400Regular.ttf')" NotoSansJP-Regular.ttf
subset "$(find "$work/package" -name 'NotoSansJP_700Bold.ttf')" NotoSansJP-Bold.ttf
ls -l "$here"/*.ttf
