# shellcheck shell=bash disable=SC2034
# To be sourced. need PACKAGE...: installs those that are missing, on Debian and Ubuntu, as root or with sudo. Says nothing
# when none is. "a|b" is a or b: whichever is there, else the first that can be had.
need()
{
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=() names log status=0
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "to be installed first, as root: apt-get install ${missing[*]%%|*}" >&2
            return 1
        fi
        root=(sudo)
    fi
    echo "installing ${missing[*]%%|*}" >&2
    log=$(mktemp)
    # The lists of packages may be missing (a fresh container) or old.
    { "${root[@]}" apt-get update -q && mapfile -t names < <(first_known "${missing[@]}") &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends "${names[@]}"; } >"$log" 2>&1 || status=1
    [ $status -eq 0 ] || tail -20 "$log" >&2
    rm -f "$log"
    return $status
}

is_installed()
{
    local name
    for name in ${1//|/ }; do
        if dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed'; then return 0; fi
    done
    return 1
}

first_known()
{
    local package name
    for package in "$@"; do
        for name in ${package//|/ } ${package%%|*}; do
            if apt-cache show "$name" >/dev/null 2>&1; then break; fi
        done
        echo "$name"
    done
}

# The first Python that has openpyxl: a first one in PATH may be without.
python_with_openpyxl()
{
    local python
    for python in /usr/bin/python3 $(type -ap python3); do
        if "$python" -c 'import openpyxl' 2>/dev/null; then break; fi
    done
    echo "$python"
}

build_packages=(gcc libc6-dev meson ninja-build "pkg-config|pkgconf" gettext libglib2.0-dev libzip-dev libexpat1-dev libgmp-dev
    libxlsxwriter-dev libgsf-1-dev libfreexl-dev)
test_packages=(clang "libreoffice-calc-nogui|libreoffice-calc" fonts-crosextra-carlito fonts-liberation locales python3 python3-openpyxl python3-fonttools python3-uno unzip zip
    poppler-utils parallel groff-base)

build_targets=() # none: all

# build FOLDER [MESON OPTION...]: sets the folder up where it is not yet, and builds build_targets; silent unless it
# fails.
build()
{
    local folder=$1 log
    shift
    log=$(mktemp)
    if [ ! -f "$folder/build.ninja" ]; then
        rm -rf "$folder"
        meson setup "$folder" "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    fi
    ninja -C "$folder" "${build_targets[@]}" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}
