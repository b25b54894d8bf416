#!/usr/bin/env bash
# tests/browser/run.bash [PROGRAM]: the page of the token service (build/release/bin/token_service) in headless Chromium.
# Started by `tests/run browser`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
. "$root/src/npm_packages.bash" || exit
here=$root/tests/browser
work=$(mktemp -d) || exit

# The tests start the service and end it. One that they leave behind, because they were killed, still has its file.
finish() {
    local pid
    pid=$(grep -oE '"pid": *[0-9]+' "$work/ready.json" 2>/dev/null | grep -oE '[0-9]+$')
    [[ -n $pid ]] && kill -KILL "$pid" 2>/dev/null
    rm -rf -- "$work"
}
trap finish EXIT

install_npm_packages tests/browser || exit

# The emulator in the service's own process, and no way around through a proxy.
unset COMMUNICATION_SERVICES_CONNECTION_STRING SSL_CERT_FILE NODE_OPTIONS
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
CHROMIUM=$(command -v chromium) || exit
export CHROMIUM TOKEN_SERVICE=${1-$root/build/release/bin/token_service} TOKEN_SERVICE_FOLDER=$work
node --test "$here/all.test.mjs" </dev/null
status=$?
if [[ $status != 0 ]]; then
    echo 'the service said:'
    cat -- "$work/log" 2>/dev/null
fi
exit "$status"
