# What bench_curl needs; sourced by benchmarks/run.
# shellcheck shell=bash

prepare_curl() {
    require "${build_packages[@]}" libcurl4-openssl-dev || return
    # Where it was configured without libcurl, it has to be configured again.
    local rules=$root/build/release/build.ninja
    if [[ -f $rules ]] && ! grep -qF bench_curl.cpp -- "$rules"; then
        rm -f -- "$rules"
    fi
}
