// The emulator's tokens and identities in the hands of @azure/communication-common, as an application has them.
import assert from 'node:assert/strict';
import { it } from 'node:test';

import {
    AzureCommunicationTokenCredential,
    createIdentifierFromRawId,
    getIdentifierRawId,
    isCommunicationUserIdentifier,
} from '@azure/communication-common';
import { CommunicationIdentityClient } from '@azure/communication-identity';

import { connectionString, control, endpoint, introspect } from './emulator.mjs';

const client = new CommunicationIdentityClient(connectionString);

it('a token credential reads the expiry that the service named', async () => {
    const { token, expiresOn } = await client.createUserAndToken(['chat'], { tokenExpiresInMinutes: 60 });
    const credential = new AzureCommunicationTokenCredential(token);
    const read = await credential.getToken();
    assert.equal(read.token, token);
    assert.ok(Math.abs(read.expiresOnTimestamp - expiresOn.getTime()) <= 1000);
    credential.dispose();
});

it('a refreshing credential takes the next token from the client', async () => {
    const { user } = await client.createUserAndToken(['chat']);
    let issued = 0;
    const credential = new AzureCommunicationTokenCredential({
        refreshProactively: false,
        tokenRefresher: async () => {
            issued += 1;
            return (await client.getToken(user, ['chat'])).token;
        },
    });
    const first = await credential.getToken();
    const second = await credential.getToken();
    assert.equal(issued, 1);
    assert.equal(first.token, second.token);
    credential.dispose();
});

// A TokenCredential for a user of Entra ID, who signs in again whenever `signIn` is called.
function entraUser(audience) {
    const userId = '32c0a5db-05ec-78ea-51ab-3f06b329397e';
    const appId = '2c3e1e83-8fd7-4615-ad2b-b8c1229845ac';
    let signedIn;
    return {
        userId,
        asked: [],
        async signIn(seconds = 3000) {
            signedIn = await control('POST', 'entra-token', { userId, appId, audience, seconds });
        },
        async getToken(scopes) {
            this.asked.push(scopes);
            return { token: signedIn.token, expiresOnTimestamp: Date.parse(signedIn.expiresOn) };
        },
    };
}

for (const [name, operation, audience, scopes] of [
    ['Entra user', 'get_token_for_entra_user', 'https://communication.azure.com/clients', undefined],
    [
        'Entra user, by scopes',
        'get_token_for_entra_user',
        'https://communication.azure.com/clients',
        ['https://communication.azure.com/clients/VoIP'],
    ],
    [
        'Teams phone user',
        'get_token_for_teams_extension_user',
        'https://auth.msft.communication.azure.com',
        ['https://auth.msft.communication.azure.com/TeamsExtension.ManageCalls'],
    ],
])
    it(`an Entra token is exchanged when it changes: ${name}`, async () => {
        await control('POST', 'reset');
        const user = entraUser(audience);
        await user.signIn();
        const credential = new AzureCommunicationTokenCredential({
            resourceEndpoint: endpoint,
            tokenCredential: user,
            ...(scopes === undefined ? {} : { scopes }),
        });
        const first = await credential.getToken();
        const { active, claims } = await introspect(first.token);
        assert.equal(active, true);
        assert.ok(claims.skypeid.endsWith(user.userId));
        assert.ok(Math.abs((first.expiresOnTimestamp - Date.now()) / 1000 - 3000) < 30);
        assert.equal((await credential.getToken()).token, first.token);
        await user.signIn();
        assert.notEqual((await credential.getToken()).token, first.token);
        assert.deepEqual(user.asked[0], scopes ?? ['https://communication.azure.com/clients/.default']);
        const { operations } = await control('GET', 'stats');
        assert.equal(operations[operation].requests, 2);
        assert.equal(operations[operation].statuses['200'], 2);
        credential.dispose();
    });

it('an Entra token of the other kind, or one that expired, is not exchanged', async () => {
    for (const [audience, seconds] of [
        ['https://auth.msft.communication.azure.com', 3000],
        ['https://communication.azure.com/clients', -10],
    ]) {
        const user = entraUser(audience);
        await user.signIn(seconds);
        const credential = new AzureCommunicationTokenCredential({
            resourceEndpoint: endpoint,
            tokenCredential: user,
        });
        await assert.rejects(credential.getToken(), /Status: 401/);
        credential.dispose();
    }
});

it('a static token is given out as it is, even if it has expired', async () => {
    const { user } = await client.createUserAndToken(['chat']);
    await control('POST', 'faults', { kind: 'expired_token', op: 'get_token', seconds: 60, times: 1 });
    const { token } = await client.getToken(user, ['chat']);
    const credential = new AzureCommunicationTokenCredential(token);
    const read = await credential.getToken();
    assert.equal(read.token, token);
    assert.ok(read.expiresOnTimestamp < Date.now());
    credential.dispose();
});

for (const [when, refreshProactively] of [
    ['when asked for', false],
    ['at once', true],
])
    it(`an initial token that has expired is refreshed once, ${when}`, async () => {
        const { user } = await client.createUserAndToken(['chat']);
        await control('POST', 'faults', { kind: 'expired_token', op: 'get_token', seconds: 60, times: 1 });
        const { token } = await client.getToken(user, ['chat']);
        let issued = 0;
        const credential = new AzureCommunicationTokenCredential({
            token,
            refreshProactively,
            tokenRefresher: async () => {
                issued += 1;
                return (await client.getToken(user, ['chat'])).token;
            },
        });
        const [first, second] = await Promise.all([credential.getToken(), credential.getToken()]);
        credential.dispose();
        assert.equal(issued, 1);
        assert.equal(first.token, second.token);
        assert.equal((await introspect(first.token)).active, true);
        await assert.rejects(credential.getToken());
    });

it('the id of a new identity is a communication user', async () => {
    const user = await client.createUser();
    const identifier = createIdentifierFromRawId(user.communicationUserId);
    assert.ok(isCommunicationUserIdentifier(identifier));
    assert.equal(identifier.kind, 'communicationUser');
    assert.equal(identifier.communicationUserId, user.communicationUserId);
    assert.equal(getIdentifierRawId(identifier), user.communicationUserId);
});
