// Every operation of the official client, with each of the ways to authorise.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AzureKeyCredential } from '@azure/core-auth';
import { CommunicationIdentityClient } from '@azure/communication-identity';

import { accessKey, connectionString, control, endpoint, entraServiceToken, introspect } from './emulator.mjs';

const idPattern = /^8:acs:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const allScopes = ['chat', 'voip', 'chat.join', 'chat.join.limited', 'voip.join'];

const entraCredential = {
    asked: [],
    async getToken(scopes) {
        const [scope] = [scopes].flat();
        this.asked.push(scope);
        return entraServiceToken(scope);
    },
};

const clients = {
    'connection string': () => new CommunicationIdentityClient(connectionString),
    'endpoint and AzureKeyCredential': () =>
        new CommunicationIdentityClient(endpoint, new AzureKeyCredential(accessKey)),
    'endpoint with a slash and AzureKeyCredential': () =>
        new CommunicationIdentityClient(`${endpoint}/`, new AzureKeyCredential(accessKey)),
    'endpoint and TokenCredential': () => new CommunicationIdentityClient(endpoint, entraCredential),
};

function assertExpiresIn(expiresOn, minutes) {
    assert.ok(expiresOn instanceof Date);
    const seconds = (expiresOn.getTime() - Date.now()) / 1000;
    assert.ok(Math.abs(seconds - minutes * 60) < 30, `expires in ${seconds} s, not in ${minutes} min`);
}

for (const [name, makeClient] of Object.entries(clients)) {
    describe(name, () => {
        it('createUser', async () => {
            const user = await makeClient().createUser();
            assert.deepEqual(Object.keys(user), ['communicationUserId']);
            assert.match(user.communicationUserId, idPattern);
            assert.equal(user.communicationUserId.length, 79);
        });

        it('createUserAndToken', async () => {
            const { user, token, expiresOn } = await makeClient().createUserAndToken(['chat', 'voip']);
            assert.match(user.communicationUserId, idPattern);
            assertExpiresIn(expiresOn, 1440);
            const { active, claims } = await introspect(token);
            assert.equal(active, true);
            assert.equal(`8:${claims.skypeid}`, user.communicationUserId);
            assert.deepEqual(claims.acsScope.split(','), ['chat', 'voip']);
        });

        it('createUserAndToken with tokenExpiresInMinutes', async () => {
            const { token, expiresOn } = await makeClient().createUserAndToken(allScopes, {
                tokenExpiresInMinutes: 60,
            });
            assertExpiresIn(expiresOn, 60);
            const { claims } = await introspect(token);
            assert.deepEqual(claims.acsScope.split(',').sort(), [...allScopes].sort());
            assert.equal(claims.exp - claims.iat, 3600);
        });

        it('getToken', async () => {
            const client = makeClient();
            const user = await client.createUser();
            const { token, expiresOn } = await client.getToken(user, ['voip']);
            assertExpiresIn(expiresOn, 1440);
            const { active, claims } = await introspect(token);
            assert.equal(active, true);
            assert.equal(claims.acsScope, 'voip');
        });

        for (const scope of allScopes)
            it(`getToken for ${scope}, 60 and 1440 minutes`, async () => {
                const client = makeClient();
                const user = await client.createUser();
                for (const tokenExpiresInMinutes of [60, 1440]) {
                    const { token, expiresOn } = await client.getToken(user, [scope], { tokenExpiresInMinutes });
                    assertExpiresIn(expiresOn, tokenExpiresInMinutes);
                    assert.equal((await introspect(token)).claims.acsScope, scope);
                }
            });

        it('revokeTokens', async () => {
            const client = makeClient();
            const { user, token } = await client.createUserAndToken(['chat']);
            assert.equal(await client.revokeTokens(user), undefined);
            assert.equal((await introspect(token)).active, false);
            const renewed = await client.getToken(user, ['chat']);
            assert.equal((await introspect(renewed.token)).active, true);
        });

        it('deleteUser', async () => {
            const client = makeClient();
            const { user, token } = await client.createUserAndToken(['chat']);
            assert.equal(await client.deleteUser(user), undefined);
            assert.equal((await introspect(token)).active, false);
            await assert.rejects(client.getToken(user, ['chat']), { statusCode: 404 });
        });

        it('getTokenForTeamsUser', async () => {
            const clientId = '2c3e1e83-8fd7-4615-ad2b-b8c1229845ac';
            const userObjectId = '32c0a5db-05ec-78ea-51ab-3f06b329397e';
            const minted = await control('POST', 'entra-token', {
                appId: clientId,
                userId: userObjectId,
                seconds: 3000,
            });
            const { token, expiresOn } = await makeClient().getTokenForTeamsUser({
                teamsUserAadToken: minted.token,
                clientId,
                userObjectId,
            });
            assertExpiresIn(expiresOn, 50);
            assert.equal((await introspect(token)).active, true);
        });
    });
}

it('a TokenCredential is asked for the scope of Communication Services', () => {
    assert.ok(entraCredential.asked.length > 0);
    assert.deepEqual([...new Set(entraCredential.asked)], ['https://communication.azure.com//.default']);
});

it('the emulator saw every call as the operation it is, signed by the SDK', async () => {
    await control('POST', 'reset');
    const client = new CommunicationIdentityClient(connectionString);
    const { user } = await client.createUserAndToken(['chat']);
    await client.getToken(await client.createUser(), ['chat']);
    await client.revokeTokens(user);
    await client.deleteUser(user);
    const { entries } = await control('GET', 'journal');
    assert.deepEqual(
        entries.map((entry) => [entry.operation, entry.status]),
        [
            ['create_user_and_token', 201],
            ['create_user', 201],
            ['get_token', 200],
            ['revoke_tokens', 204],
            ['delete_user', 204],
        ],
    );
    for (const entry of entries) {
        assert.match(entry.headers['user-agent'], /azsdk-js-communication-identity/);
        assert.match(entry.headers.authorization, /^HMAC-SHA256 SignedHeaders=/);
    }
});
