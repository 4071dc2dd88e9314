# Sourced in the repository's root by try_deb.sh and try_archive.sh: a system with nothing on it,
# and ida, who works there.
# SEXTANT_SUITE names another Debian, or an Ubuntu (with DEBIAN_MIRROR and the package
# ubuntu-keyring); SEXTANT_BARE where it lies.

root=$PWD
suite=${SEXTANT_SUITE:-bookworm}
bare=${SEXTANT_BARE:-$root/build/packaging/bare}
log=$root/build/packaging
mirror=${DEBIAN_MIRROR:-$(sed -n 's/^URIs: *//p;s/^deb [^h]*\(http[^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -1)}

step() { printf '\n== %s\n' "$*"; }
inside() { chroot "$bare" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
user() { inside setpriv --reuid=ida --regid=ida --init-groups env HOME=/home/ida USER=ida ${DISPLAY:+DISPLAY="$DISPLAY"} "$@"; }

enter() {
    mount -t proc proc "$bare/proc"
    mount -t devpts devpts "$bare/dev/pts"
}
leave() { umount -q "$bare/tmp/.X11-unix" "$bare/dev/pts" "$bare/proc" 2>/dev/null || true; }
trap leave EXIT

# make_bare: a fresh one, with this computer's way to its packages.
make_bare() {
    leave
    rm -rf "$bare"
    script=
    case $mirror in
        # Every Ubuntu is made like its first ones, which this Debian's debootstrap knows.
        *ubuntu*) script=/usr/share/debootstrap/scripts/gutsy ;;
    esac
    debootstrap --variant=minbase ${script:+--components=main,universe} "$suite" "$bare" "$mirror" \
        $script >"$log/debootstrap.log" || { tail -5 "$log/debootstrap.log"; exit 1; }
    cp /etc/resolv.conf "$bare/etc/"
    cp -r /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/" 2>/dev/null || true
    rm -f "$bare/etc/apt/apt.conf.d/"*docker*
    enter
    inside apt-get update -qq
    if inside sh -c 'command -v python3 || command -v ffmpeg'; then echo "not bare at all"; exit 1; fi
    inside useradd --create-home ida
}
