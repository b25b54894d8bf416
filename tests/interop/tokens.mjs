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

import { connectionString } from './emulator.mjs';

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

it('the id of a new identity is a communication user', async () => {
    const user = await client.createUser();
    const identifier = createIdentifierFromRawId(user.communicationUserId);
    assert.ok(isCommunicationUserIdentifier(identifier));
    assert.equal(identifier.kind, 'communicationUser');
    assert.equal(identifier.communicationUserId, user.communicationUserId);
    assert.equal(getIdentifierRawId(identifier), user.communicationUserId);
});
