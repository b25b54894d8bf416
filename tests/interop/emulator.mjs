// The emulator that the runner started, and its control interface.
import assert from 'node:assert/strict';

export const ready = JSON.parse(process.env.ACS_EMULATOR);

export const endpoint = ready.endpoint;
export const connectionString = ready.connectionString;
export const accessKey = /accesskey=([^;]+)/i.exec(connectionString)[1];

/** A request to `/_emulator/<path>`; gives the answer's JSON, if it has any. */
export async function control(method, path, body) {
    const response = await fetch(`${endpoint}/_emulator/${path}`, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
}

/** The claims of an access token, as the emulator sees them. */
export async function introspect(token) {
    return control('POST', 'introspect', { token });
}

/** What a TokenCredential gives: an Entra token for the service itself. */
export async function entraServiceToken(scope) {
    const { token } = await control('POST', 'entra-token', { audience: scope, seconds: 3600 });
    return { token, expiresOnTimestamp: Date.now() + 3600_000 };
}
