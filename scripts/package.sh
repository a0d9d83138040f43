#!/usr/bin/env bash
# Makes the packages of one OS, or of all that can be made here, and puts them into
# dist/ with their checksums (SHA256SUMS) and a list of what is in them (an SBOM in
# CycloneDX for each OS). The same commit gives the same bytes.
#
# Usage: scripts/package.sh [linux|windows|darwin|all]     (this OS)
#
# Each scripts/package_OS.sh is called in the top folder, with
#   VERSION            as FyneApp.toml says it
#   SOURCE_DATE_EPOCH  the time of the commit, for every file that carries a time
#   DIST               where packages go, named qlingo…VERSION…
#   STAGE              an empty folder; qlingo (qlingo.exe) is left there for the SBOM
#   GOFLAGS, LDFLAGS   what every release is built with; more may be added:
#                      go build -ldflags "$LDFLAGS -H windowsgui" -o "$STAGE/qlingo.exe" .
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)" in
Linux) here=linux can=(linux windows) ;;
Darwin) here=darwin can=(darwin) ;;
*) here=windows can=(windows) ;;
esac
case "${1:-$here}" in
linux | windows | darwin) wanted=("${1:-$here}") ;;
all) wanted=("${can[@]}") ;;
*) echo "usage: scripts/package.sh [linux|windows|darwin|all]" >&2 && exit 2 ;;
esac

# Nothing of this machine or its person: no folders, no times, no language.
umask 022
export LC_ALL=C TZ=UTC
VERSION=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
DIST=${DIST:-dist}
mkdir -p "$DIST"
DIST=$(cd "$DIST" && pwd)
GOFLAGS="-trimpath -buildvcs=false -tags=no_emoji,migrated_fynedo"
LDFLAGS="-s -w -buildid="
export VERSION SOURCE_DATE_EPOCH DIST GOFLAGS LDFLAGS

stages=$(mktemp -d)
trap 'rm -rf "$stages"' EXIT
rm -f "$DIST/SHA256SUMS"
find "$DIST" -maxdepth 1 -type f ! -name "*$VERSION*" -delete # of other versions
for os in "${wanted[@]}"; do
	export STAGE=$stages/$os
	mkdir "$STAGE"
	"scripts/package_$os.sh"
	for binary in "$STAGE/qlingo" "$STAGE/qlingo.exe"; do
		[ ! -f "$binary" ] || go run ./scripts/sbom "$binary" "$VERSION" >"$DIST/qlingo-$VERSION-$os.cdx.json"
	done
done

cd "$DIST"
sums=$(command -v sha256sum || echo "shasum -a 256")
$sums -- *"$VERSION"* | tee SHA256SUMS
