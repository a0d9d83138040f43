#!/usr/bin/env bash
# Fuzzes every target of some packages, one after the other, because go runs one at a
# time. What is found lies in testdata/fuzz beside the test and is tried ever after:
# mend the code and commit the file.
#
# Usage: scripts/fuzz.sh EACH PACKAGE …     EACH target: 5m, or so many inputs: 1000x
set -euo pipefail

each=$1
shift
tags=no_emoji,migrated_fynedo

# By name, not with go test -list, which would build every package once more.
targets=$(go list -tags "$tags" -f '{{.ImportPath}} {{.Dir}}' "$@" | while read -r package folder; do
	{ cat "$folder"/*_test.go 2>/dev/null || true; } |
		sed -n "s|^func \(Fuzz[A-Za-z0-9_]*\)(f \*testing\.F).*|$package \1|p"
done)
if [ -z "$targets" ]; then
	echo "There is nothing to fuzz in $*." >&2
	exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
while read -r package target; do
	if ! go test -tags "$tags" -run '^$' -fuzz "^$target\$" -fuzztime "$each" "$package" >"$log" 2>&1 </dev/null; then
		cat "$log"
		exit 1
	fi
	tried=$(grep -o 'execs: [0-9]*' "$log" | tail -1 | tr -dc 0-9 || true)
	echo "fuzzed $package $target: ${tried:-some} inputs"
done <<<"$targets"
