#!/bin/sh
# Makes the virtual environment: sh .ci/python_venv.sh PYTHON VENV. Debian ships venv's pip apart from python3.11; where it
# is missing and we may install packages, we install it, else we say what to do.
set -eu
python=$1 venv=$2
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || {
    echo "Tieout needs Python 3.11, 3.12 or 3.13; $python is $("$python" -V)." >&2; exit 2; }
echo "installing the pinned packages into $venv, about two minutes"
"$python" -m venv "$venv" >/dev/null 2>&1 && exit 0
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing python$version-venv"
    apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "python$version-venv" >/dev/null 2>&1
    rm -rf "$venv" && exec "$python" -m venv "$venv"
fi
echo "Python's venv module is missing: install the package python$version-venv, then run make again." >&2
exit 2
