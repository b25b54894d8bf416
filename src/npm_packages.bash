# The npm packages that tests and benchmarks run with; sourced after src/build.bash.
# shellcheck shell=bash

# install_npm_packages FOLDER: those that FOLDER/package-lock.json names, into FOLDER/node_modules. FOLDER is one of this
# tree, such as tests/interop. The lock file must do with any registry.
install_npm_packages() {
    local here=$root/$1
    local done_file=$here/node_modules/.installed-lock
    if grep -qE '"resolved"|registry' -- "$here/package-lock.json" "$here/package.json"; then
        say "$1/package-lock.json names a registry; write it with npm install --omit-lockfile-registry-resolved"
        return 1
    fi
    cmp -s -- "$here/package-lock.json" "$done_file" && return
    say "Installing npm packages into $1/node_modules"
    quietly "$root/build/${1##*/}-npm.log" env -C "$here" npm ci --ignore-scripts --no-audit --no-fund \
        --no-update-notifier && cp -- "$here/package-lock.json" "$done_file"
}
