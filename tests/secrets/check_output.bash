#!/usr/bin/env bash
# tests/secrets/check_output.bash FILE: what tests print must show no secrets: access keys, tokens, signatures,
# passwords. Prints the numbers of lines that do, not the lines; exit status 1 if any. tests/run has it look at the
# output of each suite.
# tests/secrets/check_output.bash --self-test: whether it sees each kind, and nothing where there is nothing.
here=$(dirname -- "${BASH_SOURCE[0]}")

# NAME EXPRESSION
read -r -d '' shapes <<'END'
token          eyJ[A-Za-z0-9_-]{8,}[.][A-Za-z0-9_-]{8,}[.]
access-key     [Aa]ccess[-_ ]?[Kk]ey"?[[:blank:]]*[=:][[:blank:]]*"?[A-Za-z0-9+/]{16,}
signature      Signature=[A-Za-z0-9+/%]{16,}
authorization  (Bearer|Basic)[[:blank:]]+[A-Za-z0-9+/=_.~-]{16,}
password       ://[^/@[:blank:]]+:[^/@[:blank:]]+@
END

# The keys that the tests' vectors have.
published_keys() {
    grep -hoiE '"(access)?key": *"[^"]{16,}"' "$here"/../vectors/*.json | sed -E 's/.*"([^"]*)"$/\1/' | LC_ALL=C sort -u
}

check() {
    local file=$1 name expression lines found=0
    while read -r name expression; do
        lines=$(grep -anE -- "$expression" "$file" | cut -d: -f1 | paste -sd' ')
        [[ -z $lines ]] && continue
        echo "the output shows a secret ($name), line $lines"
        found=1
    done <<<"$shapes"
    lines=$(grep -anF -f <(published_keys) -- "$file" | cut -d: -f1 | paste -sd' ')
    if [[ -n $lines ]]; then
        echo "the output shows a key of the tests' vectors, line $lines"
        found=1
    fi
    [[ $found == 0 ]]
}

self_test() {
    local file failures=0 key line
    file=$(mktemp) || return
    trap 'rm -f -- "$file"' RETURN
    key=$(published_keys | head -n 1)
    if [[ ${#key} -lt 16 ]]; then
        echo 'self-test: the vectors have no key'
        failures=1
    fi
    for line in "got eyJhbGciOiJSUzI1NiJ9.eyJza3lwZWlkIjoiYWNzIn0.c2ln" 'endpoint=https://a/;accesskey=MDEyMzQ1Njc4OWFiY2Rl' \
        '{"accessKey":"MDEyMzQ1Njc4OWFiY2RlZg=="}' 'SignedHeaders=host&Signature=MDEyMzQ1Njc4OWFiY2RlZg==' \
        'Authorization: Bearer 0123456789abcdef0123' 'HTTPS_PROXY=http://user:password@proxy' "x${key}x"; do
        printf 'first\n%s\n' "$line" >"$file"
        if check "$file" >/dev/null; then
            echo "self-test: not seen: $line"
            failures=1
        fi
    done
    printf '%s\n' 'accesskey is missing' 'Signature= REDACTED' 'the access key: is not base64' \
        'endpoint=https://<resource>/;accesskey=<key>' 'Bearer tokens' 'https://proxy:3128/a@b' >"$file"
    if ! check "$file"; then
        echo 'self-test: saw something where nothing is'
        failures=1
    fi
    [[ $failures == 0 ]]
}

if [[ ${1-} == --self-test ]]; then
    self_test
else
    check "$1"
fi
