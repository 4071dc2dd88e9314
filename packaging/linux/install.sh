#!/bin/sh
# install.sh [--prefix DIR] [--remove]: puts Sextant into your own account, or takes it out.
# Needs no administrator. Your projects, settings and keys are never touched.
set -eu

prefix=${HOME:?}/.local
remove=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=${2:?--prefix wants a folder}; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --remove) remove=yes ;;
        -h | --help) sed -n '2,3s/^# //p' "$0"; exit 0 ;;
        *) echo "install.sh: unknown word: $1 (see --help)" >&2; exit 2 ;;
    esac
    shift
done
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
home=$prefix/lib/sextant
command=$prefix/bin/sextant

# Tells the desktop that something came or went; where a tool is missing, it looks itself in time.
refresh() {
    for words in "update-desktop-database $prefix/share/applications" \
        "gtk-update-icon-cache --quiet --ignore-theme-index $prefix/share/icons/hicolor"; do
        # shellcheck disable=SC2086 # a command and its words
        if command -v ${words%% *} >/dev/null 2>&1; then $words >/dev/null 2>&1 || true; fi
    done
}

# What an earlier run of this script put beside the program, by its own list.
forget() {
    if [ -f "$home/installed-files" ]; then
        while IFS= read -r file; do
            case $file in share/*) rm -f "$prefix/$file" ;; esac
        done <"$home/installed-files"
    fi
    if [ -L "$command" ]; then rm -f "$command"; fi
}

if [ -n "$remove" ]; then
    forget
    rm -rf "$home"
    refresh
    echo "Sextant is removed. Your projects, settings and keys are as they were."
    exit 0
fi

if [ "$(uname -m)" != "@MACHINE@" ]; then
    echo "This Sextant is for @MACHINE@ computers; this one is $(uname -m)." >&2
    exit 1
fi
mkdir -p "$prefix/lib" "$prefix/bin"
rm -rf "$home.new"
cp -R "$here/program" "$home.new"
forget
# The old program goes only when the new one is complete; one that runs keeps what it has open.
rm -rf "$home.old"
if [ -d "$home" ]; then mv "$home" "$home.old"; fi
mv "$home.new" "$home"
rm -rf "$home.old"
ln -sfn ../lib/sextant/sextant "$command"

(cd "$here" && find share -type f) | sort >"$home/installed-files"
while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp "$here/$file" "$prefix/$file"
done <"$home/installed-files"
# An absolute path, quoted as desktop entries want it, for menus that do not know ~/.local/bin.
quoted=$(printf '%s' "$command" | sed 's/[\\&|]/\\&/g')
entry=$prefix/share/applications/sextant.desktop
sed -e "s|^TryExec=.*|TryExec=$quoted|" -e "s|@EXEC@|\"$quoted\"|" "$here/share/applications/sextant.desktop" >"$entry"
refresh

echo "$("$command" --version) is installed. Look for it in the menu, or run: sextant"
case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) echo "For the terminal, put $prefix/bin into your PATH (a new login often does)." ;;
esac
echo "To see whether everything works here: $command doctor --self-test"
