#!/bin/sh
# install.sh PACKAGE [PROGRAM...]: see that one of the programs is there; install the package if not, or say what to type.
package=$1
shift
for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $package …"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package"; } \
        >/dev/null 2>&1 && exit 0
fi
echo "The tests need $package. Type: sudo apt-get install $package" >&2
exit 1
