# What outlasts the process. The service is the one that test_endpoints left.
# shellcheck shell=bash

test_restart() {
    local me token user file idle before
    check "the ready file is its owner's" "$(stat -c %a "$work/ready.json")" 600
    mapfile -t me < <(as someone)
    expect 'before the restart' 200 GET /token "${me[@]}"
    token=$(text_of token) user=$(text_of communicationUserId)
    refused 'its state folder is its own' 1 "$work/state" --state-dir "$work/state"
    refused 'and so is its port' 1 "$port" --port "$port"
    expect 'it goes on' 200 GET /token "${me[@]}"

    # Idle connections are no reason to wait, nor is one that never spoke.
    raw 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n' >"$work/idle" 2>&1 &
    idle=$!
    until_true 'the idle connection is open' grep -q '200 OK' "$work/idle"
    exec 8<>"/dev/tcp/127.0.0.1/$port"
    before=$SECONDS
    stop 'SIGTERM ends it' TERM
    check 'at once' "$((SECONDS - before < 6))" 1
    exec 8>&-
    until_true 'the idle connection is closed' ended "$idle"
    check 'properly' "$(grep -c '^(' "$work/idle")" 0
    for file in session.key snapshot.key service-key.pem; do
        check "$file is its owner's" "$(stat -c %a "$state/$file" 2>&1)" 600
    done
    for file in identities.sqlite tokens.snapshot; do
        check "$file is its owner's" "$(stat -c %a "$state/$file" 2>&1)" '6[04]0'
    done
    check 'no token is in the state folder' "$(grep -rlF -e "$token" -- "$state")" ''

    start --state-dir "$work/state"
    expect 'after the restart' 200 GET /token "${me[@]}"
    check 'the token is the same' "$(text_of token)" "$token"
    check 'the identity is the same' "$(text_of communicationUserId)" "$user"
    check 'nobody was asked for it' "$(requests_of get_token create_user create_user_and_token)" 0
    mapfile -t me < <(as returning)
    expect 'a user who comes first now' 200 GET /token "${me[@]}"
    user=$(text_of communicationUserId)
    stop 'SIGINT ends it too' INT

    # A database is looked at as a whole: half a page of it may be what SQLite wouldn't read.
    cp -r -- "$state" "$work/damaged"
    rm -f -- "$work/damaged/identities.sqlite-"*
    truncate -s 5000 "$work/damaged/identities.sqlite"
    refused 'a database that lost its end' 1 identities.sqlite --state-dir "$work/damaged"

    # A snapshot that is damaged costs the tokens, and nothing else.
    printf 'damaged' >"$state/tokens.snapshot"
    start --state-dir "$work/state" --demo-login off
    expect 'without its snapshot' 200 GET /token "${me[@]}"
    check 'the identity is the same' "$(text_of communicationUserId)" "$user"
    expect 'no log-ins where they are off' 404 POST /login -H 'Content-Type: application/json' -d '{"user":"someone"}'
    ask GET /status
    check 'the status says so' "$(number_of demoLogin)" false
    stop 'SIGTERM ends it again'
}
