#!/bin/bash
# dmg.sh: signs, wraps and notarises Sextant.app, into dist/. Runs on macOS only.
#
# One image an architecture, not one for both: wheels with compiled parts (cryptography,
# rapidfuzz, msgspec, pocketsphinx, imageio-ffmpeg) come for one architecture each, and a
# universal program would carry ffmpeg twice, 150 MB more for everybody.
#
# With SEXTANT_MAC_IDENTITY ("Developer ID Application: …") it is signed, with
# SEXTANT_NOTARY_PROFILE (made by `xcrun notarytool store-credentials`) notarised as well.
# Without them it says so, and the name of the image does, too.
set -eu
cd "$(dirname "$0")/../.."

app=build/packaging/frozen/Sextant.app
version=$(/usr/libexec/PlistBuddy -c 'Print CFBundleShortVersionString' "$app/Contents/Info.plist")
case $(uname -m) in arm64) arch=arm64 ;; *) arch=x64 ;; esac
entitlements=packaging/macos/entitlements.plist
mark=-unsigned

sign() {
    codesign --force --timestamp --options runtime --sign "$SEXTANT_MAC_IDENTITY" "$@"
}

if [ -n "${SEXTANT_MAC_IDENTITY:-}" ]; then
    mark=
    # From the inside out: what is signed seals what lies in it.
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -path '*/binaries/ffmpeg-*' \) -print0 |
        while IFS= read -r -d '' file; do sign "$file"; done
    find "$app/Contents" -type d -name '*.framework' -print0 |
        while IFS= read -r -d '' folder; do sign "$folder"; done
    sign --entitlements "$entitlements" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
else
    echo "UNSIGNED: SEXTANT_MAC_IDENTITY is not set. macOS will warn whoever opens this." >&2
fi

mkdir -p dist
image=dist/Sextant-$version-macos-$arch$mark.dmg
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -quiet -volname "Sextant $version" -srcfolder "$stage" -fs HFS+ -format ULFO "$image"

if [ -n "${SEXTANT_MAC_IDENTITY:-}" ]; then
    codesign --timestamp --sign "$SEXTANT_MAC_IDENTITY" "$image"
    if [ -n "${SEXTANT_NOTARY_PROFILE:-}" ]; then
        xcrun notarytool submit "$image" --keychain-profile "$SEXTANT_NOTARY_PROFILE" --wait
        xcrun stapler staple "$image"
        spctl --assess --type open --context context:primary-signature "$image"
    else
        echo "NOT NOTARISED: SEXTANT_NOTARY_PROFILE is not set. macOS will warn whoever opens this." >&2
    fi
fi
echo "$image"
