#!/usr/bin/env bash
# tests/token_service.bash [PROGRAM [PART...]]: the token service (build/dev/bin/token_service) from outside, by curl:
# what it answers, to whom, and what becomes of it in bad conditions. Started by `tests/run service`, and some parts by
# `tests/run tsan`.
. "$(dirname -- "${BASH_SOURCE[0]}")/../src/build.bash" || exit
unset COMMUNICATION_SERVICES_CONNECTION_STRING SSL_CERT_FILE NODE_OPTIONS
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
program=${1-$root/build/dev/bin/token_service}
parts=(options endpoints authentication http restart admission outage resource)
for part in service "${parts[@]}"; do
    . "$root/tests/token_service/$part.bash" || exit
done

started=$SECONDS
[[ $# -le 1 ]] || parts=("${@:2}")
[[ " ${parts[*]} " != *' outage '* ]] || begin_long_outage
for part in "${parts[@]}"; do
    echo "-- $part"
    "test_$part"
done

# Whatever was secret is in no output and in no answer that everybody sees.
if grep -qF -f <(sort -u "$work/secrets") -- "$work/output" "$work/public"; then
    failed 'the output shows a secret'
else
    ok "none of $(sort -u "$work/secrets" | wc -l) secrets is in the output"
fi
if grep -qE 'runtime error|AddressSanitizer|LeakSanitizer|ThreadSanitizer' "$work/output"; then
    failed 'a sanitizer found something'
    grep -aE -A 30 'runtime error|AddressSanitizer|LeakSanitizer|ThreadSanitizer' "$work/output" | without_secrets
fi
if [[ $failures != 0 ]]; then
    echo 'the services said:'
    tail -n 60 -- "$work/output" | without_secrets
fi
echo "$failures failed, in $((SECONDS - started)) s"
[[ $failures == 0 ]]
