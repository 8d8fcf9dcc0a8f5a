# Shared by the commands beside it, never run by itself: finds Python, makes the virtual
# environment and installs a lock file into it, each only when something changed.
# shellcheck shell=sh

python=.venv/bin/python

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# A relative DATA_DIR is meant from where the command was given, not from the repository.
case ${DATA_DIR-} in
    "" | /* | "~"*) ;;
    *) DATA_DIR=$PWD/$DATA_DIR && export DATA_DIR ;;
esac
cd "$(dirname "$0")/.."

# make_environment: a virtual environment in .venv, from PYTHON or python3.
make_environment() {
    base=${PYTHON:-python3}
    command -v "$base" >/dev/null || fail "no $base on this machine; install python3 (3.11 to 3.14)."
    version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    case $version in
        3.11 | 3.12 | 3.13 | 3.14) ;;
        *) fail "needs Python 3.11 to 3.14, but $base is $version; set PYTHON to another one." ;;
    esac
    # Debian ships venv without ensurepip, which only shows when the environment is half made.
    "$base" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$base lacks its venv module; install it with: apt-get install python$version-venv"
    echo "Making the virtual environment (Python $version)"
    "$base" -m venv --clear .venv
}

# install LOCK [INCLUDED]: installs LOCK unless it is installed already, into this very Python.
# A lock that holds another one whole names it as INCLUDED, so that both count as installed.
install() {
    wanted=$("$python" -V 2>/dev/null) && wanted="$wanted $(cksum <"$1")" &&
        [ "$wanted" = "$(cat ".venv/$1.installed" 2>/dev/null)" ] && return
    version=$("$python" -c 'import pip, sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || version=
    case $version in
        3.11 | 3.12 | 3.13 | 3.14) ;;
        *) make_environment ;;
    esac
    echo "Installing $1"
    rm -f .venv/*.installed
    "$python" -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --requirement "$1" ||
        fail "could not install $1; is the network up?"
    for lock; do
        echo "$("$python" -V) $(cksum <"$lock")" >".venv/$lock.installed"
    done
}
