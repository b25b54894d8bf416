# What the programs need that the library is compared with; sourced by benchmarks/run.
# shellcheck shell=bash
. "$root/benchmarks/curl/prepare.bash" || return

install_javascript_sdk() {
    local here=$root/benchmarks/javascript
    local done_file=$here/node_modules/.installed-lock
    cmp -s -- "$here/package-lock.json" "$done_file" && return
    say 'Installing the JavaScript SDK into benchmarks/javascript/node_modules'
    quietly "$root/build/bench-npm.log" env -C "$here" npm ci --ignore-scripts --no-audit --no-fund \
        --no-update-notifier && cp -- "$here/package-lock.json" "$done_file"
}

# prepare_peers [ARG...]: the arguments of the program; of them it looks at --azure-sdk DIR.
# What can't be installed is left out of the comparison; the program says so.
prepare_peers() {
    prepare_curl || say 'peers: without libcurl'
    { require nodejs=node npm=npm && install_javascript_sdk; } || say 'peers: without the JavaScript SDK'
    require python3-azure || say 'peers: without the Python SDK'
    while [[ $# != 0 ]]; do
        if [[ $1 == --azure-sdk && $# -gt 1 ]]; then
            "$root/benchmarks/azure_core/build.bash" "$2" || say 'peers: without azure-core'
        fi
        shift
    done
    return 0
}
