#!/usr/bin/env bash
# tests/fuzz/run.bash [SECONDS [NAME...]]: runs the fuzz targets. First the inputs in corpus/NAME, then mutations of them.
# The short form, without SECONDS, is the same each time, on fast machines and slow ones: a fixed number of runs from a
# fixed seed, for about 3 s each, with addresses that aren't random (the fuzzer learns from what is compared, pointers
# too). What it finds after a change, the change has brought to light. The long form has another seed each time and keeps
# in build/fuzz/corpus what it learnt. FUZZ_SEED=N sets the seed of either. An input that breaks a property stays in
# build/fuzz/findings: mend what it found and put it into the corpus. Started by `tests/run fuzz`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
here=$root/tests/fuzz
folder=$root/build/fuzz
seconds=${1-}
names=("${@:2}")
seed=${FUZZ_SEED-}

# The short form's runs, in thousands; for a target that isn't here, 30.
declare -A thousands=(
    [assertion]=16 [azure_cli]=100 [entra_answer]=75 [jwt]=30 [oidc]=130 [pem]=2
    [base64]=200 [connection_string]=150 [control]=70 [endpoint]=250 [error_answer]=50 [http_date]=2000 [identifier]=150
    [json]=600 [operations]=60 [proxy]=150 [proxy_variables]=130 [request_reader]=35 [response_parser]=25
    [retry_after]=200 [signature]=30 [timestamp]=2500 [traceparent]=700 [tunnel_answer]=120)
guard=300 # s, for the short form on a very slow machine

if [[ $# != 0 && ! $seconds =~ ^[1-9][0-9]*$ ]]; then
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
    [[ -z $seconds ]] || seed=$((RANDOM * 32768 + RANDOM + 1))
fi
plain=()
if setarch "$(uname -m)" -R true 2>/dev/null; then
    plain=(setarch "$(uname -m)" -R)
fi

logs=$(mktemp -d) || exit
trap 'rm -rf -- "$logs"' EXIT
mkdir -p -- "$folder/findings" "$folder/corpus"

# The inputs in corpus/NAME, with commas between them. In a fixed order, which a folder doesn't have.
seed_inputs() {
    local LC_ALL=C IFS=, files=("$here/corpus/$1"/*)
    printf '%s\n' "${files[*]}"
}

# fuzz NAME RUNS: prints a line about it, and after a finding all that the fuzzer said, in one piece.
fuzz() {
    local name=$1 runs=$2 log=$logs/$1.log options
    options=(-seed="$seed" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$folder/findings/$name-")
    if [[ -n $seconds ]]; then
        mkdir -p -- "$folder/corpus/$name"
        options+=(-max_total_time="$seconds" "$folder/corpus/$name" "$here/corpus/$name")
    else
        options+=(-runs="$runs" -max_total_time="$guard" -seed_inputs="$(seed_inputs "$name")")
    fi
    if "$folder/bin/${name}_fuzz" "${options[@]}" >"$log" 2>&1; then
        printf '%-18s %s inputs, nothing found\n' "$name" "$(sed -n 's/^#\([0-9]*\)\tDONE.*/\1/p' "$log")"
        return
    fi
    printf '%s\n' "$(grep -vE '^#[0-9]+'$'\t' "$log")" "$name: FOUND something with seed $seed, see above"
    return 1
}

echo "seed $seed${seconds:+, $seconds s each}"
for name in "${names[@]}"; do
    printf '%s\0' "$name" "${thousands[$name]:-30}000"
done >"$logs/tasks"
export here folder seconds seed guard logs
export -f fuzz seed_inputs
# One for each processor at a time: none uses more, or anything of another's.
"${plain[@]}" xargs -0 -n 2 -P "$(nproc)" -a "$logs/tasks" bash -c 'fuzz "$@"' fuzz
