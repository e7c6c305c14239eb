#!/bin/sh
# Installs medtui from this folder, without a network: sh install.sh [FOLDER]
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
any=
for python in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do
    "$python" -c "" 2>/dev/null || continue
    "$python" "$here/install.py" --fits 2>/dev/null && exec "$python" "$here/install.py" "$@"
    any=${any:-$python}
done
[ -n "$any" ] && exec "$any" "$here/install.py" "$@" # which says why it cannot
echo "install: there is no Python 3 here. Install Python 3.10 or newer from your system's own medium, then try again." >&2
exit 1
