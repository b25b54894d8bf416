# What it can't do it says, and ends.
# shellcheck shell=bash

# refused NAME STATUS WORDS [OPTION...]
refused() {
    local name=$1 wanted=$2 words=$3 output got
    shift 3
    output=$(timeout 30 "$program" --port 0 "$@" 2>&1 </dev/null)
    got=$?
    # shellcheck disable=SC2053
    if [[ $got == $wanted && $output == *"$words"* ]]; then
        ok "$name"
    else
        failed "$name: status $got instead of $wanted, or not '$words': $output"
    fi
    printf '%s\n' "$output" >>"$work/output"
}

test_options() {
    local wrong output
    for wrong in --nonsense '--port x' '--port 65536' '--port' '--threads 0' '--lifetime 59' '--limit 5' '--limit x/30' \
        '--demo-login maybe' '--max-connections 0' '--max-waiting -1' '--drain-delay soon' '--scopes ,' \
        '--certificate a.pem' '--private-key a.pem'; do
        # shellcheck disable=SC2086
        refused "$wrong is refused" 2 "${wrong%% *}" $wrong
    done
    refused '--help helps' 0 --state-dir --help
    COMMUNICATION_SERVICES_CONNECTION_STRING='endpoint=https://a.invalid/;accesskey=bm90IGEga2V5IGF0IGFsbA==' \
        refused 'a resource needs a state folder' 2 --state-dir
    COMMUNICATION_SERVICES_CONNECTION_STRING='endpoint=https://a.invalid/;accesskey' \
        refused 'a connection string that is none' '[12]' onnection --state-dir "$work/none"
    refused 'no certificate' 1 "$work/none.pem" --certificate "$work/none.pem" --private-key "$work/none.pem"
    refused 'an unusable address' 1 192.0.2.1 --address 192.0.2.1
    printf 'short someone\n' >"$work/bad_keys"
    refused 'a bad file of API keys' 1 "$work/bad_keys:1" --api-keys "$work/bad_keys"
    mkdir -- "$work/open"
    (umask 022 && printf '%064d\n' 7 >"$work/open/session.key")
    refused 'a key that others can read' 1 session.key --state-dir "$work/open"
    mkdir -- "$work/emptied"
    : >"$work/emptied/identities.sqlite"
    refused 'a database that lost all' 1 'identities.sqlite: this file is empty' --state-dir "$work/emptied"
    check 'which stays as it is' "$(stat -c %s "$work/emptied/identities.sqlite")" 0
    rm -- "$work/emptied/identities.sqlite"
    : >"$work/emptied/identities.sqlite-wal"
    refused 'a database that is gone' 1 'identities.sqlite: this file is missing' --state-dir "$work/emptied"
    refused 'a name instead of an address' 2 'is no IP address' --address localhost
    COMMUNICATION_SERVICES_CONNECTION_STRING='endpoint=https://a.invalid/;accesskey=bm90IGEga2V5IGF0IGFsbA==' \
        refused 'authorities that are not there' 2 "$work/none.pem" --state-dir "$work/none" --ca "$work/none.pem"
    output=$(ulimit -n 700 && timeout 30 "$program" --port 0 --address 192.0.2.1 2>&1 </dev/null)
    check 'few descriptors mean few connections' "$output" '*at most 392 connections instead of 10000*'
}
