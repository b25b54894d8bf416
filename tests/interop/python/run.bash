#!/usr/bin/env bash
# tests/interop/python/run.bash: the official Python SDK, as Debian has it, against build/release/bin/acs-emulator.
# The SDK's transports take the emulator's authority from the environment. Started by `tests/run python`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../../src/build.bash" || exit
here=$root/tests/interop/python
work=$(mktemp -d) || exit
emulator_pid=

finish() {
    [[ -n $emulator_pid ]] && kill -KILL "$emulator_pid" 2>/dev/null
    rm -rf -- "$work"
}
trap finish EXIT

# The state folder is for Azure Arc, whose clients read a key there.
mkfifo -- "$work/output"
"$root/build/release/bin/acs-emulator" --state-dir "$work/state" >"$work/output" 2>"$work/errors" </dev/null &
emulator_pid=$!
exec 3<"$work/output"
if ! IFS= read -r -t 60 ready <&3; then
    echo 'acs-emulator did not start:'
    cat -- "$work/errors"
    exit 1
fi

# What the machine has for Azure or for a proxy would count for the SDK, too.
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy "${!AZURE_@}" "${!IDENTITY_@}" "${!IMDS_@}" \
    "${!MSI_@}"
# Not the first python3 of PATH: Debian's packages are for this one.
cd -- "$here" && ACS_EMULATOR=$ready REQUESTS_CA_BUNDLE=$work/state/ca.pem SSL_CERT_FILE=$work/state/ca.pem \
    /usr/bin/python3 -B -W ignore -m unittest discover -p '*_test.py' "$@" </dev/null 2>&1
status=$?
[[ $status == 0 ]] || cat -- "$work/errors"
exit "$status"
