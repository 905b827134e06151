#!/bin/sh
# Makes the keys of a cluster: an authority of its own, a certificate for each machine of OpenSearch and for PostgreSQL,
# and one for each who asks: program (bantin) and admin (quan-tri).
#
#   deploy/certificates.sh FOLDER opensearch-0=opensearch-0.opensearch opensearch-1=opensearch-1.opensearch postgres=postgres
#
# NAME=HOST,HOST,… makes NAME.pem and NAME-key.pem for these hosts. What is there already is left as it is, so that it can
# be run again for one machine more, or after one pair was removed because it ends soon. The key of the authority,
# ca-key.pem, belongs on no machine of the cluster: keep it elsewhere.
set -eu
[ $# -ge 1 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
umask 077
folder=$1
shift
days=${DAYS:-825}
mkdir -p "$folder"
cd "$folder"

# certificate NAME USAGE ALTERNATIVE_NAMES: a key in PKCS#8, which Java wants, and a certificate signed by the authority.
certificate() {
    [ ! -e "$1.pem" ] || return 0
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1-key.pem"
    {
        echo "basicConstraints = critical, CA:FALSE"
        echo "keyUsage = critical, digitalSignature"
        echo "extendedKeyUsage = $2"
        [ -z "$3" ] || echo "subjectAltName = $3"
    } >"$1.ext"
    openssl req -new -key "$1-key.pem" -subj "/O=Ban tin/CN=$1" |
        openssl x509 -req -CA ca.pem -CAkey ca-key.pem -days "$days" -sha256 -extfile "$1.ext" -out "$1.pem" 2>/dev/null
    rm "$1.ext"
    chmod 644 "$1.pem"
    echo "$folder/$1.pem"
}

if [ ! -e ca.pem ]; then
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca-key.pem
    openssl req -x509 -new -key ca-key.pem -days 3650 -sha256 -subj "/O=Ban tin/CN=Ban tin CA" -out ca.pem \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign"
    chmod 644 ca.pem
    echo "$folder/ca.pem"
fi
for one in "$@"; do
    hosts=$(echo "${one#*=}" | sed 's/\([^,]*\)/DNS:\1/g; s/DNS:\([0-9.]*\)\(,\|$\)/IP:\1\2/g')
    # A machine of OpenSearch is asked by the others, and asks them.
    certificate "${one%%=*}" "serverAuth, clientAuth" "$hosts,DNS:localhost,IP:127.0.0.1"
done
certificate bantin clientAuth ""
certificate quan-tri clientAuth ""
