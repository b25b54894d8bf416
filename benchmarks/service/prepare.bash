# What benchmarks/run service needs beside the library; sourced by benchmarks/run.
# shellcheck shell=bash

install_node_service() {
    local here=$root/benchmarks/node_service
    local done_file=$here/node_modules/.installed-lock
    cmp -s -- "$here/package-lock.json" "$done_file" && return
    say 'Installing the JavaScript SDK into benchmarks/node_service/node_modules'
    quietly "$root/build/node-service-npm.log" env -C "$here" npm ci --ignore-scripts --no-audit --no-fund \
        --no-update-notifier && cp -- "$here/package-lock.json" "$done_file"
}

# What can't be installed is left out of the comparison; the program says so.
prepare_service() {
    require libsqlite3-dev || return
    require wrk=wrk || say 'service: without wrk'
    { require nodejs=node npm=npm && install_node_service; } || say 'service: without Node'
    return 0
}
