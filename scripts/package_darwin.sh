#!/usr/bin/env bash
# Makes the .dmg for macOS, with Qlingo.app, on a Mac with Xcode's command line tools,
# for the kind of processor that it has. Called by scripts/package.sh, which says what
# it hands over. It was written without a Mac and has not been run on one yet.
#
#   QLINGO_SIGN_MAC    identity to sign with ("Developer ID Application: …"); without it
#                      the signature names nobody, and the name of the .dmg says unsigned
#   QLINGO_NOTARY_MAC  what `notarytool store-credentials` stored the account for
#                      notarising as; needs QLINGO_SIGN_MAC
#
# A .dmg carries times of its own and is not the same twice.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/ensure.sh build
identity=${QLINGO_SIGN_MAC:--}
if [ -n "${QLINGO_NOTARY_MAC:-}" ] && [ "$identity" = - ]; then
	echo "Only what is signed can be notarised: QLINGO_SIGN_MAC is missing." >&2
	exit 1
fi
fact() { sed -n "s/^$1 = \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" FyneApp.toml; }
id=$(fact ID)
name=qlingo-$VERSION-macos-$(go env GOARCH)
contents=$STAGE/image/Qlingo.app/Contents
mkdir -p "$contents/MacOS" "$contents/Resources/licences" "$STAGE/Qlingo.iconset"

# The oldest macOS that Go 1.26 supports.
export MACOSX_DEPLOYMENT_TARGET=12.0
# From the build ID comes the program's UUID; without one Apple's linker makes one up of its own.
LDFLAGS="$LDFLAGS -buildid=qlingo-$VERSION-$SOURCE_DATE_EPOCH"
CGO_ENABLED=1 CGO_CFLAGS="-O2 -g0 -fstack-protector-strong" go build -ldflags "$LDFLAGS" -o "$STAGE/qlingo" .
cp "$STAGE/qlingo" "$contents/MacOS/qlingo"

languages=$(cd assets/translations && printf '<string>%s</string>' ./*.json | sed 's|\./||g; s|\.json||g')

cat >"$contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>CFBundleIdentifier</key><string>$id</string>
	<key>CFBundleName</key><string>$(fact Name)</string>
	<key>CFBundleExecutable</key><string>qlingo</string>
	<key>CFBundleIconFile</key><string>Qlingo</string>
	<key>CFBundlePackageType</key><string>APPL</string>
	<key>CFBundleInfoDictionaryVersion</key><string>6.0</string>
	<key>CFBundleShortVersionString</key><string>${VERSION%%-*}</string>
	<key>CFBundleVersion</key><string>$(fact Build)</string>
	<key>CFBundleDevelopmentRegion</key><string>ja</string>
	<key>CFBundleLocalizations</key><array>$languages</array>
	<key>LSApplicationCategoryType</key><string>public.app-category.business</string>
	<key>LSMinimumSystemVersion</key><string>$MACOSX_DEPLOYMENT_TARGET</string>
	<key>NSHighResolutionCapable</key><true/>
	<key>NSSupportsAutomaticGraphicsSwitching</key><true/>
</dict>
</plist>
PLIST
plutil -lint -s "$contents/Info.plist"

mkdir "$STAGE/icons"
go run ./scripts/icons "$STAGE/icons" 16 32 64 128 256 512
for size in 16 32 128 256 512; do
	cp "$STAGE/icons/$size.png" "$STAGE/Qlingo.iconset/icon_${size}x$size.png"
	twice=$STAGE/icons/$((size * 2)).png
	[ ! -f "$twice" ] || cp "$twice" "$STAGE/Qlingo.iconset/icon_${size}x$size@2x.png"
done
iconutil --convert icns --output "$contents/Resources/Qlingo.icns" "$STAGE/Qlingo.iconset"
cp LICENSE "$contents/Resources/LICENSE.txt"
cp assets/licences/*.txt "$contents/Resources/licences/"
find "$STAGE/image" -exec touch -h -t "$(date -u -r "$SOURCE_DATE_EPOCH" +%Y%m%d%H%M.%S)" {} +

# Only a real identity can have a time stamp, which notarising asks for.
stamp=--timestamp
if [ "$identity" = - ]; then
	stamp=--timestamp=none name=$name-unsigned
fi
codesign --force --options runtime "$stamp" --sign "$identity" "$STAGE/image/Qlingo.app"
codesign --verify --strict "$STAGE/image/Qlingo.app"

# People drag the program onto the folder beside it.
ln -s /Applications "$STAGE/image/Applications"
rm -f "$DIST"/qlingo-*-macos-*.dmg
hdiutil create -quiet -volname Qlingo -srcfolder "$STAGE/image" -fs HFS+ -format UDZO "$DIST/$name.dmg"
if [ "$identity" != - ]; then
	codesign --timestamp --sign "$identity" "$DIST/$name.dmg"
fi
if [ -n "${QLINGO_NOTARY_MAC:-}" ]; then
	xcrun notarytool submit --keychain-profile "$QLINGO_NOTARY_MAC" --wait "$DIST/$name.dmg"
	xcrun stapler staple "$DIST/$name.dmg"
fi
