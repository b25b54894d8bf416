# Starting, asking and stopping token services; sourced by tests/token_service.bash.
# shellcheck shell=bash

work=$(mktemp -d) || exit
failures=0 services=()

finish() {
    local pid
    for pid in "${services[@]}"; do
        kill -KILL "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    rm -rf -- "$work"
}
trap finish EXIT

# The tests' own output is looked at for secrets, too.
without_secrets() { sed -E 's/eyJ[A-Za-z0-9_.-]+/<token>/g; s/v1[.][A-Za-z0-9_.-]+/<session>/g' | cut -c 1-400; }

ok() { echo "ok: $1"; }

failed() {
    printf 'FAILED: %s\n' "$1" | without_secrets
    failures=$((failures + 1))
}

# check NAME VALUE PATTERN
check() {
    # shellcheck disable=SC2053
    if [[ $2 == $3 ]]; then
        ok "$1"
    else
        failed "$1: '$2' is not '$3'"
    fi
}

check_differs() {
    if [[ -n $2 && -n $3 && $2 != "$3" ]]; then ok "$1"; else failed "$1: the same, or empty"; fi
}

# until_true NAME COMMAND...: looks again and again, for 30 s at most.
until_true() {
    local name=$1 end=$((SECONDS + 30))
    shift
    until "$@"; do
        if ((SECONDS > end)); then
            failed "$name: not within 30 s"
            return 1
        fi
        sleep 0.05
    done
}

ended() { ! kill -0 "$1" 2>/dev/null; }
serves_or_ended() { [[ -s $work/ready.json ]] || ended "$service"; }

# start [OPTION...]: sets service (its process), url, port, ca, state (its folder), and emulator, connection_string and
# emulator_ca, which are - without one.
start() {
    rm -f -- "$work/ready.json"
    "$program" --port 0 --ready-file "$work/ready.json" "$@" >>"$work/output" 2>&1 </dev/null &
    service=$!
    services+=("$service")
    until_true 'the service starts' serves_or_ended
    if ended "$service" || [[ ! -s $work/ready.json ]]; then
        echo 'FAILED: the service did not start:'
        without_secrets <"$work/output" | tail -n 20
        exit 1
    fi
    { read -r url && read -r port && read -r ca && read -r state && read -r pid && read -r emulator &&
        read -r connection_string && read -r emulator_ca; } < <(node -e '
            const { url, port, caFile, stateDir, pid, emulator } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
            const { endpoint = "-", connectionString = "-", caFile: authority = "-" } = emulator ?? {};
            console.log([url, port, caFile, stateDir, pid, endpoint, connectionString, authority].join("\n"));
        ' "$work/ready.json")
    [[ $connection_string == - ]] || sed 's/.*accesskey=//' <<<"$connection_string" >>"$work/secrets"
    check 'the ready file names the process' "$pid" "$service"
}

# stop NAME [SIGNAL]: the service must end by it, with status 0.
stop() {
    kill "-${2-TERM}" "$service"
    await_end "$1" 0
}

# await_end NAME PATTERN
await_end() {
    until_true "$1" ended "$service" || kill -KILL "$service"
    wait "$service"
    check "$1" "status $?" "status $2"
}

client=(curl -sS --noproxy '*' --max-time 40)

# ask METHOD PATH [CURL OPTION...]: sets status and body; the head is in a file.
ask() {
    local method=(-X "$1") path=$2
    shift 2
    [[ ${method[1]} == HEAD ]] && method=(--head)
    : >"$work/body"
    : >"$work/head"
    status=$("${client[@]}" --cacert "$ca" "${method[@]}" -o "$work/body" -D "$work/head" -w '%{http_code}' "$@" "$url$path")
    body=$(cat -- "$work/body")
    remember
}

# Whatever is secret must not be in any output at the end.
remember() {
    local name
    for name in token session; do
        text_of "$name" | grep -E '.{20}' >>"$work/secrets"
    done
}

# expect NAME STATUS METHOD PATH [CURL OPTION...]
expect() {
    local name=$1 wanted=$2 reason=''
    shift 2
    ask "$@"
    [[ $status == "$wanted" ]] || reason="status $status instead of $wanted: $body"
    [[ $(header Cache-Control) == no-store ]] || reason+='; without Cache-Control: no-store'
    [[ $(header X-Content-Type-Options) == nosniff ]] || reason+='; without nosniff'
    case $wanted in
    4?? | 5??)
        [[ $1 == HEAD || $body =~ ^\{\"error\":\{\"code\":\"[a-z_]+\",\"message\":\"([^\"\\]|\\.)+\"\}\}$ ]] ||
            reason+="; no proper error: $body"
        ;;
    esac
    [[ $wanted != 401 || $(header WWW-Authenticate) == Bearer* ]] || reason+='; without WWW-Authenticate'
    [[ $wanted != @(429|503) || $(header Retry-After) =~ ^[1-9][0-9]*$ ]] || reason+='; without Retry-After'
    if [[ -n $reason ]]; then failed "$name: ${reason#; }"; else ok "$name"; fi
}

header() { tr -d '\r' <"$work/head" | sed -n "s/^$1: //Ip" | tail -n 1; }
text_of() { [[ $body =~ \"$1\":\ *\"([^\"]*)\" ]] && printf '%s\n' "${BASH_REMATCH[1]}"; }
number_of() { [[ $body =~ \"$1\":\ *([0-9.eE+-]+|true|false|null) ]] && printf '%s\n' "${BASH_REMATCH[1]}"; }

# status_is NAME VALUE: of GET /status.
status_is() {
    ask GET /status
    [[ $(number_of "$1") == "$2" ]]
}

# control METHOD PATH [JSON]: the emulator's control interface; the answer is in body.
control() {
    body=$("${client[@]}" --cacert "$emulator_ca" -X "$1" ${3+--data "$3"} "$emulator/_emulator/$2") ||
        failed "the emulator's control interface: $1 $2"
}

# requests_of OPERATION...: how many the emulator has seen of these.
requests_of() {
    local operation sum=0
    control GET stats
    for operation; do
        [[ $body =~ \"$operation\":\ *\{\"requests\":\ *([0-9]+) ]] && sum=$((sum + BASH_REMATCH[1]))
    done
    echo "$sum"
}
creations() { requests_of create_user create_user_and_token; }

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# session USER SECONDS [KEY]: signed with the service's key, or with this one. It expires in so many seconds.
session() {
    local signed
    signed=v1.$(printf %s "$1" | base64url).$(($(date +%s) + $2))
    printf '%s.%s\n' "$signed" "$(printf %s "$signed" |
        openssl dgst -sha256 -hmac "${3-$(cat -- "$state/session.key")}" -binary | base64url)" | tee -a -- "$work/secrets"
}

# as USER: the options by which curl shows that it is this user.
as() { printf '%s\n' -H "Authorization: Bearer $(session "$1" 600)"; }

# raw BYTES: what the service says to these, with the escapes of printf, until it closes the connection. They go in
# records of 4,000 bytes, or of $record.
raw() { printf '%b' "$1" | node "$root/tests/token_service/raw.mjs" "$port" "$ca" "${record-4000}"; }
