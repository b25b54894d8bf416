#!/usr/bin/env bash
# tests/short_examples.bash: runs the short examples, by themselves and against a separate acs-emulator, and checks what
# they print.
root=$(dirname -- "${BASH_SOURCE[0]}")/..
run=$root/examples/run
examples=(callbacks_and_futures cancellation errors_and_deadlines many_identities multi_threaded_server observer)
# The emulator in the example's own process, whatever service and authorities the caller has.
unset COMMUNICATION_SERVICES_CONNECTION_STRING SSL_CERT_FILE

fail() {
    echo "$1"
    printf '%s\n' "$output"
    exit 1
}

# run_example NAME: its standard output is in `output`, and nothing that it prints is a token.
run_example() {
    output=$("$run" "$1" 2>"$work/errors") || {
        local status=$?
        cat -- "$work/errors"
        fail "examples/run $1 ended with status $status; it printed:"
    }
    ! grep -qE 'ey[A-Za-z0-9_-]{16,}|accesskey=' - "$work/errors" <<<"$output" || fail "examples/run $1 shows a secret:"
}

# has PATTERN...: extended regular expressions, each of which is a whole line of the output.
has() {
    local pattern
    for pattern; do
        grep -qxE -e "$pattern" <<<"$output" || fail "no line matches $pattern; the example printed:"
    done
}

work=$(mktemp -d) || exit
trap 'kill -KILL "$service" 2>/dev/null; rm -rf -- "$work"' EXIT

for name in "${examples[@]}"; do
    lines=$(wc -l <"$root/examples/$name.cpp")
    ((lines < 60)) || fail "examples/$name.cpp is not short: $lines lines"
done

time='[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+]00:00)'
token="a token that expires at $time"

run_example callbacks_and_futures
has "In a callback: $token" "In a first thread: $token" "In a second thread: $token" 'Deleted the identity[.]'

run_example cancellation
has 'Stopped by a thread: the call was cancelled: .*' 'Cancelled by Asio: the call was cancelled: .*' \
    "Asked after that: $token"

run_example errors_and_deadlines
has 'The service is down: .*HTTP status 503; .*attempts 4; .*' "  status 503, .* requests 4" \
    'Down for two more requests: it worked' 'At most 5 ms: the call.s deadline passed: .*' \
    'Created, but the answer is lost: it is unknown whether .*' 'A deleted identity: .*HTTP status 404; .*' \
    "  status 404, the service's code 'NotFound', requests 1" '  what we do: create it anew'
[[ $(grep -c '^  what we do: ask again later' <<<"$output") == 2 ]] || fail 'not two calls are for later:'

run_example many_identities
has 'Created 300 identities with a token each, 16 at a time' '  tokens: 300 of 300' \
    'Tokens in the cache, which keeps them fresh: 300' 'Requests that were served from memory: 300'

run_example multi_threaded_server
has 'Answers with a token: 500 of 500[.] Calls of the service for them: 1[.]'

run_example observer
span='span [0-9a-f]{16} of trace 4bf92f3577b34da6a3ce929d0e0e4736: acs[.]operation=get_token'
has "$span .*http[.]response[.]status_code=503" "$span .*http[.]request[.]resend_count=1 .*status_code=200" \
    'acs_calls_total[{]operation="get_token",outcome="ok"[}] 1' 'acs_retries_total[{]operation="get_token",.*[}] 1'
[[ $(grep -c ' acs.operation=get_token .*trace_id=4bf92f3577b34da6a3ce929d0e0e4736' "$work/errors") -ge 2 ]] ||
    fail 'the log does not tell of the call and its failed attempt; standard output:'

# Another service. What was made there is deleted at the end.
mkfifo -- "$work/output" || exit
"$run" token_service --help | grep -q 'COMMUNICATION_SERVICES_CONNECTION_STRING' || fail 'examples/run token_service --help does not help:'
"$run" acs-emulator --state-dir "$work/state" >"$work/output" &
service=$!
IFS= read -r -t 60 ready <"$work/output" || fail 'acs-emulator did not start; the last example had printed:'
[[ $ready =~ \"connectionString\":\ *\"([^\"]+)\" ]] && connection_string=${BASH_REMATCH[1]}
[[ $ready =~ \"caFile\":\ *\"([^\"]+)\" ]] && ca_file=${BASH_REMATCH[1]}
export COMMUNICATION_SERVICES_CONNECTION_STRING=$connection_string SSL_CERT_FILE=$ca_file NO_PROXY='*'
for name in "${examples[@]}"; do
    run_example "$name"
    case $name in
    errors_and_deadlines) has 'The service is down: it worked' '  what we do: create it anew' ;;
    many_identities) has 'Requests that were served from memory: 60' ;;
    multi_threaded_server) has 'Answers with a token: 500 of 500[.].*' ;;
    esac
done
kill "$service" && wait "$service"
grep -q '"identities":\[\]' "$work/state/service.json" || fail 'identities are left behind; the last example printed:'

output=$(COMMUNICATION_SERVICES_CONNECTION_STRING=nonsense "$run" cancellation 2>&1)
status=$?
[[ $status == 1 && $output == *connection* ]] || fail "with a wrong connection string the status is $status:"
