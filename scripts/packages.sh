# To be sourced. need PACKAGE...: installs those that are missing, on Debian and Ubuntu, as root or with sudo. Says nothing
# when none is.
need()
{
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local root=() log
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "to be installed first, as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        root=(sudo)
    fi
    echo "installing ${missing[*]}" >&2
    log=$(mktemp)
    # The lists of packages may be missing (a fresh container) or old.
    if ! { "${root[@]}" apt-get update -q &&
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } \
        >"$log" 2>&1; then
        tail -20 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

build_packages="gcc libc6-dev meson ninja-build pkg-config gettext libglib2.0-dev libzip-dev libexpat1-dev libgmp-dev
    libxlsxwriter-dev"
test_packages="clang libreoffice-calc-nogui fonts-crosextra-carlito fonts-liberation locales python3 python3-openpyxl python3-uno unzip zip
    poppler-utils"

# build FOLDER [MESON OPTION...]: sets the folder up where it is not yet, and builds; silent unless it fails.
build()
{
    local folder=$1 log
    shift
    log=$(mktemp)
    if [ ! -f "$folder/build.ninja" ]; then
        rm -rf "$folder"
        meson setup "$folder" "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    fi
    ninja -C "$folder" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}
