#!/usr/bin/env bash
# tests/fuzz/run.bash [SECONDS [NAME...]]: runs the fuzz targets, or those that are named, SECONDS each (3 if not said).
# First the inputs in corpus/NAME, then mutations of them. The seed is fixed in the short form, else another each time;
# FUZZ_SEED=N repeats one. An input that breaks a property stays in build/fuzz/findings: mend what it found and put it
# into the corpus. Longer runs keep in build/fuzz/corpus what they learnt. Started by `tests/run fuzz`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
here=$root/tests/fuzz
folder=$root/build/fuzz
seconds=${1:-3}
names=("${@:2}")
seed=${FUZZ_SEED-}

if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "tests/run fuzz [SECONDS [NAME...]]: '$seconds' is no number of seconds"
    exit 2
fi
if [[ ${#names[@]} == 0 ]]; then
    for source in "$here"/*_fuzz.cpp; do
        names+=("$(basename -- "$source" _fuzz.cpp)")
    done
fi
for name in "${names[@]}"; do
    if [[ ! -f $here/${name}_fuzz.cpp ]]; then
        echo "there is no fuzz target '$name'. There are:"
        (cd -- "$here" && printf '%s\n' *_fuzz.cpp | sed 's/_fuzz.cpp$//')
        exit 2
    fi
done
if [[ -z $seed ]]; then
    seed=1
    [[ $# == 0 ]] || seed=$((RANDOM * 32768 + RANDOM + 1))
fi

scratch=$(mktemp -d) || exit
trap 'rm -rf -- "$scratch"' EXIT
mkdir -p -- "$folder/findings" "$folder/corpus"

# fuzz NAME: prints a line about it, and after a finding all that the fuzzer said.
fuzz() {
    local name=$1 learnt=$scratch/$1 options
    [[ ${#arguments[@]} == 0 ]] || learnt=$folder/corpus/$name
    mkdir -p -- "$learnt"
    options=(-seed="$seed" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048
        -artifact_prefix="$folder/findings/$name-")
    if "$folder/bin/${name}_fuzz" "${options[@]}" "$learnt" "$here/corpus/$name" >"$scratch/log" 2>&1; then
        printf '%-18s %s inputs, nothing found\n' "$name" "$(sed -n 's/^#\([0-9]*\)\tDONE.*/\1/p' "$scratch/log")"
        return
    fi
    grep -vE '^#[0-9]+'$'\t' "$scratch/log"
    echo "$name: FOUND something with seed $seed, see above"
    return 1
}

arguments=("$@")
status=0
echo "seed $seed, $seconds s each"
for name in "${names[@]}"; do
    fuzz "$name" || status=1
done
exit "$status"
