#!/bin/sh
# try_deb.sh PACKAGE.deb [OLDER.deb]: installs it as a client would, on a system with nothing on it.
# Wants root, debootstrap, and on this side Xvfb, xdotool and a virtual environment for the drag.
# Proves: apt finds all it needs; an ordinary user runs the demo, headless and in a window; a real
# drag arrives; an upgrade keeps settings and projects; removal keeps projects.
set -eu
deb=$(realpath "$1")
older=${2:+$(realpath "$2")}
cd "$(dirname "$0")/../.."
. packaging/linux/bare.sh

step "A $suite with nothing on it"
make_bare

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
inside apt-get install -y -qq /tmp/sextant.deb >"$log/apt.log" 2>&1 || { tail -20 "$log/apt.log"; exit 1; }
grep -c '^Setting up' "$log/apt.log" | sed 's/$/ packages set up/'
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
pictures=docs/pictures/installer
[ "$suite" = bookworm ] || pictures=$log/pictures-$suite
.venv/bin/python packaging/linux/try_drag.py "$bare" "$pictures"

step "Removal keeps projects and settings"
inside apt-get remove -y -qq sextant >/dev/null
if inside sh -c 'command -v sextant || ls -d /usr/lib/sextant'; then echo "something stayed"; exit 1; fi
user sh -c 'ls ~/.config/sextant; find ~ -name report.html'
inside dpkg --purge sextant 2>/dev/null
user sh -c 'find ~ -name report.html | grep -q .'
echo "kept, also after a purge"
