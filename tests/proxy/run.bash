#!/usr/bin/env bash
# tests/proxy/run.bash: the client against acs-emulator through tinyproxy, which wants a user name and password and
# allows tunnels to few ports. Its log says which calls went through it. Started by `tests/run proxy`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../../src/build.bash" || exit
bin=$root/build/dev/bin
work=$(mktemp -d) || exit
emulator_pid='' tinyproxy_pid='' failures=0

finish() {
    local pid
    for pid in $emulator_pid $tinyproxy_pid; do
        kill -KILL "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    rm -rf -- "$work"
}
trap finish EXIT

# Its first line says that it serves, and where.
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
    [[ $ready =~ \"connectionString\":\ *\"([^\"]+)\" ]] && connection_string=${BASH_REMATCH[1]}
    [[ $ready =~ \"caFile\":\ *\"([^\"]+)\" ]] && ca_file=${BASH_REMATCH[1]}
    [[ $ready =~ \"port\":\ *([0-9]+) ]] && emulator_port=${BASH_REMATCH[1]}
    [[ -n $connection_string && -n $ca_file && -n $emulator_port ]]
}

# It can't take any free port by itself: ports are tried.
start_tinyproxy() {
    for _ in {1..20}; do
        proxy_port=$((RANDOM % 20000 + 20000))
        printf '%s\n' "Port $proxy_port" 'Listen 127.0.0.1' 'Timeout 60' 'MaxClients 20' "LogFile \"$work/log\"" \
            'LogLevel Info' 'BasicAuth user pass.word' "ConnectPort $emulator_port" 'ConnectPort 1' >"$work/tinyproxy.conf"
        : >"$work/log"
        tinyproxy -d -c "$work/tinyproxy.conf" >"$work/tinyproxy.errors" 2>&1 </dev/null &
        tinyproxy_pid=$!
        # It logs this once it listens; a port in use ends it before.
        grep -qm 1 'Starting main loop' < <(timeout 20 tail -n +1 -f --pid="$tinyproxy_pid" -- "$work/log" 2>/dev/null) &&
            return
        kill -KILL "$tinyproxy_pid" 2>/dev/null
        wait "$tinyproxy_pid" 2>/dev/null
    done
    tinyproxy_pid=''
    echo 'tinyproxy did not start:'
    cat -- "$work/tinyproxy.errors" "$work/log"
    return 1
}

logged() { grep -cE -- "$1" "$work/log"; }

# expect NAME TEXT REQUESTS TUNNELS [VARIABLE=VALUE...] [-- ARG]: runs the client in an environment of its own; its
# output must begin with TEXT, and tinyproxy must have seen so many requests and made so many tunnels.
expect() {
    local name=$1 text=$2 requests=$3 tunnels=$4 variables=() output
    shift 4
    while [[ $# != 0 && $1 != -- ]]; do
        variables+=("$1")
        shift
    done
    shift
    requests=$(($(logged ': CONNECT [^ ]+ HTTP/1.1$') + requests))
    tunnels=$(($(logged 'Established connection to host') + tunnels))
    output=$(env -i PATH="$PATH" SSL_CERT_FILE="$ca_file" COMMUNICATION_SERVICES_CONNECTION_STRING="$connection_string" \
        "${variables[@]}" "$bin/proxy_client" "$@" 2>&1 </dev/null)
    if [[ $output != "$text"* || $output == *pass.word* ]]; then
        echo "FAILED: $name: the client said: $output"
    elif [[ $(logged ': CONNECT [^ ]+ HTTP/1.1$') != "$requests" ]]; then
        echo "FAILED: $name: not as many requests at the proxy as expected"
    elif [[ $(logged 'Established connection to host') != "$tunnels" ]]; then
        echo "FAILED: $name: not as many tunnels as expected"
    else
        echo "ok: $name"
        return
    fi
    failures=$((failures + 1))
}

start_emulator && start_tinyproxy || exit
proxy=http://user:pass.word@127.0.0.1:$proxy_port
nobody=http://127.0.0.1:1
created='created 8:acs:'

expect 'no proxy' "$created" 0 0
expect 'by option' "$created" 1 1 -- "$proxy"
expect 'by option, percent-encoded' "$created" 1 1 -- "http://us%65r:%70ass%2eword@127.0.0.1:$proxy_port/"
expect 'by option, against the environment' "$created" 1 1 HTTPS_PROXY=$nobody NO_PROXY='*' -- "$proxy"
expect 'an empty option: none' "$created" 0 0 HTTPS_PROXY="$proxy" -- ''
expect 'HTTPS_PROXY' "$created" 1 1 HTTPS_PROXY="$proxy"
expect 'https_proxy' "$created" 1 1 https_proxy="$proxy"
expect 'HTTPS_PROXY before the others' "$created" 1 1 HTTPS_PROXY="$proxy" https_proxy=$nobody ALL_PROXY=$nobody
expect 'ALL_PROXY' "$created" 1 1 ALL_PROXY="$proxy"
expect 'all_proxy' "$created" 1 1 all_proxy="${proxy#http://}"
expect 'HTTP_PROXY does not count' "$created" 0 0 HTTP_PROXY=$nobody http_proxy=$nobody
for list in '*' 127.0.0.1 "localhost, 127.0.0.1:$emulator_port" 127.0.0.0/8; do
    expect "NO_PROXY=$list" "$created" 0 0 HTTPS_PROXY="$proxy" NO_PROXY="$list"
done
expect 'no_proxy' "$created" 0 0 ALL_PROXY="$proxy" no_proxy=127.0.0.1
for list in 'example.com,.0.0.1' "127.0.0.1:$((emulator_port - 1))" 127.0.0.2/32; do
    expect "NO_PROXY=$list" "$created" 1 1 HTTPS_PROXY="$proxy" NO_PROXY="$list"
done
expect 'a wrong password' 'the proxy asks for credentials' 1 0 HTTPS_PROXY="http://user:pass@127.0.0.1:$proxy_port"
expect 'no password' 'the proxy asks for credentials' 1 0 HTTPS_PROXY="http://127.0.0.1:$proxy_port"
expect 'no proxy there' 'no connection could be made' 0 0 HTTPS_PROXY=$nobody
expect 'a SOCKS proxy' "the proxy's URL can't be used: the environment's ALL_PROXY" 0 0 ALL_PROXY=socks5://127.0.0.1:1

by_address=$connection_string
connection_string=${by_address/127.0.0.1/localhost}
expect 'a name' "$created" 1 1 HTTPS_PROXY="$proxy" NO_PROXY=127.0.0.1
expect 'a name in NO_PROXY' "$created" 0 0 HTTPS_PROXY="$proxy" NO_PROXY=127.0.0.1,.localhost
connection_string=${by_address/:$emulator_port/:1}
expect 'nobody at the endpoint' "no connection could be made: the proxy 127.0.0.1:$proxy_port" 1 0 HTTPS_PROXY="$proxy"
connection_string=${by_address/:$emulator_port/:2}
expect 'a port that the proxy forbids' 'the proxy refused the tunnel' 1 0 HTTPS_PROXY="$proxy"

if [[ $failures != 0 ]]; then
    echo "tinyproxy's log:"
    cat -- "$work/log"
fi
[[ $failures == 0 ]]
