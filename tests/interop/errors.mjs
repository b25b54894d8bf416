// What the official client makes of the emulator's refusals.
import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';

import { AzureKeyCredential } from '@azure/core-auth';
import { CommunicationIdentityClient } from '@azure/communication-identity';

import { accessKey, connectionString, control, endpoint } from './emulator.mjs';

const client = new CommunicationIdentityClient(connectionString);

afterEach(async () => {
    await control('DELETE', 'faults');
});

async function lastEntry() {
    const { entries } = await control('GET', 'journal');
    return entries.at(-1);
}

it('a wrong key: 401 Denied, and the journal says why', async () => {
    const wrongKey = Buffer.from('another key that is long enough!').toString('base64');
    const stranger = new CommunicationIdentityClient(endpoint, new AzureKeyCredential(wrongKey));
    let header;
    await assert.rejects(
        stranger.createUser({ onResponse: (response) => (header = response.headers.get('x-emulator-reason')) }),
        { name: 'RestError', statusCode: 401, code: 'Denied' },
    );
    assert.ok(header, 'x-emulator-reason is missing');
    const entry = await lastEntry();
    assert.equal(entry.status, 401);
    assert.match(entry.reason, /key|signature/i);
    assert.match(entry.reason, /POST\\n\/identities/, 'the reason shows what was signed');
    for (const text of [entry.reason, header]) {
        assert.ok(!text.includes(wrongKey));
        assert.ok(!text.includes(accessKey));
    }
});

it('a bearer token that Entra did not issue: 401', async () => {
    const stranger = new CommunicationIdentityClient(endpoint, {
        getToken: async () => ({ token: 'a.b.c', expiresOnTimestamp: Date.now() + 3600_000 }),
    });
    await assert.rejects(stranger.createUser(), { statusCode: 401, code: 'Denied' });
    assert.match((await lastEntry()).reason, /bearer/i);
});

for (const minutes of [59, 1441])
    it(`a lifetime of ${minutes} minutes: 400 ValidationError`, async () => {
        const expected = {
            statusCode: 400,
            code: 'ValidationError',
            message: new RegExp(`ExpiresInMinutes value ${minutes} is invalid`),
        };
        const user = await client.createUser();
        await assert.rejects(client.getToken(user, ['chat'], { tokenExpiresInMinutes: minutes }), expected);
        await assert.rejects(client.createUserAndToken(['chat'], { tokenExpiresInMinutes: minutes }), expected);
    });

it('no scopes and unknown scopes: 400', async () => {
    const user = await client.createUser();
    await assert.rejects(client.getToken(user, []), { statusCode: 400, code: 'ValidationError' });
    await assert.rejects(client.getToken(user, ['pstn']), { statusCode: 400, code: 'ValidationError' });
});

it('an unknown identity: 404', async () => {
    const user = await client.createUser();
    const unknown = { communicationUserId: user.communicationUserId.replace(/.{12}$/, '000000000000') };
    await assert.rejects(client.getToken(unknown, ['chat']), { statusCode: 404, code: 'NotFound' });
    await assert.rejects(client.revokeTokens(unknown), { statusCode: 404, code: 'NotFound' });
});

it('a Teams exchange with a token that Entra did not issue: 401 InvalidAccessToken', async () => {
    await assert.rejects(
        client.getTokenForTeamsUser({
            teamsUserAadToken: 'a.b.c',
            clientId: '2c3e1e83-8fd7-4615-ad2b-b8c1229845ac',
            userObjectId: '32c0a5db-05ec-78ea-51ab-3f06b329397e',
        }),
        { statusCode: 401, code: 'InvalidAccessToken' },
    );
});

it('429 with Retry-After: the SDK waits and tries again', async () => {
    await control('POST', 'reset');
    await control('POST', 'faults', { kind: 'throttle', op: 'create_user', times: 1, retryAfter: 1 });
    const start = performance.now();
    const user = await client.createUser();
    assert.ok(performance.now() - start > 900, 'it did not wait');
    assert.match(user.communicationUserId, /^8:acs:/);
    const { entries } = await control('GET', 'journal');
    assert.deepEqual(
        entries.map((entry) => entry.status),
        [429, 201],
    );
});

it('429 without an end: the error says so', async () => {
    await control('POST', 'faults', { kind: 'throttle', op: 'create_user', retryAfter: 0 });
    await assert.rejects(client.createUser({ retryOptions: { maxRetries: 1 } }), { statusCode: 429 });
});
