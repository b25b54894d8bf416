#!/usr/bin/env bash
# tests/package/run.bash: what a user of the library gets. The headers as they are in include/, and consumer projects:
# find_package and pkg-config, each with the static and the shared library, and add_subdirectory. Each consumer is
# built and run. Works in build/package; started by `tests/run package`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
here=$root/tests/package
work=$root/build/package
read -ra compiler <<<"${CXX:-g++}"
read -ra flags <<<"${CXXFLAGS-}"
failures=0
# What is to be shown of these builds doesn't depend on how the library's files are compiled. So they go into two.
unity=(-DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=120)
# The consumers' projects have no compiler cache of their own accord.
command -v ccache >/dev/null && export CMAKE_CXX_COMPILER_LAUNCHER=ccache
unset DESTDIR

step() {
    local name=$1
    shift
    if "$@"; then
        echo "ok: $name"
    else
        echo "FAILED: $name"
        failures=$((failures + 1))
    fi
}

# unchanged STAMP PATH...: whether no file below the paths is newer. Then there is nothing to compile again.
unchanged() {
    local stamp=$1
    shift
    [[ -e $stamp && -z $(find "$@" -type f -newer "$stamp" -print -quit) ]]
}

# Nothing is configured here: the folder alone has to do. What the compiler says of a header comes in one piece.
each_header_alone() {
    local stamp=$work/headers
    unchanged "$stamp" "$root/include" && return
    touch -- "$stamp.new"
    cd -- "$root/include" || return
    printf '%s\0' acs/*.hpp | xargs -0 -n 1 -P "$(jobs_that_fit)" bash -c '
        said=$("${@:1:$# - 1}" -include "${!#}" -x c++ /dev/null 2>&1) || { printf "%s\n" "$said"; exit 1; }' \
        header "${compiler[@]}" "${flags[@]}" -std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
        -I "$root/include" -fsyntax-only || return
    mv -- "$stamp.new" "$stamp"
}

umbrella_is_light() {
    local headers heavy
    headers=$(echo '#include <acs/identity.hpp>' |
        "${compiler[@]}" "${flags[@]}" -std=c++20 -I "$root/include" -M -x c++ -) || return
    heavy=$(tr ' ' '\n' <<<"$headers" | grep -E '/(boost/beast|boost/asio/ssl|boost/json|openssl)[/.]')
    [[ -z $heavy ]] && return
    echo "<acs/identity.hpp> includes:"
    echo "$heavy"
    return 1
}

# install_into NAME BUILD: installs, and moves the result, which must not mind.
install_into() {
    local name=$1 build=$2
    rm -rf -- "$work/$name" "$work/$name.staged"
    quietly "$work/$name-install.log" cmake --install "$build" --prefix "$work/$name.staged" || return
    mv -- "$work/$name.staged" "$work/$name" || return
    if grep -rIl -e "$root/src" -e "$work/$name.staged" -e acs_warnings -- "$work/$name"; then
        echo "these installed files point to where they were built"
        return 1
    fi
}

build_shared() {
    [[ -f $work/shared-build/build.ninja ]] ||
        quietly "$work/shared-build.log" cmake -S "$root" -B "$work/shared-build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
            -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DBUILD_SHARED_LIBS=ON "${unity[@]}" || return
    ninja_build "$work/shared-build"
}

# find_package_consumers NAME [OPTION...]: against the installation NAME.
find_package_consumers() {
    local name=$1 build=$work/$1-consumers program programs=(consumer)
    shift
    [[ $* == *OWN_BOOST=OFF* ]] || programs+=(boost_header_only boost_no_deprecated boost_compiled_separately)
    [[ -f $build/build.ninja ]] ||
        quietly "$build.log" cmake -S "$here/find_package" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
            -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DCMAKE_PREFIX_PATH="$work/$name" "$@" || return
    ninja_build "$build" || return
    for program in "${programs[@]}"; do
        run_consumer "$build/$program" || return
    done
}

run_consumer() {
    local output
    if output=$("$@" 2>&1 </dev/null) && [[ $output == 8:acs:*' got a token'* ]]; then
        return
    fi
    echo "$1 failed:"
    echo "$output"
    return 1
}

# pkg_config_consumer NAME [FLAG...]: one command line, as a Makefile would have it.
pkg_config_consumer() {
    local name=$1 folder program=$work/$1-pkg-config${2-} cflags libs
    shift
    folder=$(dirname -- "$(find "$work/$name" -name acs_identity.pc)") || return
    export PKG_CONFIG_PATH=$folder
    cflags=$(pkg-config --cflags acs_emulator) && libs=$(pkg-config "$@" --libs acs_emulator) || return
    # shellcheck disable=SC2086 # lists of flags
    unchanged "$program" "$work/$name" "$here/consumer.cpp" "$here/issue_token.cpp" "$here/issue_token.hpp" ||
        "${compiler[@]}" "${flags[@]}" -std=c++20 -Wall -Werror $cflags "$here/consumer.cpp" \
            "$here/issue_token.cpp" -o "$program" $libs || return
    run_consumer env LD_LIBRARY_PATH="$(dirname -- "$folder")" "$program"
}

subdirectory_consumer() {
    local build=$work/subdirectory
    quietly "$build-bare.log" cmake -S "$here/add_subdirectory" -B "$build-bare" -G Ninja -DWITH_EMULATOR=OFF || return
    [[ -f $build/build.ninja ]] ||
        quietly "$build.log" cmake -S "$here/add_subdirectory" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
            -DCMAKE_CXX_FLAGS_DEBUG=-O0 "${unity[@]}" || return
    ninja_build "$build" careless consumer || return
    if find "$build" -maxdepth 1 -name acs_identity-config.cmake | grep -q .; then
        echo "the parent's install would install the library too"
        return 1
    fi
    run_consumer "$build/consumer"
}

installed_program() {
    "$work/$1/bin/acs-emulator" --help >/dev/null
}

require "${build_packages[@]}" && build_preset release || exit
mkdir -p -- "$work"
step 'every header compiles alone, without configuring' each_header_alone
step '<acs/identity.hpp> includes no Beast, SSL or JSON' umbrella_is_light
step 'install, static' install_into static "$root/build/release"
step 'find_package, static, and Boost compiled in three ways' find_package_consumers static
step 'pkg-config, static' pkg_config_consumer static
step 'pkg-config --static' pkg_config_consumer static --static
step 'build, shared' build_shared
step 'install, shared' install_into shared "$work/shared-build"
step 'the installed program, shared' installed_program shared
step 'find_package, shared' find_package_consumers shared -DOWN_BOOST=OFF
step 'pkg-config, shared' pkg_config_consumer shared
step 'add_subdirectory' subdirectory_consumer
[[ $failures == 0 ]]
