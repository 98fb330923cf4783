#!/bin/sh
# Installs the two programs some tests drive, where they are missing: Chromium (board) and LibreOffice Calc (workbooks).
# When they cannot be installed this says so and the tests that need them are skipped by name.
set -u
missing=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v soffice >/dev/null || missing="$missing libreoffice-calc"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests:$missing"
    # shellcheck disable=SC2086  # two package names, on purpose
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null && exit 0
fi
echo "These programs are missing and could not be installed:$missing. The tests that need them will say so." >&2
exit 0
