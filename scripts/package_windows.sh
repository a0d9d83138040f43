#!/usr/bin/env bash
# Makes the .zip and the installer for Windows, with mingw: qlingo.exe (window) and
# qlingoc.exe (the same program for a terminal). Called by scripts/package.sh, which
# says what it hands over.
#
# All programs are signed. The certificate with its key:
#   QLINGO_SIGN_P12            a PKCS#12 file
#   QLINGO_SIGN_PASSWORD_FILE  a file that holds its password
#   QLINGO_SIGN_TIMESTAMP      URL of a time stamp authority (RFC 3161)
#   QLINGO_SIGN_CA             certificates to check the signatures by (PEM), where the
#                              PKCS#12 file does not hold the root
# Without them a certificate is made up for this one run and the names say test-signed.
#
# The same sources, date, tools and certificate give the same bytes, signatures included:
# they bear SOURCE_DATE_EPOCH as their time. A time stamp or a made-up certificate differs
# each time.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/ensure.sh package-windows
export LC_ALL=C.UTF-8
build=$(sed -n 's/^Build = \([0-9]*\)$/\1/p' FyneApp.toml)
numbers=${VERSION%%-*}.$build # Windows wants four
name=qlingo-$VERSION-windows-x86_64
sources=assets/packaging/windows

# make_certificate makes one up that nobody trusts: it shows that signing works.
make_certificate() {
	openssl rand -hex 16 >"$STAGE/password"
	openssl req -x509 -newkey rsa:3072 -sha256 -days 3650 -keyout "$STAGE/test.key" -out "$STAGE/test.pem" \
		-noenc -subj "/CN=Qlingo test, trusted by nobody" \
		-addext "keyUsage=critical,digitalSignature" -addext "extendedKeyUsage=codeSigning" 2>/dev/null
	openssl pkcs12 -export -inkey "$STAGE/test.key" -in "$STAGE/test.pem" -out "$STAGE/test.p12" -passout "file:$STAGE/password"
	QLINGO_SIGN_P12=$STAGE/test.p12
	QLINGO_SIGN_PASSWORD_FILE=$STAGE/password
	name=$name-test-signed
}

# The installer signs its uninstaller before it swallows it, so signing is a program.
make_sign() {
	: "${QLINGO_SIGN_PASSWORD_FILE:?names the file with the password of QLINGO_SIGN_P12}"
	local -a words=(osslsigncode sign -pkcs12 "$QLINGO_SIGN_P12" -readpass "$QLINGO_SIGN_PASSWORD_FILE"
		-h sha256 -n Qlingo -time "$SOURCE_DATE_EPOCH")
	[ -z "${QLINGO_SIGN_TIMESTAMP:-}" ] || words+=(-ts "$QLINGO_SIGN_TIMESTAMP")
	{
		echo '#!/bin/sh'
		echo 'set -e'
		printf '%q ' "${words[@]}"
		# shellcheck disable=SC2016 # for the program to expand
		echo '-in "$1" -out "$1.signed" >/dev/null'
		# shellcheck disable=SC2016
		echo 'mv "$1.signed" "$1"'
	} >"$STAGE/sign"
	chmod 755 "$STAGE/sign"
	if [ -z "${QLINGO_SIGN_CA:-}" ]; then
		QLINGO_SIGN_CA=$STAGE/ca.pem
		openssl pkcs12 -in "$QLINGO_SIGN_P12" -passin "file:$QLINGO_SIGN_PASSWORD_FILE" -nokeys -out "$QLINGO_SIGN_CA"
	fi
}

# verify checks a signature, and that it covers the file as it is.
verify() {
	osslsigncode verify -CAfile "$QLINGO_SIGN_CA" -TSA-CAfile "${QLINGO_TSA_CA:-/etc/ssl/certs/ca-certificates.crt}" \
		-in "$1" >"$STAGE/verified" 2>&1 || {
		cat "$STAGE/verified" >&2
		echo "The signature of $(basename "$1") does not hold." >&2
		exit 1
	}
}

# build NAME DESCRIPTION [LINKER FLAG] makes one program with icon, version and manifest.
build() {
	sed "s/@NUMBERS@/$numbers/" "$sources/qlingo.manifest" >"$STAGE/qlingo.manifest"
	x86_64-w64-mingw32-windres --include-dir "$STAGE" -c 65001 \
		-DNUMBERS="${numbers//./,}" -DVERSION="\\\"$VERSION\\\"" -DNAME="\\\"$1\\\"" -DDESCRIPTION="\\\"$2\\\"" \
		"$sources/qlingo.rc" "$STAGE/$1.o"
	GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ \
		go build -o "$STAGE/files/$1.exe" -ldflags "$LDFLAGS ${3:-} -extldflags '-static -Wl,--no-insert-timestamp $STAGE/$1.o'" .
	imports "$STAGE/files/$1.exe"
}

# imports lets a program need nothing that a new Windows does not have.
imports() {
	local own='advapi32|comctl32|comdlg32|dwmapi|gdi32|imm32|kernel32|msvcrt|ntdll|ole32|oleaut32|opengl32|shell32|shlwapi|user32|version|winmm|winspool\.drv|ws2_32'
	local needed strange
	needed=$(x86_64-w64-mingw32-objdump -p "$1" | sed -n 's/^\tDLL Name: //p' | tr '[:upper:]' '[:lower:]' | sort -u)
	strange=$(grep -vxE "($own)(\.dll)?" <<<"$needed" || true)
	if [ -z "$needed" ] || [ -n "$strange" ]; then
		echo "$(basename "$1") needs what Windows does not bring: $strange" >&2
		exit 1
	fi
}

mkdir -p "$STAGE/files/licences" "$DIST"
[ -n "${QLINGO_SIGN_P12:-}" ] || make_certificate
make_sign

convert assets/icon.png -strip -define png:exclude-chunks=date,time -define icon:auto-resize=256,64,48,32,24,16 "$STAGE/icon.ico"
build qlingo "Qlingo" -H=windowsgui
build qlingoc "Qlingo for the command line"
cp LICENSE "$STAGE/files/LICENSE.txt"
cp assets/licences/*.txt "$STAGE/files/licences/"
for program in qlingo qlingoc; do
	"$STAGE/sign" "$STAGE/files/$program.exe"
	verify "$STAGE/files/$program.exe"
done
find "$STAGE/files" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

makensis -V2 -INPUTCHARSET UTF8 -DVERSION="$VERSION" -DNUMBERS="$numbers" -DFILES="$STAGE/files" \
	-DICON="$STAGE/icon.ico" -DOUT="$STAGE/$name-setup.exe" -DSIGN="$STAGE/sign" "$sources/installer.nsi"
"$STAGE/sign" "$STAGE/$name-setup.exe"
verify "$STAGE/$name-setup.exe"

rm -f "$DIST"/qlingo-*-windows-x86_64*
cp "$STAGE/$name-setup.exe" "$DIST/"
cp "$STAGE/files/qlingo.exe" "$STAGE/"
mv "$STAGE/files" "$STAGE/qlingo-$VERSION"
(cd "$STAGE" && find "qlingo-$VERSION" | sort | zip -X -q -@ "$DIST/$name.zip")
