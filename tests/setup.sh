#!/bin/sh
# Brings the Debian packages that the tests judge kyso with. Where it may not install, it names the one command.
set -eu

PACKAGES="softhsm2 opensc poppler-utils qpdf openssl mupdf-tools chromium gcc libc6-dev libxml2-utils"

missing=""
for package in $PACKAGES; do
  if command -v dpkg-query >/dev/null 2>&1; then
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing="$missing $package"
  fi
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "kyso tests: installing$missing" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends $missing >&2
  exit 0
fi
echo "kyso tests: some tools are missing; their tests are skipped. One command brings them:" >&2
echo "  sudo apt-get install -y$missing" >&2
