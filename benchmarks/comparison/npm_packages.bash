# The npm packages of what the library is compared with; sourced by the prepare.bash files.
# shellcheck shell=bash

# install_npm_packages NAME: those that benchmarks/NAME/package-lock.json names, into benchmarks/NAME/node_modules.
install_npm_packages() {
    local here=$root/benchmarks/$1
    local done_file=$here/node_modules/.installed-lock
    cmp -s -- "$here/package-lock.json" "$done_file" && return
    say "Installing the JavaScript SDK into benchmarks/$1/node_modules"
    quietly "$root/build/$1-npm.log" env -C "$here" npm ci --ignore-scripts --no-audit --no-fund \
        --no-update-notifier && cp -- "$here/package-lock.json" "$done_file"
}
