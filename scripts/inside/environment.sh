# Makes the project's own environment in .venv from a lock file with hashes; sourced by start and test.
# Costs seconds when nothing changed: the stamp holds the checksum of all that the environment is made from.

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# The version of the program, which setup.cfg states.
print_version() {
    echo "Bản tin $(sed -n 's/^version = //p' setup.cfg)"
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if suits "$name"; then
            echo "$name"
            return
        fi
    done
    fail "cần Python 3.11, 3.12 hoặc 3.13 mà không thấy; hãy cài một bản, hoặc chỉ rõ bằng PYTHON=…"
}

# show_progress TOTAL: reads what pip prints, and says how far it has come: a line that is written over on a terminal.
show_progress() {
    local total=$1 count=0 line
    while IFS= read -r line; do
        case $line in
        Collecting*)
            count=$((count + 1))
            if [ -t 2 ]; then
                printf '\r     đã xem %d/%d thư viện ' "$count" "$total" >&2
            elif [ $((count % 10)) = 0 ]; then
                echo "     đã xem $count/$total thư viện" >&2
            fi
            ;;
        Installing*)
            [ ! -t 2 ] || printf '\r%-60s\r' "" >&2
            echo "     đã tải đủ, đang cài" >&2
            ;;
        esac
    done
}

# make_environment LOCK: .venv holds exactly what LOCK names, and the project itself.
make_environment() {
    local lock=$1 python stamp want made said
    python=$(find_python) || exit 1
    stamp=.venv/made-from
    want=$("$python" --version; cat "$lock" setup.cfg pyproject.toml | cksum; pwd)
    # The test lock holds all of the other: an environment for tests serves as well.
    if [ -x .venv/bin/python ] && grep -qsxF "$(echo "$lock $want" | cksum)" "$stamp"; then
        return
    fi
    local began=$SECONDS
    echo "Chuẩn bị môi trường trong .venv: cần mạng, lần đầu mất một, hai phút" >&2
    if [ -x .venv/bin/python ] && ! suits .venv/bin/python; then
        rm -rf .venv
    fi
    if [ ! -x .venv/bin/python ]; then
        echo "1/3  Tạo .venv bằng $("$python" --version)" >&2
        local without=()
        # Debian's Python comes without ensurepip, and would call that a failure; the pip outside fills the environment.
        if ! "$python" -c 'import ensurepip' 2>/dev/null; then
            "$python" -m pip --version >/dev/null 2>&1 ||
                fail "thiếu pip: hãy cài python3-venv hoặc python3-pip (sudo apt install python3-venv)"
            without=(--without-pip)
        fi
        said=$("$python" -m venv ${without[@]+"${without[@]}"} .venv 2>&1) || {
            rm -rf .venv
            fail "không tạo được .venv: $said"
        }
    fi
    rm -f "$stamp"
    local pip=(.venv/bin/python -m pip)
    .venv/bin/python -m pip --version >/dev/null 2>&1 || pip=("$python" -m pip --python .venv/bin/python)
    export PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1
    echo "2/3  Tải và cài các thư viện ghi trong $lock" >&2
    "${pip[@]}" install --require-hashes --only-binary :all: -r "$lock" | show_progress "$(grep -c '==' "$lock")" ||
        fail "không cài được các thư viện ghi trong $lock"
    echo "3/3  Cài chương trình" >&2
    "${pip[@]}" install --quiet --no-deps --no-build-isolation --editable . ||
        fail "không cài được chương trình vào .venv"
    for made in requirements.lock "$lock"; do
        want=$("$python" --version; cat "$made" setup.cfg pyproject.toml | cksum; pwd)
        echo "$made $want" | cksum
    done >"$stamp"
    echo "Môi trường xong sau $((SECONDS - began)) giây" >&2
}
