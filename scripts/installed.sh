#!/usr/bin/env bash
# Shows that the packages of dist/ are what they should be: looks at them with the
# tools of Debian and of RPM, installs the .deb in a clean Debian, lets the
# end-to-end test do the main job there, removes it and looks for what it left.
#
# Usage: scripts/installed.sh     as root, on Debian or Ubuntu, after make package
#
# The clean Debian is kept below ~/.cache/qlingo for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

SUITE=bookworm # the oldest that the dependencies allow
ID=jp.x-tra.qlingo
VERSION=$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml)

# What follows "inside" and "again", which it calls by itself, works in the folder "$2", which holds the Debian and the lists.
main() {
	case "${1:-}" in
	"") whole ;;
	inside) inside "$2" ;;
	again) again "$2" ;;
	*) echo "usage: scripts/installed.sh" >&2 && exit 2 ;;
	esac
}

whole() {
	[ "$(id -u)" -eq 0 ] || { echo "Only root can make a clean Debian and change into it." >&2 && exit 1; }
	scripts/ensure.sh installed
	ARCH=$(dpkg --print-architecture)
	DEB=$PWD/dist/qlingo_$VERSION-1_$ARCH.deb
	[ -f "$DEB" ] || { echo "$DEB is not there: make package" >&2 && exit 1; }
	look

	work=$(mktemp -d)
	trap 'rm -rf --one-file-system "$work"' EXIT
	base=${XDG_CACHE_HOME:-$HOME/.cache}/qlingo/$SUITE-$ARCH.tar
	if [ ! -f "$base" ]; then
		mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
		debootstrap --variant=minbase "$SUITE" "$work/root" "$mirror" >"$work/debootstrap.log" ||
			{ tail "$work/debootstrap.log" && exit 1; }
		mkdir -p "${base%/*}"
		tar -C "$work/root" -cf "$base.part" . && mv "$base.part" "$base"
	else
		mkdir "$work/root"
		tar -C "$work/root" -xf "$base"
	fi
	cp "$DEB" "$work/root/qlingo.deb"
	# What is mounted there goes with the process.
	unshare --mount --propagation private "$0" inside "$work"
}

# look checks the packages without installing any.
look() {
	local tree
	tree=$(mktemp -d)
	dpkg-deb -x "$DEB" "$tree/deb"
	(
		cd "$tree/deb/usr"
		desktop-file-validate "share/applications/$ID.desktop"
		appstreamcli validate --no-net "share/metainfo/$ID.metainfo.xml"
		for page in share/man/man1/qlingo.1.gz share/man/*/man1/qlingo.1.gz; do
			gunzip -c "$page" | mandoc -T lint -W warning
		done
		! strings -n 6 bin/qlingo | grep -E "^($HOME|$(go env GOROOT)|$(go env GOMODCACHE)|$(go env GOCACHE))/"
	)
	lintian --allow-root --fail-on error,warning "$DEB"

	# The others hold the same program.
	local rpm archive=$PWD/dist/qlingo-$VERSION-linux-$ARCH.tar.xz
	rpm=$(echo "$PWD"/dist/qlingo-"$VERSION"-1.*.rpm)
	rpm -K --nosignature "$rpm"
	mkdir "$tree/rpm" "$tree/archive"
	local at=(--root "$tree/rpm" --force-debian --nodeps)
	rpm "${at[@]}" -i "$rpm"
	rpm "${at[@]}" -V qlingo
	"$tree/rpm/usr/bin/qlingo" --version
	cmp "$tree/deb/usr/bin/qlingo" "$tree/rpm/usr/bin/qlingo"
	rpm "${at[@]}" -e qlingo
	[ -z "$(find "$tree/rpm" -iname '*qlingo*')" ]
	tar -C "$tree/archive" --strip-components=1 -xf "$archive"
	cmp "$tree/deb/usr/bin/qlingo" "$tree/archive/usr/bin/qlingo"
	(cd dist && sha256sum --quiet -c SHA256SUMS)
	rm -rf "$tree"
}

# listing is every file of the Debian, but mounts, caches of the person's and the books of apt and dpkg.
listing() {
	local -a not=(-path "$1/proc")
	for folder in people tmp root/.cache var/cache/apt var/lib/apt var/lib/dpkg var/log; do
		not+=(-o -path "$1/$folder")
	done
	find "$1" \( "${not[@]}" \) -prune -o -printf '/%P %y %m\n' | sort
}

apt() {
	local root=$1
	shift
	chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

inside() {
	local root=$1/root people=$1/root/people
	mount -t proc proc "$root/proc"
	# The program sees the person's files where the test does.
	mkdir -p "$people" "$root$people"
	mount --bind "$people" "$root$people"
	apt "$root" update
	listing "$root" >"$1/clean"
	apt "$root" install --no-install-recommends /qlingo.deb >"$1/apt.log" 2>&1 || { cat "$1/apt.log" && exit 1; }
	[ -z "$(chroot "$root" sh -c 'ls /usr/share/fonts 2>/dev/null')" ] || echo "The clean Debian has fonts."

	TMPDIR=$people QLINGO_PROGRAM="chroot $root /usr/bin/qlingo" QLINGO_REINSTALL="$PWD/scripts/installed.sh again $1" \
		go test -tags e2e -v -count=1 -timeout 20m -run '^(TestInstalled|TestCommandLine)$' ./e2e

	# Now with all that came along.
	apt "$root" autoremove --purge qlingo >/dev/null
	listing "$root" >"$1/removed"
	diff "$1/clean" "$1/removed" || { echo "The lines above are left, or gone." && exit 1; }
	echo "Installed, used, removed: nothing is left but the person's files."
}

# again removes the package, looks for what it left, and installs it again.
again() {
	local root=$1/root
	listing "$root" >"$1/before"
	chroot "$root" dpkg -L qlingo | sort >"$1/own"
	apt "$root" remove qlingo
	listing "$root" >"$1/after"
	# Gone are files of its own, and nothing is new or of that name.
	comm -23 "$1/before" "$1/after" | cut -d ' ' -f 1 | comm -23 - "$1/own" >"$1/wrong"
	comm -13 "$1/before" "$1/after" >>"$1/wrong"
	grep -i qlingo "$1/after" | grep -v '^/qlingo.deb ' >>"$1/wrong" || true
	[ ! -s "$1/wrong" ] || { cat "$1/wrong" && exit 1; }
	apt "$root" install --no-install-recommends /qlingo.deb
}

main "$@"
