# More than it can do, and the end of it.
# shellcheck shell=bash

# asks USER: asks for a token in the background; what comes of it is in $work/USER, of the job `$!`.
asks() {
    local me
    mapfile -t me < <(as "$1")
    "${client[@]}" --cacert "$ca" -D "$work/$1.head" -o "$work/$1.body" -w '%{http_code}' "${me[@]}" "$url/token" >"$work/$1" 2>&1 &
}

test_admission() {
    local me miss jobs=()
    start --threads 2 --max-waiting 2 --max-connections 8 --drain-delay 2
    check 'over the connections it can have' "$(node "$root/tests/token_service/crowd.mjs" "$port" "$ca" 8 2>&1 | xargs)" '503 1 close 200'
    ask GET /metrics
    check 'which is counted' "$(sed -n 's/^token_service_connections_refused_total //p' "$work/body")" '[1-9]*'

    mapfile -t me < <(as kept)
    expect 'a token at hand' 200 GET /token "${me[@]}"
    control POST faults '[{"kind":"delay","milliseconds":4000,"op":["create_user","create_user_and_token"]}]'
    asks first
    jobs+=("$!")
    asks second
    jobs+=("$!")
    until_true 'two wait' status_is waiting 2
    mapfile -t miss < <(as third)
    expect 'a third is turned away' 503 GET /token "${miss[@]}"
    check 'soon to come again' "$(header Retry-After)" '@([1-9]|[12][0-9]|30)'
    expect 'hits are served' 200 GET /token "${me[@]}"
    expect 'so is the rest' 200 GET /ready
    ask GET /status
    check 'it is counted' "$(number_of rejected)" '[1-9]*'

    # At the end those who wait are answered. Until the delay is over it serves what it has.
    kill -TERM "$service"
    until_true 'it is not ready any more' not_ready
    expect 'while it drains' 503 GET /ready
    expect 'it lives' 200 GET /health
    expect 'hits are served' 200 GET /token "${me[@]}"
    expect 'nothing else is begun' 503 GET /token "${miss[@]}"
    ask GET /status
    check 'the status says so' "$(number_of draining) $(number_of ready)" 'true false'
    wait "${jobs[@]}"
    check 'who waited is answered' "$(cat "$work/first") $(cat "$work/second")" '200 200'
    check 'and told that the connection ends' "$(grep -il '^connection: close' "$work/first.head" "$work/second.head" | wc -l)" 2
    body=$(cat "$work/first.body" "$work/second.body")
    remember
    await_end 'it ends when they are' 0
    check 'its temporary folder is gone' "$([[ -e $state ]] && echo there || echo gone)" gone

    # Those who wait for longer than that are not.
    start --drain-timeout 0.5
    control POST faults '[{"kind":"hang"}]'
    asks patient
    until_true 'one waits' status_is waiting 1
    stop 'nobody is waited for longer than the timeout'
    wait "$!"
    check 'who waits gets no token' "$(cat "$work/patient")" '*[05]0[034]'

    # An identity whose user isn't waited for any more is not lost.
    start --state-dir "$work/late_state" --drain-timeout 0.5
    control POST faults '[{"kind":"delay","milliseconds":2000,"op":["create_user","create_user_and_token"]}]'
    asks late
    until_true 'one waits' status_is waiting 1
    stop 'it ends when the identity is made'
    wait "$!"
    start --state-dir "$work/late_state"
    mapfile -t me < <(as late)
    expect 'the user comes again' 200 GET /token "${me[@]}"
    check 'and has it' "$(creations)" 0
    stop 'it ends'

    start --drain-timeout 600 --drain-delay 600
    kill -TERM "$service"
    until_true 'it is not ready any more' not_ready
    kill -TERM "$service"
    await_end 'a second signal ends it at once' '*'
}

not_ready() {
    ask GET /ready
    [[ $status == 503 ]]
}
