#!/usr/bin/env bash
# tests/benchmarks.bash: every program that benchmarks/run peers and service measure does its work and says all that a
# report is made of. The figures themselves are poor here, and not looked at. Started by `tests/run benchmarks`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../src/build.bash" || exit
folder=$(mktemp -d) || exit
trap 'rm -rf -- "$folder"' EXIT
failures=0

fail() {
    printf '%s\n' "$@"
    failures=$((failures + 1))
}

# measure NAME: in $folder/NAME.jsonl. In the tree's own build/report may be figures that somebody has waited for.
measure() {
    "$root/benchmarks/run" "$1" --quick --out "$folder/$1.jsonl" </dev/null || fail "benchmarks/run $1: status $?"
}

# look: what is missing of the lines, or wrong with them; status 1 if there is something.
look() {
    node --input-type=module - "$folder" "$@" <<'END'
import { readFileSync } from "node:fs";

const [folder, ...programs] = process.argv.slice(2);
const faults = [];
const lines = (name) => readFileSync(`${folder}/${name}.jsonl`, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
const member = (line, path) => path.reduce((value, key) => value?.[key], line);

// Members of lines of a kind: numbers above 0; but for those that may be 0, and `errors`, which have to be.
function check(name, kind, which, count, members) {
    const found = lines(name).filter((line) =>
        line.kind === kind && Object.entries(which).every(([key, value]) => line[key] === value));
    const what = `${name}.jsonl: ${kind} ${Object.values(which).join(" ")}`;
    if (found.length !== count)
        faults.push(`${what}: ${found.length} lines instead of ${count}`);
    for (const line of found)
        for (const key of members.split(" ")) {
            const value = line[key];
            const good = key === "errors" ? value === 0 : key === "round" ? value >= 0 : value > 0;
            if (typeof value !== "number" || !good)
                faults.push(`${what}: ${key} is ${value}`);
        }
}

function checkFirst(name, versions) {
    const [run] = lines(name);
    const texts = [["date"], ["machine", "cpu"], ["machine", "kernel"], ["machine", "distribution"], ["build", "type"],
        ["build", "flags"],
        ...["g++", "boost", "openssl", "node", "@azure/communication-identity", ...versions].map((key) => ["versions", key])];
    const numbers = [["machine", "processors"], ["machine", "memory_gib"], ["rounds"], ["seconds_per_run"], ["token_bytes"]];
    for (const path of texts)
        if (typeof member(run, path) !== "string" || member(run, path) === "")
            faults.push(`${name}.jsonl: the first line has no text ${path.join(" ")}`);
    for (const path of numbers)
        if (!(member(run, path) > 0))
            faults.push(`${name}.jsonl: the first line has no number ${path.join(" ")}`);
    if (run.kind !== "run" || typeof run.commit !== "string")
        faults.push(`${name}.jsonl: the first line is no description of the run`);
}

const calls = "c round n seconds ops_s cpu_us_op p50_ms p99_ms p999_ms max_ms peak_rss_mib";
checkFirst("peers", ["python", "azure-communication-identity (python)", "aiohttp", "libcurl",
    ...programs.includes("azure_core") ? ["azure-core-cpp"] : []]);
for (const program of programs) {
    for (const c of [1, 16, 64])
        check("peers", "closed", { program, c }, 2, calls);
    const floor = program === "presigned" || program === "bare_loop";
    for (const rate of [100, 1000])
        check("peers", "open", { program, rate }, floor ? 0 : 2, `rate ${calls}`);
}

if (!(lines("service")[0].open_seconds > 0))
    faults.push("service.jsonl: the first line has no number open_seconds");
checkFirst("service", ["@azure/communication-common", "wrk"]);
const memory = "rss_mib peak_rss_mib";
for (const server of ["token_service", "limit", "node"])
    for (const connections of [1, 16, 64])
        check("service", "load", { server, connections }, 1,
            `connections round seconds requests requests_s cpu_us_request p50_ms p90_ms p99_ms errors ${memory}`);
const latency = "round rate connections p50_ms p99_ms p999_ms max_ms seconds errors";
for (const rate of [1000, 5000]) {
    check("service", "refreshing", { rate }, 1, `refreshes_s ${latency} ${memory}`);
    check("service", "limit_meanwhile", { rate }, 1, latency);
}
check("service", "memory", {}, 1, `identities token_bytes refreshed seconds bytes_per_identity ${memory}`);

for (const fault of faults)
    console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
END
}

measure peers
measure service
programs=(client presigned hand_written bare_loop curl javascript python)
# Of a checkout that not everybody has.
"$root/build/release/bin/bench_azure_core" --version >/dev/null 2>&1 && programs+=(azure_core)
look "${programs[@]}" || fail 'the raw figures are not what they should be'
"$root/benchmarks/run" report --data "$folder" --into "$folder/into" || fail "benchmarks/run report: status $?"
[[ -s $folder/into/REPORT.md ]] || fail 'there is no report'

[[ $failures == 0 ]] && echo "benchmarks: ${programs[*]} and all sections of the service have run"
