# The identity service is away, or refuses.
# shellcheck shell=bash

# A request whose answer never comes from there. It takes as long as a request may wait, while other tests run.
begin_long_outage() {
    start
    control POST faults '[{"kind":"hang"}]'
    asks forsaken
    forsaken=$! forsaken_by=$service
}

end_long_outage() {
    wait "$forsaken"
    check 'the service that never answers' "$(cat "$work/forsaken")" 504
    check 'is spoken of' "$(cat "$work/forsaken.body")" '{"error":{"code":"*","message":"*"}}'
    service=$forsaken_by
    stop 'the service of that request'
}

test_outage() {
    local me miss token
    start
    mapfile -t me < <(as kept)
    mapfile -t miss < <(as newcomer)
    expect 'a token at hand' 200 GET /token "${me[@]}"
    token=$(text_of token)
    control POST faults '[{"kind":"status","status":403}]'
    expect 'a refusal' 502 GET /token "${miss[@]}"
    expect 'hits are served' 200 GET /token "${me[@]}"
    check 'as before' "$(text_of token)" "$token"
    expect 'it is ready all the same' 200 GET /ready
    control DELETE faults
    expect 'when it is over' 200 GET /token "${miss[@]}"

    # Refreshing in vain does no lasting harm.
    control POST faults '[{"kind":"status","status":403}]'
    expect 'refreshing in vain' 502 POST /refresh "${miss[@]}"
    expect 'deleting in vain' 502 DELETE /user "${miss[@]}"
    control DELETE faults
    expect 'a token afterwards' 200 GET /token "${miss[@]}"
    expect 'deleting' 204 DELETE /user "${miss[@]}"

    mapfile -t miss < <(as another)
    control POST faults '[{"kind":"throttle","seconds":60}]'
    ask GET /token "${miss[@]}"
    check 'throttled' "$status" '50[234]'
    expect 'hits are served' 200 GET /token "${me[@]}"
    stop 'it ends'
    end_long_outage
}
