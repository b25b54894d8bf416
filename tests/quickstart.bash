#!/usr/bin/env bash
# tests/quickstart.bash: runs examples/quickstart and checks what it prints, and the rules of examples/run.
run=$(dirname -- "${BASH_SOURCE[0]}")/../examples/run
# The emulator in the example's own process, whatever service and authorities the caller has.
unset COMMUNICATION_SERVICES_CONNECTION_STRING SSL_CERT_FILE

fail() {
    echo "$1"
    printf '%s\n' "$output"
    exit 1
}

output=$("$run" quickstart) || fail "examples/run quickstart ended with status $?; it printed:"

# In this order; more of them may stand between (the renewed token, the one-hour token).
id='8:acs:[0-9a-f-]+_[0-9a-f-]+'
expires='[0-9]+-[0-9][0-9]-[0-9][0-9]T[0-9:.]+(Z|[+]00:00)'
issued="Issued an access token with 'voip' scope that expires at $expires:"
expected=(
    '^Azure Communication Services - Access Tokens Quickstart$'
    "^Created an identity with ID: ($id)\$" "^$issued\$"
    "^Created an identity with ID: ($id)\$" "^$issued\$"
    "^Successfully revoked all access tokens for identity with ID: ($id)\$"
    "^Deleted the identity with ID: ($id)\$"
)
found=0 previous=none ids=()
while IFS= read -r line; do
    if [[ $line =~ ${expected[found]-^$.} ]]; then
        [[ -n ${BASH_REMATCH[1]} && $line != Issued* ]] && ids+=("${BASH_REMATCH[1]}")
        found=$((found + 1))
    fi
    [[ $line =~ ^(Azure|Created|Issued|Successfully|Deleted) && -n $previous ]] && fail "no empty line before: $line"
    [[ $previous =~ ^Issued && ! $line =~ ^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$ ]] &&
        fail "no token after: $previous"
    previous=$line
done <<<"$output"
[[ $found == "${#expected[@]}" ]] || fail "no line matches ${expected[found]} in its place; the example printed:"
[[ ${ids[0]} != "${ids[1]}" && ${ids[2]} == "${ids[0]}" && ${ids[3]} == "${ids[0]}" ]] ||
    fail "the ids don't belong together: ${ids[*]}; the example printed:"

output=$(cd / && "$run") || fail "examples/run ended with status $?; it printed:"
grep -qxF quickstart <<<"$output" || fail 'examples/run does not list the quickstart:'
output=$("$run" no-such-example 2>&1)
status=$?
[[ $status == 2 && $output == *quickstart* ]] || fail "examples/run with an unknown name ended with status $status:"
