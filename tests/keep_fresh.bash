#!/usr/bin/env bash
# tests/keep_fresh.bash: runs examples/keep_fresh with few identities, and checks what it prints.
root=$(dirname -- "${BASH_SOURCE[0]}")/..
run=$root/examples/run
# The emulator in the example's own process, whatever service and authorities the caller has.
unset COMMUNICATION_SERVICES_CONNECTION_STRING SSL_CERT_FILE

fail() {
    echo "$1"
    printf '%s\n' "$output"
    exit 1
}

# The outage is when the first renewals are due.
output=$("$run" keep_fresh --identities 300 --hours 1.5 --outage 8) ||
    fail "examples/run keep_fresh ended with status $?; it printed:"
expected=(
    '^Keeping one-hour tokens of 300 identities fresh for 01:30:00[.]$'
    '^The quota is enough for 54720[.] The first tokens take 00:00:16[.]$'
    '^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]  [A-Za-z ]+: [0-9]+ of 300; [0-9]+ calls, busiest 30 s [0-9]+, overdue [0-9]+$'
    '^tokens at the end +300 of 300$'
    '^token calls +([0-9]+)$'
    '^busiest 30 s +([0-9]+) of the 1000 allowed$'
    '^refused with 429 +0$'
    '^tokens that lapsed +0$'
    '^overdue at most +([0-9]+)$'
    '^caught up after +00:0[0-9]:[0-9][0-9]$'
    '^wall time +[0-9.]+ s$'
)
found=0 numbers=()
while IFS= read -r line; do
    [[ $line == *$'\r'* ]] && fail 'a line is rewritten though this is no terminal:'
    if [[ $line =~ ${expected[found]-^$.} ]]; then
        [[ -n ${BASH_REMATCH[1]} ]] && numbers+=("${BASH_REMATCH[1]}")
        found=$((found + 1))
    fi
done <<<"$output"
[[ $found == "${#expected[@]}" ]] || fail "no line matches ${expected[found]} in its place; the example printed:"
((numbers[0] >= 600 && numbers[0] <= 1200)) || fail 'not each token was fetched and renewed:'
((numbers[1] <= 900)) || fail 'too many calls in 30 s:'
((numbers[2] >= 10)) || fail 'the outage held up nothing:'

# Another service, in real time. What was made there is deleted at the end.
work=$(mktemp -d) || exit
trap 'kill -KILL "$service" 2>/dev/null; rm -rf -- "$work"' EXIT
mkfifo -- "$work/output" || exit
"$root/examples/run" acs-emulator --state-dir "$work/state" >"$work/output" &
service=$!
IFS= read -r -t 60 ready <"$work/output" || fail 'acs-emulator did not start; the example had printed:'
[[ $ready =~ \"connectionString\":\ *\"([^\"]+)\" ]] && connection_string=${BASH_REMATCH[1]}
[[ $ready =~ \"caFile\":\ *\"([^\"]+)\" ]] && ca_file=${BASH_REMATCH[1]}
output=$(COMMUNICATION_SERVICES_CONNECTION_STRING=$connection_string SSL_CERT_FILE=$ca_file NO_PROXY='*' \
    "$run" keep_fresh --identities 3 --hours 0) ||
    fail "examples/run keep_fresh against acs-emulator ended with status $?; it printed:"
[[ $output == *'tokens at the end    3 of 3'* ]] || fail 'not all identities have a token:'
kill "$service" && wait "$service"
grep -q '"identitiesCreated":3,"identities":\[\]' "$work/state/service.json" || fail 'identities are left behind:'

for wrong in '--identities 0' '--identities' '--hours x' '--outage 500' '--nonsense 1'; do
    # shellcheck disable=SC2086
    output=$("$run" keep_fresh $wrong 2>&1)
    status=$?
    [[ $status == 2 && $output == *keep_fresh:* ]] || fail "keep_fresh $wrong ended with status $status:"
done
