#!/usr/bin/env bash
# Fuzzes every target of some packages, one after the other, because go runs one at a
# time. What is found lies in testdata/fuzz beside the test and is tried ever after:
# mend the code and commit the file.
#
# So many inputs are made from the seeds alone. For a time the packages and all they use
# are built anew, to be told which inputs lead to code not yet reached.
#
# Usage: scripts/fuzz.sh EACH PACKAGE …     EACH target: 5m, or so many inputs: 1000x
set -euo pipefail

each=$1
shift
tags=no_emoji,migrated_fynedo,ci
guided=-fuzz=.
[[ $each != *x ]] || guided=""

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=""
while read -r package folder; do
	# By name, not with go test -list, which would build every package.
	targets=$({ cat "$folder"/*_test.go 2>/dev/null || true; } |
		sed -n 's|^func \(Fuzz[A-Za-z0-9_]*\)(f \*testing\.F).*|\1|p')
	[ -n "$targets" ] || continue
	found=yes
	go test -tags "$tags" -c $guided -o "$work/fuzz.test" "$package"
	cd "$folder"
	for target in $targets; do
		if ! "$work/fuzz.test" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "$each" \
			-test.fuzzcachedir "$(go env GOCACHE)/fuzz/$package" >"$work/log" 2>&1 </dev/null; then
			cat "$work/log"
			exit 1
		fi
		tried=$(grep -o 'execs: [0-9]*' "$work/log" | tail -1 | tr -dc 0-9 || true)
		echo "fuzzed $package $target: ${tried:-some} inputs"
	done
	cd - >/dev/null
done < <(go list -tags "$tags" -f '{{.ImportPath}} {{.Dir}}' "$@")
if [ -z "$found" ]; then
	echo "There is nothing to fuzz in $*." >&2
	exit 1
fi
