#!/usr/bin/env bash
# benchmarks/azure_core/build.bash DIR: builds azure-core of DIR, a checkout of azure-sdk-for-cpp, and of it
# build/release/bin/bench_azure_core. All else is in build/azure-core; the checkout stays as it is.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit

build_azure_core() {
    local checkout=$1 folder=$root/build/azure-core
    quietly "$folder/configure.log" env AZURE_SDK_DISABLE_AUTO_VCPKG=1 cmake -G Ninja \
        -S "$root/benchmarks/azure_core" -B "$folder" -D AZURE_SDK="$checkout" -D CMAKE_BUILD_TYPE=Release \
        -D CMAKE_CXX_COMPILER_LAUNCHER=ccache -D CMAKE_RUNTIME_OUTPUT_DIRECTORY="$root/build/release/bin" &&
        ninja_build "$folder" bench_azure_core
}

if ! checkout=$(cd -P -- "${1:?the folder of a checkout of azure-sdk-for-cpp}" && pwd) ||
    [[ ! -f $checkout/sdk/core/azure-core/CMakeLists.txt ]]; then
    say "This is no checkout of azure-sdk-for-cpp: $1"
    exit 2
fi
require "${build_packages[@]}" libcurl4-openssl-dev || exit
mkdir -p -- "$root/build/azure-core" || exit
say 'Building azure-core and bench_azure_core'
(flock 9 && build_azure_core "$checkout") 9>"$root/build/azure-core/.lock"
