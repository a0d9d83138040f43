#!/usr/bin/env bash
# Finds what building or testing Qlingo needs beside Go and git, and installs it
# on Debian and Ubuntu; elsewhere it prints the one command to run.
#
# Usage: scripts/ensure.sh build|test|bench|package|package-windows|installed|wine
# Says nothing when nothing is missing, so that each make target can call it.
set -euo pipefail

want=${1:-build}
missing=()
packages=()

need() { # what is missing, Debian package …
	missing+=("$1")
	shift
	packages+=("$@")
}

has() { command -v "$1" >/dev/null 2>&1; }

check_go() {
	if ! has go; then
		echo "Go is missing: install Go 1.26 or newer and run this again." >&2
		exit 1
	fi
}

check_compiler() {
	# A compiler without the C library's headers is as good as none.
	echo '#include <stdlib.h>' | "${CC:-gcc}" -E - >/dev/null 2>&1 || need "C compiler" gcc libc6-dev
}

# The window is drawn by OpenGL, on X11 or Wayland; each needs its headers.
check_headers() {
	if ! has pkg-config; then
		need "pkg-config" pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev
		return
	fi
	pkg-config --exists gl || need "OpenGL headers" libgl1-mesa-dev
	pkg-config --exists x11 xcursor xrandr xinerama xi xxf86vm || need "X11 headers" xorg-dev
	pkg-config --exists wayland-client wayland-cursor wayland-egl || need "Wayland headers" libwayland-dev
	pkg-config --exists xkbcommon || need "xkbcommon headers" libxkbcommon-dev
}

# What the tests drive: the real window on a display of its own, and a key store.
check_test_tools() {
	has Xvfb || need "Xvfb" xvfb libgl1-mesa-dri
	has xdotool || need "xdotool" xdotool
	has xclip || need "xclip" xclip
	has zbarimg || need "zbarimg" zbar-tools
	has oathtool || need "oathtool" oathtool
	has import || need "ImageMagick" imagemagick
	has pdftotext || need "pdftotext" poppler-utils # reads back what is printed
	# The key store of the OS is tested against a real one, on a session bus of its own.
	has dbus-daemon || need "dbus-daemon" dbus
	has dbus-send || need "dbus-send" dbus
	has gnome-keyring-daemon || need "gnome-keyring" gnome-keyring
	has secret-tool || need "secret-tool" libsecret-tools
	# Files are saved and opened through a real desktop portal, with the dialogs of GTK.
	[ -e /usr/libexec/xdg-desktop-portal ] || need "xdg-desktop-portal" xdg-desktop-portal
	[ -e /usr/libexec/xdg-desktop-portal-gtk ] || need "xdg-desktop-portal-gtk" xdg-desktop-portal-gtk
	# The engine of a server is tested on one that the tests start themselves.
	has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || need "PostgreSQL" postgresql
}

# What the benchmark of the window needs beside them.
check_bench_tools() {
	has keepassxc || need "KeePassXC" keepassxc
	has xwd || need "xwd" x11-apps
}

# What packages are made with; nfpm comes as a Go module.
check_package_tools() {
	has xz || need "xz" xz-utils
}

# What looks at packages and installs them in a clean Debian, on Debian itself.
check_installed_tools() {
	has debootstrap || need "debootstrap" debootstrap debian-archive-keyring
	has lintian || need "lintian" lintian
	has rpm || need "rpm" rpm
	has mandoc || need "mandoc" mandoc
	has appstreamcli || need "appstreamcli" appstream
	has desktop-file-validate || need "desktop-file-validate" desktop-file-utils
	has strings || need "strings" binutils
}

# What cross-builds for Windows, packs and signs.
check_windows_tools() {
	has x86_64-w64-mingw32-windres || need "mingw" gcc-mingw-w64-x86-64
	has makensis || need "NSIS" nsis
	has osslsigncode || need "osslsigncode" osslsigncode
	has openssl || need "OpenSSL" openssl
	has convert || need "ImageMagick" imagemagick
	has zip || need "zip" zip
}

# os_family prints debian, fedora, arch or other.
os_family() {
	local id="" like=""
	if [ -r /etc/os-release ]; then
		id=$(. /etc/os-release && echo "${ID:-}")
		like=$(. /etc/os-release && echo "${ID_LIKE:-}")
	fi
	case " $id $like " in
	*" debian "* | *" ubuntu "*) echo debian ;;
	*" fedora "* | *" rhel "*) echo fedora ;;
	*" arch "*) echo arch ;;
	*) echo other ;;
	esac
}

install_debian() {
	local -a as_root=()
	local list
	list=$(printf '%s\n' "${packages[@]}" | sort -u | tr '\n' ' ')
	local command="apt-get update && apt-get install -y --no-install-recommends $list"
	case " $list" in
	*' postgresql '*)
		# Only its programs are wanted. Where it was never installed, no server is made and started.
		local made=/etc/postgresql-common/createcluster.conf
		command="{ [ -e $made ] || { mkdir -p ${made%/*} && echo create_main_cluster = false >$made; }; } &&
			${command/install /install -o Dpkg::Options::=--force-confold }"
		;;
	esac
	if [ "$(id -u)" -ne 0 ]; then
		# Without a terminal sudo could not ask for the password.
		if ! has sudo || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
			say_command "sudo sh -c '$command'"
		fi
		as_root=(sudo)
	fi
	echo "Installing: $list"
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c "$command"
}

say_command() {
	{
		printf 'Missing: %s\n' "$(printf '%s, ' "${missing[@]}" | sed 's/, $//')"
		printf 'Please run this once, then try again:\n\n    %s\n\n' "$1"
	} >&2
	exit 1
}

main() {
	local more=""
	check_go
	check_compiler
	case "$(uname -s)" in
	Linux) ;;
	Darwin)
		# The end-to-end test drives X11 and rests here.
		[ ${#missing[@]} -eq 0 ] || say_command "xcode-select --install   # or, with Homebrew: brew install gcc"
		return
		;;
	MINGW* | MSYS* | CYGWIN*)
		[ ${#missing[@]} -eq 0 ] || say_command "pacman -S --needed mingw-w64-ucrt-x86_64-gcc make"
		return
		;;
	esac

	check_headers
	case "$want" in
	test) check_test_tools ;;
	bench)
		check_test_tools
		check_bench_tools
		;;
	package) check_package_tools ;;
	installed)
		check_test_tools
		check_installed_tools
		;;
	package-windows) check_windows_tools ;;
	wine)
		check_windows_tools
		check_test_tools
		has wine || need "wine" wine wine64
		;;
	esac
	[ ${#missing[@]} -gt 0 ] || return 0

	case "$(os_family)" in
	debian) install_debian ;;
	fedora)
		[ "$want" != package ] || more=" xz"
		[ "$want" != bench ] || more=" keepassxc xwd"
		[ "$want" != test ] || more=" xorg-x11-server-Xvfb mesa-dri-drivers xdotool xclip zbar oathtool ImageMagick poppler-utils dbus-daemon dbus-tools gnome-keyring libsecret xdg-desktop-portal xdg-desktop-portal-gtk postgresql-server"
		say_command "sudo dnf install gcc pkgconf-pkg-config mesa-libGL-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel$more"
		;;
	arch)
		[ "$want" != package ] || more=" xz"
		[ "$want" != bench ] || more=" keepassxc xorg-xwd"
		[ "$want" != test ] || more=" xorg-server-xvfb xdotool xclip zbar oath-toolkit imagemagick poppler dbus gnome-keyring libsecret xdg-desktop-portal xdg-desktop-portal-gtk postgresql"
		say_command "sudo pacman -S --needed gcc pkgconf libglvnd libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon$more"
		;;
	*)
		say_command "(with your package manager) install: ${packages[*]}"
		;;
	esac
}

main
