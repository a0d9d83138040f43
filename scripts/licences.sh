#!/bin/sh
# Collects the licences of all that the program carries: the modules it is built from on every OS, what these modules
# embed, the fonts and the list of passwords. Run it after a change of go.mod; a test compares.
# A file of assets/licences begins with a line of name, version and licence, set apart by tabs.
set -eu
cd "$(dirname "$0")/.."
into=$(mktemp -d)
trap 'rm -rf "$into"' EXIT
tags=no_emoji,migrated_fynedo

kind() {
	case $(tr '\n\r\t' '   ' <"$1" | tr -s ' ') in
	*'Apache License'*) echo Apache-2.0 ;;
	*'SIL OPEN FONT LICENSE'*) echo OFL-1.1 ;;
	*'Bitstream Vera'*) echo 'Bitstream Vera' ;;
	*'Redistribution and use in source and binary forms'*'ndorse or promote'*) echo BSD-3-Clause ;;
	*'Redistribution and use in source and binary forms'*) echo BSD-2-Clause ;;
	*'Permission is hereby granted, free of charge'*) echo MIT ;;
	*'Permission to use, copy, modify, and'*) echo ISC ;;
	*"provided 'as-is', without any express"*) echo Zlib ;;
	*'disclaims copyright'*) echo 'Public domain' ;;
	*) echo "no licence known in $1" >&2 && exit 1 ;;
	esac
}

# add NAME VERSION FILE... writes one file; the first tells the licence.
add() {
	name=$1 version=$2
	shift 2
	what=$(kind "$1")
	{
		printf '%s\t%s\t%s\n\n' "$name" "$version" "$what"
		cat "$@" | tr -d '\r\f'
	} >"$into/$(echo "$name" | tr '/ ' '__').txt"
}

for os in linux windows darwin; do
	GOOS=$os CGO_ENABLED=1 go list -deps -tags $tags \
		-f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' .
done | sort -u | while read -r path version dir; do
	files=$(find "$dir" -maxdepth 1 -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' \) | sort)
	notes=$(find "$dir" -maxdepth 1 -type f \( -iname 'notice*' -o -iname 'patents*' \) | sort)
	# shellcheck disable=SC2086 # several files
	add "$path" "$version" $files $notes
done

place() { go list -m -f '{{.Dir}}' "$1"; }
release() { go list -m -f '{{.Version}}' "$1"; }
fyne=$(place fyne.io/fyne/v2)
add Go "$(go env GOVERSION)" "$(go env GOROOT)/LICENSE"
add GLFW 3.4 "$(place github.com/go-gl/glfw/v3.4/glfw)/glfw/LICENSE.md"
add 'Noto Sans JP' '' assets/fonts/OFL.txt
add 'DejaVu Sans Mono Powerline' '' "$fyne/theme/font/LICENSE_DejaVu-Powerline.txt"
add 'Inter Symbols' '' "$fyne/theme/font/LICENSE_Inter.txt"
add 'Noto Sans' '' "$fyne/theme/font/LICENSE.txt"
add 'Common passwords of zxcvbn-ts' '' model/passwords/LICENSE.zxcvbn-ts
sqlite=$into/SQLite
sed -n '/The author disclaims copyright/,/taking more than you give/{s/^\*\* *//;p;}' \
	"$(place github.com/mattn/go-sqlite3)/sqlite3-binding.h" | head -n 6 >"$sqlite"
version=$(sed -n 's/^#define SQLITE_VERSION  *"\(.*\)"/\1/p' "$(place github.com/mattn/go-sqlite3)/sqlite3-binding.h")
add SQLite "$version" "$sqlite"
rm "$sqlite"
wayland=$into/Wayland
for protocol in "$(place github.com/go-gl/glfw/v3.4/glfw)"/glfw/deps/wayland/*.xml; do # C made from them is in GLFW
	sed -n '/<copyright>/,/<\/copyright>/{/copyright>/d;s/^    //;p;}' "$protocol"
	echo
done >"$wayland"
add 'Wayland protocols' '' "$wayland"
rm "$wayland"
rm -f assets/licences/*.txt # only now: without any of them nothing builds
cp "$into"/*.txt assets/licences/
