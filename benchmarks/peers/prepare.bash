# What the programs need that the library is compared with; sourced by benchmarks/run.
# shellcheck shell=bash
. "$root/benchmarks/curl/prepare.bash" || return
. "$root/src/npm_packages.bash" || return

# prepare_peers [ARG...]: the arguments of the program; of them it looks at --azure-sdk DIR.
# What can't be installed is left out of the comparison; the program says so.
prepare_peers() {
    prepare_curl || say 'peers: without libcurl'
    { require nodejs=node npm=npm && install_npm_packages benchmarks/javascript; } ||
        say 'peers: without the JavaScript SDK'
    require python3-azure || say 'peers: without the Python SDK'
    while [[ $# != 0 ]]; do
        if [[ $1 == --azure-sdk && $# -gt 1 ]]; then
            "$root/benchmarks/azure_core/build.bash" "$2" || say 'peers: without azure-core'
        fi
        shift
    done
    return 0
}
