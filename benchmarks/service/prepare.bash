# What benchmarks/run service needs beside the library; sourced by benchmarks/run.
# shellcheck shell=bash
. "$root/src/npm_packages.bash" || return

# What can't be installed is left out of the comparison; the program says so.
prepare_service() {
    require libsqlite3-dev || return
    require wrk=wrk || say 'service: without wrk'
    { require nodejs=node npm=npm && install_npm_packages benchmarks/node_service; } || say 'service: without Node'
    return 0
}
