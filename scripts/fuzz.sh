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

go list -tags "$tags" -f '{{.ImportPath}} {{.Dir}}' "$@" | while read -r package folder; do
	# By name, not with go test -list, which would build every package once more.
	{ cat "$folder"/*_test.go 2>/dev/null || true; } | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(f \*testing\.F).*/\1/p' | while read -r target; do
		# A target that runs into its time says so only by its exit code; its output is
		# shown where something was found.
		log=$(mktemp)
		if go test -tags "$tags" -run '^$' -fuzz "^$target\$" -fuzztime "$each" "$package" >"$log" 2>&1 </dev/null; then
			echo "ok $package $target: $(grep -o 'execs: [0-9]*' "$log" | tail -1)"
			rm -f "$log"
		else
			cat "$log"
			rm -f "$log"
			exit 1
		fi
	done
done
