# How the scripts install, configure and build; sourced by examples/run, benchmarks/run and tests/run.
# Everything here writes to standard error, so that standard output stays the programs'.
# shellcheck shell=bash

root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
build_packages=(g++ cmake ninja-build pkg-config ccache libboost1.81-dev libboost-json1.81-dev libssl-dev libsqlite3-dev
    doctest-dev ca-certificates)

# Precompiled headers don't keep the compiler cache from working.
export CCACHE_SLOPPINESS=pch_defines,time_macros

say() { printf '%s\n' "$*" >&2; }

# require PACKAGE[=COMMAND]...: installs what is missing of these Debian packages. A package that is wanted for a
# command is there when the command is, wherever it came from. Costs nothing when all is there.
require() {
    local package files=() missing=()
    for package; do
        if [[ $package == *=* ]]; then
            command -v -- "${package#*=}" >/dev/null || missing+=("${package%%=*}")
        else
            files+=("$package")
        fi
    done
    if ! command -v dpkg-query >/dev/null; then
        [[ ${#missing[@]} == 0 ]] && return
        say "This is not Debian; please install what Debian calls: ${missing[*]}"
        return 1
    fi
    if [[ ${#files[@]} != 0 ]]; then
        local installed
        installed=$'\n'$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' -- "${files[@]}" 2>/dev/null)$'\n'
        for package in "${files[@]}"; do
            [[ $installed == *$'\n'"$package installed"$'\n'* ]] || missing+=("$package")
        done
    fi
    [[ ${#missing[@]} == 0 ]] && return
    install_packages "${missing[@]}"
}

install_packages() {
    local as_root=() log
    if [[ $(id -u) != 0 ]]; then
        if ! command -v sudo >/dev/null; then
            say "Missing packages. As root, run: apt-get install $*"
            return 1
        fi
        as_root=(sudo)
    fi
    as_root+=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -y -q -o DPkg::Lock::Timeout=600)
    say "Installing: $*"
    log=$(mktemp)
    # The lists may be missing or old: try what is there, and after a failure once more with new ones.
    if "${as_root[@]}" install --no-install-recommends "$@" >"$log" 2>&1 </dev/null ||
        { "${as_root[@]}" update >"$log" 2>&1 </dev/null &&
            "${as_root[@]}" install --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; }; then
        rm -f -- "$log"
    else
        cat -- "$log" >&2
        rm -f -- "$log"
        say "apt-get could not install: $*"
        return 1
    fi
}

# As many jobs as there are processors and memory for; a file with Beast and TLS in it takes 1.5 GB.
jobs_that_fit() {
    local available jobs
    jobs=$(nproc)
    available=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
    ((available < jobs)) && jobs=$available
    ((jobs < 1)) && jobs=1
    printf '%s\n' "${CMAKE_BUILD_PARALLEL_LEVEL:-$jobs}"
}

# quietly LOG COMMAND...: runs it with its output in LOG, and shows that only if it fails.
quietly() {
    local log=$1
    shift
    mkdir -p -- "$(dirname -- "$log")"
    if "$@" >"$log" 2>&1 </dev/null; then
        return
    fi
    cat -- "$log" >&2
    say "Failed: $*"
    return 1
}

# Shows ninja's progress: on a terminal as it is, else one line for each tenth, and everything that isn't progress.
show_progress() {
    local line tenth last=-1
    while IFS= read -r line; do
        if [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (Building|Linking) ]]; then
            tenth=$((BASH_REMATCH[1] * 10 / BASH_REMATCH[2]))
            ((tenth == last)) && continue
            last=$tenth
        fi
        case $line in
        'ninja: no work to do.' | 'ninja: Entering directory '* | *'Re-checking globbed directories...') ;;
        *) say "$line" ;;
        esac
    done
}

ninja_build() {
    local folder=$1
    shift
    if [[ -t 2 ]]; then
        ninja -C "$folder" -j "$(jobs_that_fit)" "$@" 1>&2
    else
        (set -o pipefail && ninja -C "$folder" -j "$(jobs_that_fit)" "$@" 2>&1 | show_progress)
    fi </dev/null
}

# configure_preset PRESET: if it is due.
configure_preset() {
    local preset=$1 folder=$root/build/$1 fresh=()
    # A build folder that was copied with its tree still points to the old place.
    if [[ -f $folder/CMakeCache.txt ]] &&
        ! grep -qxF -- "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        fresh=(--fresh)
    fi
    [[ ${#fresh[@]} == 0 && -f $folder/build.ninja && ! $root/CMakePresets.json -nt $folder/build.ninja ]] && return
    say "Configuring build/$preset"
    (cd -- "$root" && quietly "$folder/configure.log" cmake "${fresh[@]}" --preset "$preset")
}

# build_preset PRESET [TARGET...]: configures and builds in build/PRESET. One at a time for each tree.
build_preset() {
    local preset=$1
    shift
    mkdir -p -- "$root/build" || return
    (flock 9 && configure_preset "$preset" && ninja_build "$root/build/$preset" "$@") 9>"$root/build/.lock"
}

build_release() {
    require "${build_packages[@]}" && build_preset release "$@"
}

# The programs whose main file is FOLDER/NAME.cpp, by name.
programs() {
    local file
    for file in "$root/$1"/*.cpp; do
        [[ -f $file ]] && basename -- "$file" .cpp
    done
}

# run_program FOLDER [NAME [ARG...]]: what examples/run and benchmarks/run do. Builds no more than the program needs.
run_program() {
    local folder=$1 name=${2-} names
    mapfile -t names < <(programs "$folder")
    [[ $folder == examples ]] && names+=(acs-emulator)
    if [[ -z $name ]]; then
        build_release "${names[@]}" || exit
        printf '%s\n' "${names[@]}"
        exit
    fi
    if ! printf '%s\n' "${names[@]}" | grep -qxF -e "$name"; then
        say "$folder/run: there is no '$name'. There are:"
        say "$(printf '%s\n' "${names[@]}")"
        exit 2
    fi
    build_release "$name" || exit
    shift 2
    exec "$root/build/release/bin/$name" "$@"
}
