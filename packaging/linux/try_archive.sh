#!/bin/sh
# try_archive.sh ARCHIVE.tar.xz: install.sh as somebody without rights runs it, where try_deb.sh was.
# Proves: one's own account is enough; an upgrade leaves nothing of the version before, and keeps
# settings and projects; removal keeps both, too.
set -eu
archive=$(realpath "$1")
cd "$(dirname "$0")/../.."
. packaging/linux/bare.sh
leave
enter
if inside sh -c 'command -v sextant'; then echo "it is installed already"; exit 1; fi

# What unpacks archives is on every desktop, but not on a system with nothing on it.
inside apt-get install -y -qq --no-install-recommends xz-utils >/dev/null 2>&1

step "sh install.sh, as an ordinary user"
rm -rf "$bare/home/ida/Downloads"
user mkdir -p /home/ida/Downloads
cp "$archive" "$bare/home/ida/Downloads/sextant.tar.xz"
user sh -ec 'cd ~/Downloads; tar --strip-components=1 -xf sextant.tar.xz; sh install.sh'
user sh -ec 'cd ~/.local; test "$(readlink bin/sextant)" = ../lib/sextant/sextant
    grep -x "TryExec=$HOME/.local/bin/sextant" share/applications/sextant.desktop
    grep -x "Exec=\"$HOME/.local/bin/sextant\".*" share/applications/sextant.desktop'
user /home/ida/.local/bin/sextant demo --json --project "/home/ida/From the archive" >/dev/null
user /home/ida/.local/bin/sextant doctor --self-test

step "Over a version before"
user sh -ec 'cd ~/.local; touch lib/sextant/of-before share/man/man1/of-before.1.gz
    echo share/man/man1/of-before.1.gz >>lib/sextant/installed-files
    mkdir -p ~/.config/sextant; echo "{\"ask_above_usd\": 7.5}" >~/.config/sextant/settings.json
    cd ~/Downloads; sh install.sh'
user sh -ec 'if find ~/.local | grep of-before; then echo "something of before stayed"; exit 1; fi
    cat ~/.config/sextant/settings.json'
user /home/ida/.local/bin/sextant list --project "/home/ida/From the archive"

step "sh install.sh --remove"
user sh -ec 'cd ~/Downloads; sh install.sh --remove
    if find ~/.local -iname "*sextant*" ! -type d | grep -v "/state/\|/share/sextant/"; then
        echo "something stayed"; exit 1; fi
    grep -q 7.5 ~/.config/sextant/settings.json
    test -f ~/"From the archive"/*/report.html'
echo "kept: projects and settings"
