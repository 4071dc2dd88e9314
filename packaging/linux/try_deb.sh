#!/bin/sh
# try_deb.sh PACKAGE.deb [OLDER.deb]: installs it as a client would, on a Debian with nothing on it.
# Wants root, debootstrap, and on this side Xvfb, xdotool and a virtual environment for the drag.
# Proves: apt finds all it needs; an ordinary user runs the demo, headless and in a window; a real
# drag arrives; an upgrade keeps settings and projects; removal keeps projects.
set -eu
deb=$(realpath "$1")
older=${2:+$(realpath "$2")}
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
bare=${SEXTANT_BARE:-$root/build/packaging/bare}
mirror=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: *//p;s/^deb [^h]*\(http[^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -1)}

step() { printf '\n== %s\n' "$*"; }
inside() { chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
user() { inside setpriv --reuid=ida --regid=ida --init-groups env HOME=/home/ida USER=ida ${DISPLAY:+DISPLAY="$DISPLAY"} "$@"; }
clean() { umount -q "$bare/tmp/.X11-unix" "$bare/dev/pts" "$bare/proc" 2>/dev/null || true; }
trap clean EXIT

step "A Debian with nothing on it"
clean
rm -rf "$bare"
debootstrap --variant=minbase bookworm "$bare" "$mirror" >"$root/build/packaging/debootstrap.log"
cp /etc/resolv.conf "$bare/etc/"
cp -r /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/" 2>/dev/null || true
rm -f "$bare/etc/apt/apt.conf.d/"*docker*
mount -t proc proc "$bare/proc"
mount -t devpts devpts "$bare/dev/pts"
inside apt-get update -qq
if inside sh -c 'command -v python3 ffmpeg'; then echo "not bare at all"; exit 1; fi
inside useradd --create-home ida

if [ -n "$older" ]; then
    step "The version before"
    cp "$older" "$bare/tmp/older.deb"
    inside apt-get install -y -qq /tmp/older.deb >/dev/null
    user sextant --version
    user sextant demo --json --project "/home/ida/Old project" >/dev/null
    user sh -c 'mkdir -p ~/.config/sextant && echo "{\"ask_above_usd\": 7.5}" >~/.config/sextant/settings.json'
fi

step "apt install ./$(basename "$deb")"
cp "$deb" "$bare/tmp/sextant.deb"
inside apt-get install -y -qq /tmp/sextant.deb >"$root/build/packaging/apt.log" 2>&1 || { tail -20 "$root/build/packaging/apt.log"; exit 1; }
grep -c '^Setting up' "$root/build/packaging/apt.log" | sed 's/$/ packages set up/'
if inside sh -c 'command -v python3'; then echo "(something brought a Python)"; else echo "still no Python"; fi

step "As an ordinary user: sextant demo, headless"
user sextant --version
user sextant demo </dev/null 2>&1 | tail -4
user sextant list --project "/home/ida/Documents/Sextant demo" || user sextant list --project "/home/ida/Sextant demo"
user sextant doctor --self-test

if [ -n "$older" ]; then
    step "After the upgrade: settings and old projects"
    user cat /home/ida/.config/sextant/settings.json
    user sextant list --project "/home/ida/Old project"
fi

step "Under Xvfb: the window opens and takes a real drag"
mkdir -p "$bare/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$bare/tmp/.X11-unix"
"$root/.venv/bin/python" "$root/packaging/linux/try_drag.py" "$bare" "$root/docs/pictures/installer"

step "Removal keeps projects and settings"
inside apt-get remove -y -qq sextant >/dev/null
if inside sh -c 'command -v sextant || ls -d /usr/lib/sextant'; then echo "something stayed"; exit 1; fi
user sh -c 'ls ~/.config/sextant; find ~ -name report.html'
inside dpkg --purge sextant 2>/dev/null
user sh -c 'find ~ -name report.html | grep -q .'
echo "kept, also after a purge"
