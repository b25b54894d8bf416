# The answers, with log-ins of the demonstration.
# shellcheck shell=bash

test_endpoints() {
    local me first token user before i
    start --state-dir "$work/state" --threads 2
    expect 'it lives' 200 GET /health
    check 'it says so' "$body" '{"status":"ok"}'
    expect 'it lives, by the other name' 200 GET /healthz
    expect 'it is ready' 200 GET /ready
    expect 'it is ready, by the other name' 200 GET /readyz

    # One identity, however many ask for it first.
    before=$(creations)
    mapfile -t me < <(as crowd)
    local urls=()
    mkdir -- "$work/crowd"
    for i in {1..50}; do
        urls+=(-o "$work/crowd/$i" "$url/token")
    done
    check '50 first requests are answered' "$("${client[@]}" -Z --parallel-immediate --parallel-max 50 \
        --cacert "$ca" "${me[@]}" -w '%{http_code}\n' "${urls[@]}" 2>/dev/null | sort | uniq -c | xargs)" '50 200'
    check 'they get one identity' "$(grep -ho '"communicationUserId":"[^"]*"' "$work"/crowd/* | sort -u | wc -l)" 1
    check 'they get one token' "$(grep -ho '"token":"[^"]*"' "$work"/crowd/* | sort -u | wc -l)" 1
    grep -ho '"token":"[^"]*"' "$work"/crowd/* | sort -u | cut -d '"' -f 4 >>"$work/secrets"
    check 'one identity was made' $(($(creations) - before)) 1

    mapfile -t me < <(as someone)
    expect 'GET /token' 200 GET /token "${me[@]}"
    check 'the answer is JSON' "$(header Content-Type)" 'application/json*'
    check 'with what is promised, and no more' "$(node -e '
        const { token, expiresOn, user, ...more } = JSON.parse(process.argv[1]);
        const { communicationUserId, ...other } = user;
        const hours = (Date.parse(expiresOn) - Date.now()) / 3600e3;
        console.log(/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token), /T\d\d:\d\d:\d\d\.\d{7}\+00:00$/.test(expiresOn),
            hours > 23.9 && hours <= 24, /^8:acs:[-_0-9a-f]+$/.test(communicationUserId),
            Object.keys(more).length + Object.keys(other).length);' "$body")" 'true true true true 0'
    first=$(text_of token) user=$(text_of communicationUserId)
    expect 'POST /token' 200 POST /token "${me[@]}"
    check 'a hit is the same token' "$(text_of token)" "$first"

    for i in 1 2 3; do
        before=$(text_of token)
        expect "POST /refresh, number $i" 200 POST /refresh "${me[@]}"
        check_differs 'brings another token' "$(text_of token)" "$before"
        check 'for the same identity' "$(text_of communicationUserId)" "$user"
    done
    token=$(text_of token)
    expect 'a refresh too many' 429 POST /refresh "${me[@]}"
    check 'is possible again within 30 s' "$(header Retry-After)" '@([1-9]|[12][0-9]|30)'
    expect 'the last one is kept' 200 GET /token "${me[@]}"
    check 'and served' "$(text_of token)" "$token"
    mapfile -t me < <(as neighbour)
    expect 'another user may refresh' 200 POST /refresh "${me[@]}"

    mapfile -t me < <(as someone)
    expect 'DELETE /user' 204 DELETE /user "${me[@]}"
    control POST introspect "{\"token\":\"$token\"}"
    check 'the token is dead' "$(number_of active)" false
    expect 'deleting once more' 204 DELETE /user "${me[@]}"
    expect 'a token for a new identity' 200 GET /token "${me[@]}"
    check_differs 'which is another' "$(text_of communicationUserId)" "$user"

    # An identity that the service has forgotten.
    control POST reset
    expect 'a hit needs nobody' 200 GET /token "${me[@]}"
    user=$(text_of communicationUserId)
    mapfile -t me < <(as neighbour)
    expect 'refreshing for an identity that is gone' 200 POST /refresh "${me[@]}"
    check_differs 'makes a new one' "$(text_of communicationUserId)" "$user"
    check 'once' "$(creations)" 1

    test_figures
    test_page
}

hits_are_seen() {
    ask GET /status
    [[ $(number_of hitRate) == [1-9]* ]] # as in 8.75E-1
}

test_figures() {
    until_true 'hits are seen' hits_are_seen
    expect 'GET /status' 200 GET /status
    cp -- "$work/body" "$work/public"
    check 'it has the types that are promised' "$(node -e '
        const status = JSON.parse(process.argv[1]);
        const numbers = ["time", "requests", "hits", "misses", "quotaUse", "backlog", "entries", "identities", "renewals",
            "connections", "waiting", "rejected"];
        const booleans = ["ready", "draining", "demoLogin", "emulated"];
        const wrong = [...numbers.filter((name) => typeof status[name] !== "number"),
            ...booleans.filter((name) => typeof status[name] !== "boolean"),
            ...["hitRate", "slackSeconds"].filter((name) => status[name] !== null && typeof status[name] !== "number")];
        if (!["healthy", "unreachable", "refused"].includes(status.health)) wrong.push("health");
        if (!(Math.abs(status.time - Date.now() / 1000) < 5)) wrong.push("the time");
        if (!(status.hitRate > 0 && status.hitRate <= 1)) wrong.push(`hitRate ${status.hitRate}`);
        if (!(status.quotaUse > 0 && status.quotaUse <= 1)) wrong.push(`quotaUse ${status.quotaUse}`);
        if (!status.ready || status.draining || !status.demoLogin || !status.emulated) wrong.push("a state");
        if (status.identities !== 3 || status.hits < 1 || status.misses < 1) wrong.push("a count");
        console.log(wrong.join(" ") || "fine");' "$body")" fine

    expect 'GET /metrics' 200 GET /metrics
    cat -- "$work/body" >>"$work/public"
    check 'as text of version 0.0.4' "$(header Content-Type)" 'text/plain; version=0.0.4*'
    local names name
    if names=$(node "$root/tests/token_service/metrics.mjs" "$work/body"); then
        ok 'each line is proper'
    else
        failed "metrics: $names"
    fi
    for name in token_service_{requests_total,request_duration_seconds,connections,connections_refused_total,waiting} \
        token_service_{rejected_total,loop_lag_seconds,identities} acs_calls_total acs_cache_entries; do
        grep -qxF "$name" <<<"$names" || failed "metrics: there is no $name"
    done
    check 'requests are counted by route and status' \
        "$(grep -cE '^token_service_requests_total\{route="(token",status="200|refresh",status="429)"\} [1-9]' "$work/body")" 2
}

test_page() {
    local path type file
    while read -r path type file; do
        expect "the page: $path" 200 GET "$path"
        check 'its type' "$(header Content-Type)" "$type*"
        cmp -s -- "$work/body" "$root/examples/token_service/page/$file" || failed "$path is not $file"
    done <<'END'
/page.css text/css page.css
/page.js text/javascript page.js
/ text/html page.html
END
    check 'its policy' "$(header Content-Security-Policy)" "default-src 'self'*"
    expect 'no icon' 204 GET /favicon.ico
}
