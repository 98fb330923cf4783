#!/bin/sh
# Installs what some tests drive, where it is missing: Chromium and libatomic1 (board, through Playwright) and
# LibreOffice Calc (workbooks). When it cannot be installed this says so, and the tests that need it skip by name.
set -u
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
command -v soffice >/dev/null || missing="$missing libreoffice-calc"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing for the tests, about a minute:$missing"
    # shellcheck disable=SC2086  # package names, one a word, on purpose
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null 2>&1 && exit 0
fi
echo "These packages are missing and could not be installed:$missing. The tests that need them say so." >&2
exit 0
