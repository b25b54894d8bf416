// A minimal token service on Node with the official SDK, for benchmarks/run service: what token_service is compared
// with. The session check is the same; each user has a cached AzureCommunicationTokenCredential that refreshes
// proactively, as the SDK's documentation recommends. No framework.
//
// node server.mjs --port N --certificate FILE --private-key FILE --session-key FILE --ready-file FILE
// COMMUNICATION_SERVICES_CONNECTION_STRING names the resource, NODE_EXTRA_CA_CERTS its authority. When it serves, it
// writes {"port":N,"pid":N} to the ready file.

import { AzureCommunicationTokenCredential } from '@azure/communication-common';
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
    options: {
        port: { type: 'string', default: '0' },
        certificate: { type: 'string' },
        'private-key': { type: 'string' },
        'session-key': { type: 'string' },
        'ready-file': { type: 'string' },
    },
});
const scopes = ['chat', 'voip'];
const client = new CommunicationIdentityClient(process.env.COMMUNICATION_SERVICES_CONNECTION_STRING);
const sessionKey = createSecretKey(Buffer.from(readFileSync(options['session-key'], 'utf8').trim()));

const bearer = 'Bearer ';

/** The user of a session `v1.<base64url(user)>.<expiry>.<base64url(HMAC-SHA256)>`; undefined if it is no good. */
function authenticate(request) {
    const header = request.headers.authorization;
    if (header === undefined || !header.startsWith(bearer)) {
        return undefined;
    }
    const end = header.lastIndexOf('.');
    const text = header.slice(bearer.length, end);
    const expected = createHmac('sha256', sessionKey).update(text).digest();
    const given = Buffer.from(header.slice(end + 1), 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        return undefined;
    }
    const [version, user, expiry] = text.split('.');
    if (version !== 'v1' || Number(expiry) * 1000 <= Date.now()) {
        return undefined;
    }
    return Buffer.from(user, 'base64url').toString();
}

/** An identity with its credential, and the answer as long as its token is the same. */
class Holder {
    #id;
    #credential;
    #token;
    #body;

    static async create() {
        const made = await client.createUserAndToken(scopes);
        return new Holder({ communicationUserId: made.user.communicationUserId }, made.token);
    }

    constructor(id, token) {
        this.#id = id;
        this.#credential = new AzureCommunicationTokenCredential({
            tokenRefresher: async (abortSignal) => (await client.getToken(id, scopes, { abortSignal })).token,
            token,
            refreshProactively: true,
        });
    }

    async answer() {
        const { token, expiresOnTimestamp } = await this.#credential.getToken();
        if (token !== this.#token) {
            const expiresOn = new Date(expiresOnTimestamp).toISOString().replace('Z', '0000+00:00');
            this.#body = Buffer.from(JSON.stringify({ token, expiresOn, user: this.#id }));
            this.#token = token;
        }
        return this.#body;
    }
}

const holders = new Map(); // user -> holder, or the promise of one
const unauthorized = Buffer.from('{"error":{"code":"unauthorized","message":"There is no valid session."}}');
const failed = Buffer.from('{"error":{"code":"service_failed","message":"There is no token now."}}');
const unknown = Buffer.from('{"error":{"code":"not_found","message":"There is no such resource."}}');

function reply(response, status, body) {
    response.sendDate = false;
    response.writeHead(status, [
        'Content-Type', 'application/json',
        'Content-Length', body.length,
        'Cache-Control', 'no-store',
        'X-Content-Type-Options', 'nosniff',
    ]);
    response.end(body);
}

async function serve(request, response) {
    if (request.url !== '/token') {
        return reply(response, 404, unknown);
    }
    const user = authenticate(request);
    if (user === undefined) {
        return reply(response, 401, unauthorized);
    }
    try {
        let holder = holders.get(user);
        if (holder === undefined) {
            // One identity, however many first requests there are at a time.
            holder = Holder.create();
            holders.set(user, holder);
            holder.then(
                (made) => holders.set(user, made),
                () => holders.delete(user),
            );
        }
        if (holder instanceof Promise) {
            holder = await holder;
        }
        reply(response, 200, await holder.answer());
    } catch {
        reply(response, 502, failed);
    }
}

const server = createServer(
    { cert: readFileSync(options.certificate), key: readFileSync(options['private-key']), keepAliveTimeout: 60000 },
    serve,
);
server.listen({ port: Number(options.port), host: '127.0.0.1', backlog: 4096 }, () => {
    const draft = `${options['ready-file']}.new`;
    writeFileSync(draft, JSON.stringify({ port: server.address().port, pid: process.pid }));
    renameSync(draft, options['ready-file']);
});
for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => process.exit(0));
}
