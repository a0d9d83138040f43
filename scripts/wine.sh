#!/usr/bin/env bash
# Tries the package for Windows under wine, on Linux: installs it for a person called
# 山田, drives the installed program through its main job, upgrades, uninstalls, and
# looks at what is left. Pictures are in e2e/artefacts.
#
# Usage: scripts/wine.sh [SETUP.EXE [TESTS]]   (make wine builds it first)
# TESTS are the end-to-end tests to walk, as go test -run takes them.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/ensure.sh wine
setup=$(realpath "${1:-$(ls dist/qlingo-*-windows-*-setup.exe)}")
tests=${2:-^(TestInstalled|TestOffice|TestUsualPlaces)$}
unset DISPLAY
temp=$(mktemp -d)
trap '"${server[@]}" -k || true; settled || true; rm -rf "$temp"' EXIT

# Wine names the folders of a person after the user that it runs as; a user of one
# process alone needs no account and no root.
wine=(env HOME="$temp" LC_ALL=C.UTF-8 WINEPREFIX="$temp/prefix" WINEDEBUG=-all "WINEDLLOVERRIDES=mscoree,mshtml=" wine)
if unshare --user --map-user=4321 --map-group=4321 true 2>/dev/null; then
	wine=(unshare --user --map-user=4321 --map-group=4321 env USER=山田 "${wine[@]}")
	person=山田
else
	person=$(id -un)
fi
server=("${wine[@]:0:${#wine[@]}-1}" wineserver)
home=$temp/prefix/drive_c/users/$person
installed=$home/AppData/Local/Programs/Qlingo
there="C:\\users\\$person\\AppData\\Local\\Programs\\Qlingo" # the same for Windows
entry='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Qlingo'

fail() {
	echo "$*" >&2
	exit 1
}
settled() { timeout 120 "${server[@]}" -w; }
files() { (cd "$home" && find . -type f -o -type l | sort); }
registered() { "${wine[@]}" reg query "$entry" /v "$1" 2>/dev/null | tr -d '\r' | sed -n "s/^ *$1 *REG_[A-Z]* *//p"; }

make_prefix() {
	"${wine[@]}" wineboot -i >/dev/null 2>&1
	"${wine[@]}" winecfg -v win10
	# Go asks a library of newer versions of Windows for randomness, which wine 8 lacks.
	cat >"$temp/random.c" <<'END'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T size) { return RtlGenRandom(data, size); }
END
	local library=$temp/prefix/drive_c/windows/system32/bcryptprimitives.dll
	[ -e "$library" ] || x86_64-w64-mingw32-gcc -shared -O2 -s -o "$library" "$temp/random.c" -ladvapi32
}

install() {
	"${wine[@]}" "$setup" /S || fail "The installer ended with $?."
	settled
	for file in qlingo.exe qlingoc.exe uninstall.exe LICENSE.txt licences/Go.txt; do
		[ -s "$installed/$file" ] || fail "$file was not installed."
	done
	[ -e "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Qlingo.lnk" ] || fail "The start menu has no Qlingo."
	[ "$(registered DisplayName)" = Qlingo ] || fail "Windows does not know that Qlingo is installed."
	case $(basename "$setup") in
	*-"$(registered DisplayVersion)"-*) ;;
	*) fail "Windows was told another version." ;;
	esac
}

# An older version lies there, with a file that the new one does not have.
upgrade() {
	local before
	before=$(sha256sum <"$installed/qlingo.exe")
	echo old >"$installed/qlingo.exe"
	echo old >"$installed/licences/Gone.txt"
	"${wine[@]}" reg add "$entry" /v DisplayVersion /d 0.0.1 /f >/dev/null
	install
	[ "$(sha256sum <"$installed/qlingo.exe")" = "$before" ] || fail "The old program is still there."
	[ ! -e "$installed/licences/Gone.txt" ] || fail "A file of the older version is still there."
}

# refuses WHAT COMMAND... expects that a program in use is left alone.
refuses() {
	local what=$1 code=0
	shift
	mkfifo "$temp/hold"
	"${wine[@]}" "$installed/qlingoc.exe" --data "Z:$temp" --config "Z:$temp" support keygen --out "Z:$temp/k" <"$temp/hold" >/dev/null 2>&1 &
	exec 9>"$temp/hold" # it waits for a passphrase
	until [ -s "$temp/qlingo.log" ]; do sleep 0.2; done
	"${wine[@]}" "$@" || code=$?
	exec 9>&-
	wait $! || true
	rm -f "$temp/hold" "$temp/qlingo.log"
	if [ "$code" -ne 2 ] || [ ! -s "$installed/qlingoc.exe" ]; then
		fail "The $what did not mind a running program ($code)."
	fi
}

# What a terminal gets to see, in UTF-8.
console() {
	local said
	said=$("${wine[@]}" "$installed/qlingoc.exe" --version | tr -d '\r')
	[ "$said" = "Qlingo $(registered DisplayVersion)" ] || fail "--version says: $said"
	"${wine[@]}" "$installed/qlingoc.exe" --lang ja --help | grep -q 使い方 || fail "--help does not speak Japanese."
	said=$("${wine[@]}" "$installed/qlingoc.exe" --lang ja check 2>&1) && fail "check passes without a database."
	grep -q 。 <<<"$said" || fail "check says: $said"
}

drive() {
	local again="'$installed/uninstall.exe' /S && ${server[*]} -w && ${wine[*]} '$setup' /S"
	QLINGO_PROGRAM="${wine[*]} $there\\qlingo.exe" QLINGO_REINSTALL="${wine[*]} $again" \
		go test -tags e2e -v -count=1 -parallel 1 -timeout 30m -run "$tests" ./e2e/
}

uninstall() {
	"${wine[@]}" "$installed/uninstall.exe" /S
	settled
	[ ! -e "$installed" ] || fail "The uninstaller left: $(ls -R "$installed")"
	[ -z "$(registered DisplayName)" ] || fail "Windows still believes that Qlingo is installed."
	# Data stays: database, settings, log, and the toolkit's own few lines.
	files >"$temp/after"
	comm -13 "$temp/before" "$temp/after" | tee "$temp/left"
	if grep -vE '^\./AppData/(Local|Roaming)/(qlingo|fyne)/' "$temp/left"; then
		fail "That is no data."
	fi
}

make_prefix
files >"$temp/before"
install
console
refuses installer "$setup" /S
refuses uninstaller "$installed/uninstall.exe" /S "_?=$there" # in place, so that it has an exit code
upgrade
drive
echo "Left after uninstalling:"
uninstall
