# A resource by its connection string (the emulator of another service), API keys, and an end without warning.
# shellcheck shell=bash

test_resource() {
    local resource resource_ca key user emulating before me
    start
    resource=$connection_string resource_ca=$emulator_ca emulating=$service
    local control_by=("$emulator" "$emulator_ca")
    key=$(openssl rand -hex 20)
    printf '# keys of the backends\n%s backend\n\n%s other\n' "$key" "$(openssl rand -hex 20)" >"$work/keys"
    sed -n 's/^\([0-9a-f]\{40\}\) .*/\1/p' "$work/keys" >>"$work/secrets"
    export COMMUNICATION_SERVICES_CONNECTION_STRING=$resource
    local with=(--state-dir "$work/backend" --ca "$resource_ca" --api-keys "$work/keys" --lifetime 60)
    start "${with[@]}"
    check 'it has no emulator' "$emulator" -
    emulator=${control_by[0]} emulator_ca=${control_by[1]}
    expect 'no log-ins' 404 POST /login -d '{"user":"someone"}'
    ask GET /status
    check 'the status says so' "$(number_of demoLogin) $(number_of emulated)" 'false false'
    expect 'an API key' 200 GET /token -H "X-API-Key: $key"
    user=$(text_of communicationUserId)
    check 'the lifetime is as it was wanted' "$(node -p 'Math.round((Date.parse(process.argv[1]) - Date.now()) / 60e3)' "$(text_of expiresOn)")" 60
    mapfile -t me < <(as backend)
    expect 'its user by session' 200 GET /token "${me[@]}"
    check 'is the same' "$(text_of communicationUserId)" "$user"
    expect 'another API key' 401 GET /token -H "X-API-Key: ${key%?}x"
    expect 'an empty one' 401 GET /token -H 'X-API-Key;'
    expect 'a key from anywhere' 200 POST /refresh -H "X-API-Key: $key" -H 'Origin: https://elsewhere.example'

    # What it answered it remembers, even if nobody lets it say good-bye.
    kill -KILL "$service"
    wait "$service" 2>/dev/null
    before=$(creations)
    start "${with[@]}"
    emulator=${control_by[0]} emulator_ca=${control_by[1]}
    expect 'after that' 200 GET /token -H "X-API-Key: $key"
    check 'the identity is the same' "$(text_of communicationUserId)" "$user"
    check 'none was made' "$(creations)" "$before"
    stop 'it ends'

    # Identities belong to their resource. And the certificate may be one's own.
    unset COMMUNICATION_SERVICES_CONNECTION_STRING
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$work/own-key.pem" -out "$work/own.pem" 2>/dev/null
    start --state-dir "$work/backend" --certificate "$work/own.pem" --private-key "$work/own-key.pem"
    ca=$work/own.pem
    ask GET /status
    check 'another resource has none of them' "$(number_of identities)" 0
    mapfile -t me < <(as backend)
    expect 'the same user there' 200 GET /token "${me[@]}"
    check 'has an identity of its own' "$(creations)" 1
    stop 'it ends'
    service=$emulating
    stop 'and so does the other'
}
