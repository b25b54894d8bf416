# HTTP's corners, on the service that test_endpoints left.
# shellcheck shell=bash

# answers NAME PATTERN BYTES: the statuses of what is answered, and that it is closed then.
answers() {
    local said
    said=$(raw "$3")
    check "$1" "$(grep -aoE 'HTTP/1.1 [0-9]+|\(.*\)' <<<"$said" | sed 's/.* //' | xargs)" "$2"
    [[ $2 == *' '* || $said == *'Connection: close'* ]] || failed "$1: it closes without saying so"
}

test_http() {
    local host='Host: localhost\r\n' last='Connection: close\r\n' long me said many=''
    expect 'no such path' 404 GET /nothing
    expect 'no such path, climbing' 404 GET /../../etc/passwd --path-as-is
    expect 'a query is no other path' 200 GET '/health?now'
    for path in 'PUT /token' 'GET /refresh' 'GET /login' 'PATCH /user' 'POST /status' 'OPTIONS /token' 'BREW /metrics'; do
        # shellcheck disable=SC2086
        expect "$path is not possible" 405 $path
        check 'what is, stands there' "$(header Allow)" '[A-Z]*'
    done
    expect 'HEAD' 200 HEAD /health
    check 'tells the length' "$(header Content-Length)" 15
    expect 'a body in pieces' 200 POST /login -H 'Transfer-Encoding: chunked' -H 'Content-Type: application/json' -d '{"user":"someone"}'
    expect 'Expect: 100-continue' 200 POST /login -H 'Expect: 100-continue' -H 'Content-Type: application/json' -d '{"user":"someone"}'
    check 'is answered first' "$(head -n 1 "$work/head")" 'HTTP/1.1 100*'

    local health="GET /health HTTP/1.1\r\n$host"
    answers 'pipelined requests' '200 200 200' "$health\r\n$health\r\n$health$last\r\n"
    for _ in {1..250}; do
        many+="$health\r\n"
    done
    record=16000 answers 'in one record more of them than a head may have bytes' "200$(printf ' 200%.0s' {1..250})" "$many$health$last\r\n"
    answers 'HEAD among them has no body' '200 404 200' "HEAD /health HTTP/1.1\r\n$host\r\nHEAD /x HTTP/1.1\r\n$host\r\n$health$last\r\n"
    me=$(session pipelined 600)
    answers 'one that waits holds up the next' '200 405 200' \
        "GET /token HTTP/1.1\r\n${host}Authorization: Bearer $me\r\n\r\nPUT /token HTTP/1.1\r\n$host\r\n$health$last\r\n"
    answers 'an empty line before a request' '200 200' "\r\n$health\r\n\r\n$health$last\r\n"
    answers 'two of them' 400 "\r\n\r\n$health$last\r\n"
    answers 'HTTP/1.0' '200' 'GET /health HTTP/1.0\r\n\r\n'
    answers 'HTTP/1.0 that stays' '200 200' 'GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /health HTTP/1.0\r\n\r\n'

    answers 'nonsense' 400 'NONSENSE\r\n\r\n'
    answers 'another protocol' 400 'GET /health HTTQ/1.1\r\n\r\n'
    answers 'no host' 400 'GET /health HTTP/1.1\r\n\r\n'
    answers 'two hosts' 400 "GET /health HTTP/1.1\r\n$host$host\r\n"
    answers 'a space before the colon' 400 "GET /health HTTP/1.1\r\n${host}X : 1\r\n\r\n"
    answers 'two lengths' 400 "POST /login HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
    answers 'a length that is none' 400 "POST /login HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n{}"
    answers 'a length and pieces' 400 "POST /login HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answers 'chunks of HTTP/1.0' 400 "POST /logout HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answers 'a coding beside chunked' 400 "POST /logout HTTP/1.1\r\n${host}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    answers 'a chunked with something behind' 400 \
        "POST /logout HTTP/1.1\r\n${host}Transfer-Encoding: chunked;x\r\n\r\n0\r\n\r\n"
    answers 'a key behind the body is none' '401 200' \
        "POST /token HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: Bearer $me\r\n\r\n$health$last\r\n"
    answers 'a host behind the body is none' 400 \
        "POST /logout HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n$host\r\n"
    answers 'a piece without length' 400 "POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nxyz\r\n"
    long=$(printf 'x%.0s' {1..9000})
    answers 'a head too big' 431 "GET /health HTTP/1.1\r\n${host}X: $long\r\n\r\n"
    answers 'a head too big, of many small fields' 431 "GET /health HTTP/1.1\r\n$host$(printf 'a:%.0s\\r\\n' {1..3000})\r\n"
    answers 'a target too long' 431 "GET /$long HTTP/1.1\r\n$host\r\n"
    answers 'a body too big' 413 "POST /login HTTP/1.1\r\n${host}Content-Length: 9000\r\n\r\n$long"
    answers 'a body too big, in pieces' 413 "POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n2328\r\n$long\r\n0\r\n\r\n"
    said=$(raw 'NONSENSE\r\n\r\n')
    check 'refusals are as the others' "$said" '*"error":{"code":"*'
    expect 'it still serves' 200 GET /health
    said=$("${client[@]}" "http://127.0.0.1:$port/health" 2>/dev/null)
    check 'without TLS it says nothing' "$said" ''
    if "${client[@]}" --cacert "$ca" --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 "$url/health" >/dev/null 2>&1; then
        failed 'it speaks TLS 1.1'
    else
        ok 'TLS 1.1 is too old'
    fi
}
