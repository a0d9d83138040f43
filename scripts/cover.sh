#!/usr/bin/env bash
# Runs the model's tests with the race detector and fails when they cover less
# of the model than the given share of its statements.
#
# Usage: scripts/cover.sh PERCENT [go test flag …]
set -euo pipefail

least=$1
shift
profile=$(mktemp)
faults=$(mktemp)
trap 'rm -f "$profile" "$faults"' EXIT

# The packages are measured together: much of the store is tested through the
# office, which is how the program uses it.
QLINGO_FAULTS="$faults" go test -race -covermode=atomic -coverpkg=./model/... -coverprofile="$profile" "$@" ./model/...

cat "$faults"
covered=$(go tool cover -func="$profile" | awk '/^total:/ {sub("%", "", $NF); print $NF}')
echo "coverage of model/...: $covered % (at least $least %)"
awk -v got="$covered" -v least="$least" 'BEGIN {exit !(got >= least)}'
