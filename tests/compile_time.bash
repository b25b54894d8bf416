#!/usr/bin/env bash
# tests/compile_time.bash: what a file with only <acs/identity.hpp> takes to compile, against one with Beast, SSL and
# JSON: CPU seconds, median of five, interleaved. For information: it judges nothing.
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
read -ra compiler <<<"${CXX:-g++}"
TIMEFORMAT='%U'

compile() {
    { time "${compiler[@]}" -std=c++20 -I "$root/include" -c -o /dev/null -x c++ - <<<"$1"; } 2>&1
}

median() { sort -n <<<"${1// /$'\n'}" | sed -n 3p; }

light=() heavy=()
for _ in 1 2 3 4 5; do
    light+=("$(compile '#include <acs/identity.hpp>')")
    heavy+=("$(compile '#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json.hpp>')")
done
awk -v light="$(median "${light[*]}")" -v heavy="$(median "${heavy[*]}")" 'BEGIN {
    if (light <= 0 || heavy <= 0) { print "a file did not compile"; exit 1 }
    printf "identity.hpp %.2f s, Beast with SSL and JSON %.2f s, ratio %.2f\n", light, heavy, light / heavy
}'
