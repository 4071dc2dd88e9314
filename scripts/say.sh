# Sourced by the other scripts: calm words for a person, noise into a log.

say() {
    printf '%s\n' "$*"
}

die() {
    printf '%s\n' "$@" >&2
    exit 1
}

# quietly WHAT COMMAND…: runs it; only when it fails is the end of its output shown.
quietly() {
    what=$1
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/sextant-setup.XXXXXX")
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        tail -n 30 "$log" >&2
        die "" "$what failed. The last lines are above, all of them in $log"
    fi
}

# as_root: prints what to put before a command to run it as root; fails where that is not allowed.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        echo env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo sudo -n
    else
        return 1
    fi
}

has() {
    command -v "$1" >/dev/null 2>&1
}
