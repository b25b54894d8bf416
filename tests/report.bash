#!/usr/bin/env bash
# tests/report.bash [PROGRAM]: benchmarks/run report, or PROGRAM, on figures whose medians, ratios and verdicts are known.
# All figures here are made up; they go to a temporary folder only.
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
report=("$root/benchmarks/run" report)
[[ -n ${1-} ]] && report=("$1")
failures=0
folder=$(mktemp -d) || exit
trap 'rm -rf -- "$folder"' EXIT

fail() {
    printf '%s\n' "$@"
    failures=$((failures + 1))
}

run_line='{"kind":"run","date":"2026-01-02T03:04:05Z","machine":{"cpu":"Imagined","processors":2,"memory_gib":4,"kernel":"6.1"},"versions":{"g++":"12.2.0"},"rounds":5,"commit":"0000000"}'

# closed PROGRAM C CPU...: a line for each round.
closed() {
    local program=$1 c=$2 round=0 cpu
    shift 2
    for cpu; do
        round=$((round + 1))
        printf '{"kind":"closed","program":"%s","c":%s,"round":%s,"n":1000,"seconds":1,"ops_s":1000,"cpu_us_op":%s,"p50_ms":1.5,"p99_ms":2.5,"p999_ms":3.5,"max_ms":4,"peak_rss_mib":10}\n' \
            "$program" "$c" "$round" "$cpu"
    done
}

# open PROGRAM RATE MADE P50: five rounds of 2 s.
open() {
    local round
    for round in 1 2 3 4 5; do
        printf '{"kind":"open","program":"%s","c":8,"rate":%s,"ops_s":%s,"p50_ms":%s,"round":%s,"cpu_us_op":20,"p99_ms":200,"p999_ms":300,"max_ms":400,"seconds":2}\n' \
            "$@" "$round"
    done
}

# load SERVER CONNECTIONS REQUESTS P99 ERRORS CPU...: the same.
load() {
    local server=$1 connections=$2 requests=$3 p99=$4 errors=$5 round=0 cpu
    shift 5
    for cpu; do
        round=$((round + 1))
        printf '{"kind":"load","server":"%s","connections":%s,"round":%s,"seconds":1,"requests":1000,"requests_s":%s,"cpu_us_request":%s,"p50_ms":1,"p90_ms":2,"p99_ms":%s,"errors":%s,"rss_mib":20,"peak_rss_mib":30}\n' \
            "$server" "$connections" "$round" "$requests" "$cpu" "$p99" "$errors"
    done
}

# refreshing P99 REFRESHES: five rounds, with more 429s from one to the next.
refreshing() {
    local round
    for round in 1 2 3 4 5; do
        printf '{"kind":"refreshing","p99_ms":%s,"refreshes_s":%s,"round":%s,"throttled":%s,"rate":500,"connections":32,"p50_ms":0.2,"p999_ms":2,"max_ms":3,"sent_late_p99_ms":0.125,"cpu_share":0.34,"seconds":10,"errors":0}\n' \
            "$@" "$round" "$((round * 3))"
    done
}

limit_meanwhile() {
    local round
    for round in 1 2 3 4 5; do
        printf '{"kind":"limit_meanwhile","p99_ms":0.%s,"round":%s,"rate":500,"connections":32,"sent_late_p99_ms":7,"seconds":10,"errors":0}\n' \
            "6$round" "$round"
    done
}

# memory IDENTITIES PEAK REFRESHED
memory() {
    printf '{"kind":"memory","identities":%s,"token_bytes":900,"rss_mib":1200,"peak_rss_mib":%s,"refreshed":%s,"seconds":60,"bytes_per_identity":1300}\n' "$@"
}

# Every target is met, most of them just so. JavaScript's ratios at 16 are 15, 30, 10, 16, 20: median 16, though the
# ratio of the medians is 20.
make_data() {
    mkdir -p -- "$folder/data"
    {
        echo "$run_line"
        closed client 16 10 20 30 40 50
        closed javascript 16 150 600 300 640 1000
        closed hand_written 16 10 20 30 40 50
        closed client 64 10 10 10 10 10
        closed javascript 64 150 151 150 149 149
        closed azure_core 64 30 31 30 29 29
        closed hand_written 64 10 11 10 9 10
        closed client 1000 10 10 10 10 10
        closed javascript 1000 20 20 20 20 20
        open client 1000 999 1
        open javascript 1000 899 101
        open python 1000 500 100
        open curl 1000 900 150
    } >"$folder/data/peers.jsonl"
    {
        echo "$run_line"
        load token_service 16 20000 5 0 12 12 12 12 12
        load token_service 64 30000 10.5 0 12 13 11 12 12
        load limit 16 20000 5 0 10 10 10 10 10
        load limit 64 30000 5 0 10 10 10 10 10
        load node 16 3000 5 0 60 61 62 63 64
        refreshing 0.99 28.1
        limit_meanwhile
        memory 1000000 1536 1000000
    } >"$folder/data/service.jsonl"
}

make_report() {
    rm -rf -- "$folder/into"
    output=$("${report[@]}" --data "$folder/data" --into "$folder/into" 2>&1) ||
        fail "report ended with status $?:" "$output"
    page=$(cat -- "$folder/into/REPORT.md")
}

# expect TEXT WHY
expect() {
    [[ $page == *"$1"* ]] || fail "$2; not in the report: $1"
}
refuse() {
    [[ $page != *"$1"* ]] || fail "$2; in the report: $1"
}

# expect_verdicts VERDICT,... WHY: of the seven targets, in order.
expect_verdicts() {
    local found
    found=$(awk -F ' [|] ' '/^## Targets/ { inside = 1; next } /^## / { inside = 0 }
        inside && /^[|]/ && ++row > 2 { sub(/ [|]$/, "", $NF); gsub(/[*]/, "", $NF); print $NF }' \
        <<<"$page" | paste -sd, -)
    [[ $found == "$1" ]] || fail "$2: the verdicts are $found instead of $1"
}

make_data
make_report
expect_verdicts met,met,met,met,met,met,met 'all targets are just met'
expect '1/16.0 at 16 (1/10.0 to 1/30.0); 1/15.0 at 64 (1/14.9 to 1/15.1)' 'ratios are made within a round'
expect '| JavaScript SDK | 1,000 | 600 | 150 to 1,000 | 16.0 | 1.50 | 2.50 | 3.50 | 10.0 |' 'the medians of 16 at a time'
expect '| at most 1.2 | 1.20 at 16 (1.20 to 1.20); 1.20 at 64 (1.10 to 1.30) | met |' 'the limit'
expect '5.17 at 16 (5.00 to 5.33)' 'Node at 16'
expect '0.990 ms (0.990 to 0.990) at 500 requests/s over 32 connections, 28.1 refreshes/s (the limit 0.630 ms)' 'hits while refreshing'
expect '1.50 GiB with 1,000,000 identities of 900 bytes, 1,000,000 refreshed, one run' 'memory'
expect '| 1,000 | this library | 999 | 1.00 | 200 | 300 | 400 |  |' 'the open loop'
expect '| 1,000 | JavaScript SDK | 899 | 101 | 200 | 300 | 400 | does not keep up |' 'too few calls, later and later'
expect '| 1,000 | Python SDK | 500 | 100 | 200 | 300 | 400 |  |' 'too few calls, but the half of them in time'
expect '| 1,000 | libcurl multi | 900 | 150 | 200 | 300 | 400 |  |' 'late, but enough calls'
expect '| 32 | 500 | 28.1 | 0.200 | 0.990 | 0.990 to 0.990 | 2.00 | 3.00 | 0.630 | 0.125 | 34.0 % | 15 | 0 |' \
    'the limit meanwhile, how late the load was, 429s'
expect 'with at least 26.6 refreshes/s (95 % of 28)' 'what is accepted as 28 refreshes a second'
expect '**Two processors.**' 'the machine of the record'
expect '| token_service | 20,000 | 16 | 5.00 | 83,300 | 30.0 |' 'at a p99 of at most 10 ms: 64 connections are too many'
expect 'Not measured in this run: presigned bytes (floor), bare Asio loop, libcurl multi, Python SDK.' 'what is absent'
refuse 'fewer than the five' 'there are five rounds'
for name in cpu-per-call cpu-by-concurrency memory-by-concurrency latency-by-rate service-cpu service-requests \
    service-latency; do
    [[ -s $folder/into/figures/$name.svg ]] || fail "there is no chart $name.svg"
    expect "(figures/$name.svg)" 'a chart is not shown'
done
grep -q '>JavaScript SDK<' "$folder/into/figures/cpu-per-call.svg" || fail 'a bar is missing'
grep -q '>Python SDK<' "$folder/into/figures/cpu-per-call.svg" && fail 'there is a bar of what was not measured'
grep -q 'prefers-color-scheme:dark' "$folder/into/figures/cpu-per-call.svg" || fail 'there is one theme only'
for name in peers service; do
    cmp -- "$folder/data/$name.jsonl" "$folder/into/figures/$name.jsonl" || fail "$name.jsonl is not copied as it is"
done

# missed WHICH WHY FILE COMMAND...: as above, but for the lines that the command makes in the place of those alike. Only
# this target is missed then.
missed() {
    local which=$1 why=$2 file=$folder/data/$3 verdicts=(met met met met met met met) alike
    shift 3
    make_data
    alike=$("$@" | head -n 1 | sed -E 's/"round":.*|"identities":.*//')
    grep -vF -- "$alike" "$file" >"$file.others"
    { cat -- "$file.others" && "$@"; } >"$file"
    make_report
    verdicts[which - 1]=MISSED
    expect_verdicts "$(IFS=, && echo "${verdicts[*]}")" "$why"
}

missed 1 'JavaScript at 64' peers.jsonl closed javascript 64 150 151 149.9 149 149
expect '1/14.99 at 64' 'three digits would say 15.0'
missed 1 'JavaScript at 16' peers.jsonl closed javascript 16 150 600 300 590 700
missed 2 'azure-core' peers.jsonl closed azure_core 64 30 31 29.9 29 29
missed 3 'the hand-written loop' peers.jsonl closed hand_written 16 10 20 29 39 49
missed 4 'the limit' service.jsonl load limit 16 20000 5 0 10 9.99 9.99 9.99 10
missed 5 'Node' service.jsonl load node 16 3000 5 0 59 59 59 59 64
missed 6 'more than 1.5 GiB' service.jsonl memory 1000000 1536.1 1000000
missed 6 'not all were refreshed' service.jsonl memory 1000000 1536 999999
missed 7 'a slow p99' service.jsonl refreshing 1.0 28.1
missed 5 'errors are no answers' service.jsonl load node 16 3000 5 1 60 61 62 63 64

# Judged is what was asked for, and measured.
make_data
sed -i 's/"identities":1000000/"identities":1000/; s/"refreshes_s":28.1/"refreshes_s":20/' "$folder/data/service.jsonl"
make_report
expect_verdicts 'met,met,met,met,met,not judged,not judged' 'too few identities and refreshes'

# The worst of several rates counts.
make_data
{ refreshing 1.1 28.1 | sed 's/"rate":500/"rate":5000/' && limit_meanwhile | sed 's/"rate":500/"rate":5000/; s/"p99_ms":0/"p99_ms":1/'; } \
    >>"$folder/data/service.jsonl"
make_report
expect_verdicts 'met,met,met,met,met,met,MISSED' 'one of two rates is too much'
expect '0.990 ms (0.990 to 0.990) at 500 requests/s' 'the one that is not'
expect '1.10 ms (1.10 to 1.10) at 5,000 requests/s over 32 connections, 28.1 refreshes/s (the limit 1.63 ms)' 'the one that is'

make_data
sed -i '/"kind":"refreshing","p99_ms":[^}]*"round":5,/d' "$folder/data/service.jsonl"
make_report
expect 'figures of the token service are of 4 rounds only' 'too few rounds of hits while tokens are refreshed'

# A newer record says more of the machine, an older one less.
make_data
sed -i '1s/"processors":2/"processors":64,"distribution":"Imagined 12"/; 1s/"commit":"0000000"/"commit":"0000001-dirty","build":{"type":"Release","flags":"-O3"},"token_bytes":345/' \
    "$folder/data/"*.jsonl
make_report
refuse '**Two processors.**' 'there are 64'
refuse '| seconds of a run ' 'no record says it'
expect '| build | Release, -O3 | Release, -O3 |' 'how it was built'
expect '| distribution | Imagined 12 | Imagined 12 |' 'the distribution'
expect 'by default (345 bytes)' 'the length of tokens of the clients'
expect 'The tokens have 345 bytes.' 'the length of tokens of the service'

# Only the last of several runs counts, and too few rounds are said.
make_data
{ echo "$run_line" && closed client 64 10 10 && closed javascript 64 500 500; } >>"$folder/data/peers.jsonl"
make_report
expect '1/50.0 at 64' 'the last run'
refuse ' at 16 (1/' 'an earlier run'
expect 'fewer than the five' 'two rounds only'

make_data
rm -- "$folder/data/service.jsonl"
make_report
expect_verdicts 'met,met,met,not measured,not measured,not measured,not measured' 'without the service'
expect $'## The token service\n\nNot measured' 'without the service'
[[ -e $folder/into/figures/service-cpu.svg ]] && fail 'there is a chart of what was not measured'

# again_without FILE: the report over an earlier one, of whose raw data this file isn't there any more.
again_without() {
    make_data
    make_report
    cp -r -- "$folder/into" "$folder/before"
    rm -f -- "${@/#/$folder/data/}"
    output=$("${report[@]}" --data "$folder/data" --into "$folder/into" 2>&1) || fail "without $*:" "$output"
    diff -r -- "$folder/before" "$folder/into" || fail "without $*, the report has changed"
    rm -rf -- "$folder/before"
}
again_without peers.jsonl
again_without service.jsonl
again_without peers.jsonl service.jsonl
make_data
make_report
sed -i '/"kind":"memory"/d' "$folder/data/service.jsonl"
output=$("${report[@]}" --data "$folder/data" --into "$folder/into" 2>&1) && fail 'a part of the report is lost'
[[ $output == *'no lines of kind "memory"'* ]] || fail 'what is missing is not named:' "$output"
grep -q '"kind":"memory"' "$folder/into/figures/service.jsonl" || fail 'the raw data of a part are lost'

# measured ARG...: what `benchmarks/run report --measure ARG...` would run, its tree being $folder/tree.
measured() {
    mkdir -p -- "$folder/tree/benchmarks"
    # shellcheck disable=SC2016
    printf '#!/bin/sh\necho "$@"\n' >"$folder/tree/benchmarks/run"
    chmod +x -- "$folder/tree/benchmarks/run"
    (
        # shellcheck disable=SC2030
        root=$folder/tree
        # shellcheck disable=SC2317
        say() { echo "$@"; }
        # shellcheck source=/dev/null
        . "$1/benchmarks/report/prepare.bash"
        prepare_report --measure "${@:2}"
    ) | sed "s|$folder/tree/||g"
}
# expect_measured WHY COMMANDS ARG...
expect_measured() {
    local found
    # shellcheck disable=SC2031
    found=$(measured "$root" "${@:3}")
    [[ $found == "$2" ]] || fail "$1:" "$found"
}
expect_measured 'all is measured' 'peers --out build/report/peers.jsonl --azure-sdk here
service --out build/report/service.jsonl
report --data build/report' --azure-sdk here
expect_measured 'quick figures are kept out of the tree' 'peers --out build/report/quick/peers.jsonl --quick
service --out build/report/quick/service.jsonl --quick
report --data build/report/quick --into build/report' --quick
for order in '--quick --into elsewhere' '--into elsewhere --quick'; do
    # shellcheck disable=SC2086
    expect_measured "$order" 'peers --out build/report/quick/peers.jsonl --quick
service --out build/report/quick/service.jsonl --quick
report --data build/report/quick --into elsewhere' $order
done

# What is damaged is named, and leaves the report as it was.
rm -f -- "$folder/into/REPORT.md"
for broken in '{"kind":"closed","program":"client","c":16}' '{"kind":"closed",' 'null'; do
    make_data
    echo "$broken" >>"$folder/data/peers.jsonl"
    lines=$(wc -l <"$folder/data/peers.jsonl")
    output=$("${report[@]}" --data "$folder/data" --into "$folder/into" 2>&1) && fail "taken: $broken"
    [[ $output == *"peers.jsonl:$lines: "* ]] || fail "the damaged line is not named:" "$output"
    [[ -e $folder/into/REPORT.md ]] && fail "a report of damaged data: $broken"
done
output=$("${report[@]}" --data "$folder/nowhere" --into "$folder/new" 2>&1) && fail 'a report of nothing'
output=$("${report[@]}" --nonsense 2>&1)
[[ $? == 2 ]] || fail 'an unknown option is taken'

[[ $failures == 0 ]] && echo 'benchmarks/run report: medians, ratios, verdicts and charts are right'
