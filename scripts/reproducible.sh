#!/usr/bin/env bash
# Shows that this commit gives the same packages wherever it is built: two clones in
# different folders, each with an empty build cache, another time zone, language and
# umask. It compiles everything twice, which takes a quarter of an hour.
#
# Usage: scripts/reproducible.sh [linux|windows|darwin|all]
# KEEP_CACHE=1 uses the build cache that is there: quick, and no proof for the compiler.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

build() { # folder, umask, time zone, language, what
	(
		cd "$1"
		umask "$2"
		export TZ=$3 LANG=$4 HOME=$work/home-$2 GOMODCACHE GOPATH
		[ -n "${KEEP_CACHE:-}" ] || export GOCACHE=$work/cache-$2
		scripts/package.sh "$5" >/dev/null
	)
}

# The modules are checked against go.sum and may be shared.
GOMODCACHE=$(go env GOMODCACHE) GOPATH=$(go env GOPATH)
[ -z "${KEEP_CACHE:-}" ] || export GOCACHE="${GOCACHE:-$(go env GOCACHE)}"
what=${1:-linux}
commit=$(git rev-parse HEAD)
for folder in "$work/one" "$work/a-second folder/two"; do
	git clone -q . "$folder"
	git -C "$folder" checkout -q --detach "$commit"
done
build "$work/one" 022 UTC C "$what"
build "$work/a-second folder/two" 077 Asia/Tokyo ja_JP.UTF-8 "$what"
diff "$work/one/dist/SHA256SUMS" "$work/a-second folder/two/dist/SHA256SUMS"
cat "$work/one/dist/SHA256SUMS"
echo "Two builds, the same bytes."
