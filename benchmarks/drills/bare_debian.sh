#!/usr/bin/env bash
# Runs both commands of the README in a Debian that has Python and pip alone, as a newcomer's machine may be.
#
#   benchmarks/drills/bare_debian.sh [--all] [SUITE]
#
# A chroot is made with debootstrap, the files that git knows are copied into it, and ./scripts/start is run there twice,
# then ./scripts/test: a few tests, or all with --all. Wanted: root, debootstrap, the network, 2 GB in $TMPDIR; where
# something is missing it is said, and the code is 77. Pages are asked for over loopback; the folder is removed.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests=(tests/test_house.py tests/corpus/test_text.py)
if [ "${1:-}" = --all ]; then
    tests=()
    shift
fi
suite=${1:-bookworm}
port=8097
# What a command may not say where all is well. Names of files and tests are no words of alarm.
alarming='(^|[^a-z_/.])(error|errors|failed|failure|warning|traceback|unable|not created|denied)([^a-z_/.]|$)'

skip() {
    echo "bare-debian: bỏ qua: $*" >&2
    exit 77
}

[ "$(id -u)" = 0 ] || skip "cần quyền root để chroot"
command -v debootstrap >/dev/null || skip "chưa có debootstrap (apt install debootstrap)"

base=$(mktemp -d)
root=$base/debian
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$base"
}
trap finish EXIT

echo "bare-debian: dựng Debian $suite" >&2
debootstrap --variant=minbase --include=python3,python3-pip "$suite" "$root" >"$base/debootstrap.log" 2>&1 ||
    { tail -3 "$base/debootstrap.log" >&2; skip "debootstrap không dựng được"; }
mount -t proc proc "$root/proc" 2>/dev/null || true
cp /etc/resolv.conf "$root/etc/resolv.conf"
cat /etc/ssl/certs/ca-certificates.crt >"$root/etc/ssl/certs/ca-certificates.crt"
mkdir -p "$root/opt/bantin"
git ls-files -z | tar --null --files-from=- --create | tar --extract --directory="$root/opt/bantin"

# inside COMMAND…: in the chroot, with no more of this environment than the way to the network.
inside() {
    local kept=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root) name
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_CERT \
        PIP_DEFAULT_TIMEOUT; do
        [ -z "${!name:-}" ] || kept+=("$name=${!name}")
    done
    exec env -i "${kept[@]}" chroot "$root" /bin/bash -c 'cd /opt/bantin && exec "$@"' - "$@"
}

# serve LOG: ./scripts/start until its address is printed; prints the seconds. Pages are asked for, then it is ended.
serve() {
    local log=$1 began=$SECONDS
    (inside ./scripts/start --port "$port") >"$log" 2>&1 &
    server=$!
    until grep -q "^Bản tin: http" "$log"; do
        kill -0 "$server" 2>/dev/null || { cat "$log" >&2; echo "bare-debian: ./scripts/start dừng giữa chừng" >&2; exit 1; }
        sleep 0.2
    done
    took=$((SECONDS - began))
    python3 - "$port" <<'PYTHON'
import sys
from urllib.request import urlopen

for path, wanted in (("", "Tìm kiếm thông tin"), ("tim-kiem?q=khoa+hoc+cong+nghe", "<mark"), ("suc-khoe", '"ok"')):
    with urlopen(f"http://127.0.0.1:{sys.argv[1]}/{path}", timeout=30) as answer:
        assert wanted in answer.read().decode(), path
PYTHON
    kill "$server"
    wait "$server" || true
    server=
}

serve "$base/first.log"
first=$took
cat "$base/first.log" >&2
serve "$base/second.log"
second=$took
began=$SECONDS
(inside ./scripts/test ${tests[@]+"${tests[@]}"} -q) >"$base/test.log" 2>&1 ||
    { tail -40 "$base/test.log" >&2; echo "bare-debian: ./scripts/test không đạt" >&2; exit 1; }
tail -1 "$base/test.log" >&2
if grep -HinE "$alarming" "$base/first.log" "$base/second.log" >&2; then
    echo "bare-debian: có lời đáng sợ mà mọi thứ vẫn ổn" >&2
    exit 1
fi
echo "bare-debian: $suite, lần đầu mở trang sau $first giây, lần hai sau $second giây, kiểm thử $((SECONDS - began)) giây"
