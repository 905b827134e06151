# Makes the project's own environment in .venv from a lock file with hashes; sourced by start and test.
# Costs seconds when nothing changed: the stamp holds the checksum of all that the environment is made from.

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

find_python() {
    local name
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "Python 3.11, 3.12 or 3.13 is needed and was not found (name one with PYTHON=…)"
}

# make_environment LOCK: .venv holds exactly what LOCK names, and the project itself.
make_environment() {
    local lock=$1 python stamp want
    python=$(find_python) || exit 1
    stamp=.venv/made-from
    want=$("$python" --version; cat "$lock" setup.cfg pyproject.toml | cksum; pwd)
    # The test lock holds all of the other: an environment for tests serves as well.
    if [ -x .venv/bin/python ] && grep -qsxF "$(echo "$lock $want" | cksum)" "$stamp"; then
        return
    fi
    echo "Chuẩn bị môi trường trong .venv (lần đầu mất một, hai phút) …" >&2
    if [ -x .venv/bin/python ] && ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'; then
        rm -rf .venv
    fi
    if [ ! -x .venv/bin/python ]; then
        # Debian's Python comes without ensurepip; then the pip outside fills the environment.
        "$python" -m venv .venv 2>/dev/null || { rm -rf .venv; "$python" -m venv --without-pip .venv; } ||
            fail "could not make .venv"
    fi
    rm -f "$stamp"
    local pip=(.venv/bin/python -m pip)
    .venv/bin/python -m pip --version >/dev/null 2>&1 || pip=("$python" -m pip --python .venv/bin/python)
    "${pip[@]}" install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$lock" ||
        fail "could not install what $lock names"
    "${pip[@]}" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ||
        fail "could not install the project itself"
    local made
    for made in requirements.lock "$lock"; do
        want=$("$python" --version; cat "$made" setup.cfg pyproject.toml | cksum; pwd)
        echo "$made $want" | cksum
    done >"$stamp"
}
