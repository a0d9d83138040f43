#!/usr/bin/env bash
# Makes the .deb, the .rpm and the .tar.xz. Called by scripts/package.sh, which says
# what it hands over. What lies in them is in assets/packaging/linux.
set -euo pipefail

NFPM=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.43.4
PARTS=assets/packaging/linux

scripts/ensure.sh package
GOARCH=$(go env GOARCH)
export GOARCH

# Not position-independent: relocating Go's tables at each start costs time and memory.
CGO_CFLAGS="-O2 -g0 -fstack-protector-strong -D_FORTIFY_SOURCE=2" \
	go build -ldflags "$LDFLAGS -extldflags '-Wl,-z,relro,-z,now'" -o "$STAGE/qlingo" .

# The tree as it will lie below /.
export TREE=$STAGE/tree
usr=$TREE/usr
doc=$usr/share/doc/qlingo
put() { install -D -m "${3:-644}" "$1" "$2"; }
pack() { gzip -9 -n -c >"$1"; }

put "$STAGE/qlingo" "$usr/bin/qlingo" 755
put $PARTS/jp.x-tra.qlingo.desktop "$usr/share/applications/jp.x-tra.qlingo.desktop"
put $PARTS/jp.x-tra.qlingo.metainfo.xml "$usr/share/metainfo/jp.x-tra.qlingo.metainfo.xml"
sizes=(16 24 32 48 64 128 256 512)
mkdir "$STAGE/icons"
go run ./scripts/icons "$STAGE/icons" "${sizes[@]}"
for size in "${sizes[@]}"; do
	put "$STAGE/icons/$size.png" "$usr/share/icons/hicolor/${size}x$size/apps/jp.x-tra.qlingo.png"
done
put assets/icon.svg "$usr/share/icons/hicolor/scalable/apps/jp.x-tra.qlingo.svg"
for licence in assets/licences/*.txt; do
	put "$licence" "$doc/licences/${licence##*/}"
done
put $PARTS/copyright "$doc/copyright"
for document in README.md README.ja.md docs/*.md docs/images/*.png; do
	put "$document" "$doc/$document"
done
for page in $PARTS/qlingo*.1; do # qlingo.1, and qlingo.<language>.1
	language=${page#"$PARTS/qlingo"} language=${language%.1}
	man=$usr/share/man${language/./\/}/man1
	mkdir -p "$man"
	pack "$man/qlingo.1.gz" <"$page"
done
pack "$doc/changelog.gz" <CHANGELOG.md

# The archive, for every other distribution.
folder=qlingo-$VERSION-linux-$GOARCH
mkdir "$STAGE/$folder"
cp -R "$usr" "$STAGE/$folder/"
put $PARTS/INSTALL "$STAGE/$folder/INSTALL"
find "$STAGE/$folder" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
tar -C "$STAGE" --sort=name --owner=0 --group=0 --numeric-owner --format=ustar -cf - "$folder" |
	xz -6 -T1 >"$DIST/$folder.tar.xz"

dated() { find "$TREE" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
# Its own flags: it is a tool, and no part of a package.
nfpm() { GOFLAGS='' go run $NFPM package --config $PARTS/nfpm.yaml --packager "$1" --target "$DIST" >/dev/null; }

dated
nfpm rpm
# Debian wants a log of the packaging beside that of the program, and says what its own checks complain of in vain.
pack "$doc/changelog.Debian.gz" <<-END
	qlingo ($VERSION-1) unstable; urgency=medium

	  * Packaged from the project's own build; changelog.gz tells what is new.

	 -- Qlingo contributors <support-qlingo@x-tra.jp>  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
put $PARTS/lintian-overrides "$usr/share/lintian/overrides/qlingo"
dated
nfpm deb
