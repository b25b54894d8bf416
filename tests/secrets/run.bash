#!/usr/bin/env bash
# tests/secrets/run.bash [--show]: what the client leaves of its secrets in memory when it is gone. The emulator is
# another process, and the secrets come through a pipe. Started by `tests/run secrets`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
bin=${ACS_BIN-$root/build/release/bin}
work=$(mktemp -d) || exit
emulator_pid=

finish() {
    if [[ -n $emulator_pid ]]; then
        kill -KILL "$emulator_pid" 2>/dev/null
        wait "$emulator_pid" 2>/dev/null
    fi
    rm -rf -- "$work"
}
trap finish EXIT

start_emulator() {
    mkfifo -- "$work/output" || return
    "$bin/acs-emulator" >"$work/output" 2>"$work/errors" </dev/null &
    emulator_pid=$!
    exec 3<"$work/output"
    if ! IFS= read -r -t 60 ready <&3; then
        echo 'acs-emulator did not start:'
        cat -- "$work/errors"
        return 1
    fi
    [[ $ready =~ \"endpoint\":\ *\"([^\"]+)\" ]] && endpoint=${BASH_REMATCH[1]}
    [[ $ready =~ \"connectionString\":\ *\"([^\"]+)\" ]] && connection_string=${BASH_REMATCH[1]}
    [[ $ready =~ \"caFile\":\ *\"([^\"]+)\" ]] && ca_file=${BASH_REMATCH[1]}
    [[ -n $endpoint && -n $connection_string && -n $ca_file ]]
}

# control PATH JSON: prints the answer. The JSON goes through a pipe, too: arguments are for all to see.
control() {
    curl --silent --show-error --fail-with-body --noproxy '*' --cacert "$ca_file" --data-binary @- \
        "$endpoint/_emulator/$1" <<<"$2"
}

# entra_token JSON: prints the token.
entra_token() {
    local answer
    answer=$(control entra-token "$1") && [[ $answer =~ \"token\":\ *\"([^\"]+)\" ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}

random_text() { head -c "$1" /dev/urandom | base64 -w 0; }

start_emulator || exit
app=c6d11fa1-9c3d-4a6f-8d3e-0f2b5a7e1c94
user=7d0e2f15-3b8a-4e6c-9f41-a2c5d8b7e630
teams_token=$(entra_token "{\"appId\":\"$app\",\"userId\":\"$user\"}") &&
    service_token=$(entra_token '{"audience":"https://communication.azure.com/"}') || exit

# The calls' order is that of calls.cpp. The Teams user's token comes back in many ways: as it is, with characters
# that JSON escapes, as a token, in the words of an error, in a text that is no JSON.
escaped="\\u0065${teams_token:1:40}\\u00$(printf '%02x' "'${teams_token:41:1}")${teams_token:42}"
echo_in_error() {
    printf '"body":{"error":{"code":"c","message":"bad token %s","target":"%s","details":[{"code":"d","message":"%s"}],
        "innererror":{"code":"i","innererror":{"code":"%s"}}}}' "$1" "$1" "$1" "$1"
}
# nth OPERATION REQUEST [BEFORE]: the rule acts on that request, counted from 0. A rule doesn't count requests on which
# another of its group (answer, cut) acts: so many of these stand before it.
nth() { printf '"op":"%s","skip":%s,"times":1' "$1" "$(($2 - ${3-0}))"; }
answer="{\\\"token\\\":\\\"${escaped//\\/\\\\}\\\",\\\"expiresOn\\\":\\\"2099-01-01T00:00:00Z\\\""
control faults "[
    {\"kind\":\"repeat_token\",\"op\":\"get_token\",\"skip\":2},
    {\"kind\":\"chunked\",$(nth get_token 2)},
    {\"kind\":\"drip\",\"bytes\":7,\"milliseconds\":0,$(nth get_token 3)},
    {\"kind\":\"interim\",$(nth get_token 4)},
    {\"kind\":\"truncate\",$(nth get_token 5)},
    {\"kind\":\"reset_inside\",$(nth get_token 6 1)},
    {\"kind\":\"content_type\",$(nth get_token 7)},
    {\"kind\":\"connection_close\",$(nth get_token 8)},
    {\"kind\":\"silent_close\",$(nth get_token 9)},
    {\"kind\":\"status\",\"status\":200,\"body\":\"$answer}\",$(nth get_token 10 1)},
    {\"kind\":\"status\",\"status\":200,\"body\":\"$answer\",$(nth get_token 11 2)},
    {\"kind\":\"status\",\"status\":500,\"body\":\"<html>$teams_token\",$(nth get_token 12 3)},
    {\"kind\":\"status\",\"status\":200,\"body\":\"${answer%?????????????????????????????????????????????????????}\",$(nth get_token 13 4)},
    {\"kind\":\"status\",\"status\":200,\"body\":\"{\\\"token\\\":\\\"$teams_token\",$(nth get_token 14 5)},
    {\"kind\":\"hang\",$(nth get_token 15 2)},
    {\"kind\":\"truncate\",$(nth get_token 16 3)},
    {\"kind\":\"hang\",$(nth get_token 18 4)},
    {\"kind\":\"status\",\"status\":400,$(echo_in_error "$teams_token"),$(nth get_token_for_teams_user 1)},
    {\"kind\":\"status\",\"status\":401,\"code\":\"InvalidAccessToken\",\"message\":\"x$escaped\",$(nth get_token_for_teams_user 2 1)},
    {\"kind\":\"status\",\"status\":401,\"code\":\"Denied\",\"message\":\"$service_token\",$(nth delete_user 0)}
]" >"$work/faults" || { cat -- "$work/faults"; exit 1; }

printf '%s\n' "$connection_string" "$(random_text 32)" "$teams_token" "$service_token" "$(random_text 24 | tr '+/' '-_')" |
    "$bin/secret_scan" "$ca_file" "$app" "$user" "$@"
