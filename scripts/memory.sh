#!/usr/bin/env bash
# Runs a command with its temporary files in memory, where there is room. Databases wait
# for the disk with each change; that is most of the time the model's tests take.
#
# Usage: scripts/memory.sh COMMAND …
set -euo pipefail

memory=/dev/shm
least=$((4 * 1024 * 1024)) # KiB, for the tests' programs too; containers often have 64 MB

roomy() {
	[ -w "$memory" ] && [ "$(df -Pk "$memory" | awk 'NR == 2 {print $4}')" -ge "$least" ]
}

# Some tests put programs there.
runs_programs() {
	local probe answer=1
	probe=$(mktemp "$memory/qlingo.XXXXXX")
	printf '#!/bin/sh\n' >"$probe"
	chmod 700 "$probe"
	! "$probe" 2>/dev/null || answer=0
	rm -f "$probe"
	return $answer
}

if roomy && runs_programs; then
	export TMPDIR=$memory
	unset GOTMPDIR # which tests would take for theirs
fi
exec "$@"
