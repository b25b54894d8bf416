#!/usr/bin/env bash
# tests/interop/run.bash: the official JavaScript SDK against build/release/bin/acs-emulator. Node reads
# NODE_EXTRA_CA_CERTS only when it starts, so the emulator comes first and node after it. Started by `tests/run interop`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
. "$root/src/npm_packages.bash" || exit
here=$root/tests/interop
work=$(mktemp -d) || exit
emulator_pid=

finish() {
    [[ -n $emulator_pid ]] && kill -KILL "$emulator_pid" 2>/dev/null
    rm -rf -- "$work"
}
trap finish EXIT

install_npm_packages tests/interop || exit

# Its first line says that it serves, and where.
mkfifo -- "$work/output"
"$root/build/release/bin/acs-emulator" --ready-file "$work/ready.json" >"$work/output" 2>"$work/errors" </dev/null &
emulator_pid=$!
exec 3<"$work/output"
if ! IFS= read -r -t 60 ready <&3; then
    echo 'acs-emulator did not start:'
    cat -- "$work/errors"
    exit 1
fi
if [[ $ready != "$(cat -- "$work/ready.json")" ]]; then
    echo 'the ready file differs from the first line of output'
    exit 1
fi
ca_file=$(node -p 'JSON.parse(process.argv[1]).caFile' "$ready") || exit

# The SDK would take a proxy for the emulator, too.
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy NODE_OPTIONS
ACS_EMULATOR=$ready NODE_EXTRA_CA_CERTS=$ca_file node --test "$here/all.test.mjs" </dev/null
status=$?
[[ $status == 0 ]] || cat -- "$work/errors"

# SIGTERM ends it, within a second and with status 0.
start=${EPOCHREALTIME/[.,]/}
kill -TERM "$emulator_pid"
wait "$emulator_pid"
ended=$? milliseconds=$(((${EPOCHREALTIME/[.,]/} - start) / 1000))
emulator_pid=
if [[ $ended != 0 || $milliseconds -gt 1000 ]]; then
    echo "after SIGTERM acs-emulator took $milliseconds ms and ended with status $ended"
    exit 1
fi
exit "$status"
