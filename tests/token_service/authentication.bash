# Who is let in. The service is the one that test_endpoints left.
# shellcheck shell=bash

# by_session NAME STATUS SESSION
by_session() { expect "$1" "$2" GET /token -H "Authorization: Bearer $3"; }

test_authentication() {
    local good signature other cookie path
    for path in '-X GET /token' '-X POST /token' '-X POST /refresh' '-X DELETE /user'; do
        path=${path#-X }
        # shellcheck disable=SC2086
        expect "nobody: $path" 401 $path
    done
    check 'the answer says how' "$body" '*"unauthorized"*'
    good=$(session someone 600) signature=${good##*.} other=$(session another 600)
    by_session 'a session' 200 "$good"
    by_session 'an expired session' 401 "$(session someone -1)"
    by_session 'a session of another key' 401 "$(session someone 600 "$(printf '%064d' 7)")"
    by_session 'a session of an empty key' 401 "$(session someone 600 '')"
    by_session "another user's signature" 401 "${good%.*}.${other##*.}"
    by_session "another user's name" 401 "v1.$(printf someone-else | base64url).${good#v1.*.}"
    by_session 'another expiry' 401 "$(cut -d. -f 1,2 <<<"$good").9999999999.$signature"
    by_session 'no signature' 401 "${good%.*}."
    by_session 'half a signature' 401 "${good%.*}.${signature:0:21}"
    by_session 'another version' 401 "v2${good#v1}"
    by_session 'more behind it' 401 "$good.x"
    by_session 'a name that is none' 401 "$(session 'no name' 600)"
    by_session 'no expiry' 401 "v1.$(printf someone | base64url)..$signature"
    by_session 'nonsense' 401 '....'
    expect 'another scheme' 401 GET /token -H "Authorization: Basic $good"
    expect 'in the query it is nothing' 401 GET "/token?session=$good"

    # As a cookie it changes things only for the service's own pages.
    cookie=(-H "Cookie: other=1; session=$good")
    expect 'a cookie' 200 GET /token "${cookie[@]}"
    expect 'reading from elsewhere' 200 GET /token "${cookie[@]}" -H 'Origin: https://elsewhere.example'
    expect 'changing from elsewhere' 403 DELETE /user "${cookie[@]}" -H 'Origin: https://elsewhere.example'
    expect 'from another port' 403 POST /refresh "${cookie[@]}" -H "Origin: ${url%:*}:1"
    expect 'without TLS' 403 POST /refresh "${cookie[@]}" -H "Origin: http://127.0.0.1:$port"
    expect 'from nowhere' 403 POST /token "${cookie[@]}" -H 'Origin: null'
    expect 'from another site' 403 POST /token "${cookie[@]}" -H 'Sec-Fetch-Site: cross-site'
    expect 'from a neighbour' 403 POST /logout "${cookie[@]}" -H 'Sec-Fetch-Site: same-site'
    expect 'from here' 200 POST /token "${cookie[@]}" -H "Origin: $url" -H 'Sec-Fetch-Site: same-origin'
    expect 'by hand' 200 POST /token "${cookie[@]}"
    expect 'a bearer from elsewhere' 200 POST /token -H "Authorization: Bearer $good" -H 'Origin: https://elsewhere.example'

    # Log-ins of the demonstration.
    local json=(-H 'Content-Type: application/json') name
    expect 'logging in' 200 POST /login "${json[@]}" -d '{"user":"someone"}'
    for name in Secure HttpOnly SameSite=Strict Path=/ 'Max-Age=[1-9]*'; do
        check "the cookie is $name" "$(header Set-Cookie);" "session=v1.*; $name;*"
    done
    check 'and the same as the session' "$(header Set-Cookie)" "session=$(text_of session); *"
    by_session 'the session is good' 200 "$(text_of session)"
    for name in '' 'a b' 'ä' "$(printf 'x%.0s' {1..65})" 'a\u0000' '../x'; do
        expect "the name '${name:0:10}'" 400 POST /login "${json[@]}" -d "{\"user\":\"$name\"}"
    done
    for name in '' '{' '[]' '{}' '{"user":7}' '{"user":null}' '"someone"'; do
        expect "the log-in '$name'" 400 POST /login "${json[@]}" -d "$name"
    done
    expect 'the longest name' 200 POST /login "${json[@]}" -d "{\"user\":\"$(printf 'x%.0s' {1..64})\"}"
    expect 'logging in from elsewhere' 403 POST /login "${json[@]}" -d '{"user":"someone"}' -H 'Origin: https://elsewhere.example'
    expect 'logging out' 204 POST /logout "${cookie[@]}"
    check 'takes the cookie back' "$(header Set-Cookie)" 'session=;*Max-Age=0*'
}
