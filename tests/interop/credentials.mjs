// More credentials of @azure/identity: assertions, the environment, chains; and claims challenges.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';

import { CommunicationIdentityClient } from '@azure/communication-identity';
import {
    ChainedTokenCredential,
    ClientAssertionCredential,
    ClientSecretCredential,
    CredentialUnavailableError,
    DefaultAzureCredential,
    EnvironmentCredential,
} from '@azure/identity';

import { makeCertificate } from './certificate.mjs';
import { control, endpoint, introspect, ready } from './emulator.mjs';

const { tenantId, clientId, clientSecret } = ready;
const discovery = { disableInstanceDiscovery: true };
const options = { authorityHost: ready.authorityHost, ...discovery };
const app = { AZURE_AUTHORITY_HOST: ready.authorityHost, AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId };

describe('more of Entra ID', () => {
    const certificate = makeCertificate('environment');
    let folder, certificateFile, federatedFile;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), 'acs-interop-'));
        certificateFile = path.join(folder, 'both.pem');
        federatedFile = path.join(folder, 'federated');
        await writeFile(certificateFile, certificate.both);
    });

    after(() => rm(folder, { recursive: true }));

    afterEach(() => control('POST', 'reset'));

    async function useIt(credential) {
        const client = new CommunicationIdentityClient(endpoint, credential);
        const { token } = await client.getToken(await client.createUser(), ['chat']);
        assert.equal((await introspect(token)).active, true);
    }

    async function requestsFor(operation) {
        return (await control('GET', 'stats')).operations[operation].requests;
    }

    async function federatedToken(changes = {}) {
        return (await control('POST', 'federated-token', changes)).token;
    }

    /** Runs it with these in the environment. */
    async function having(variables, run) {
        const kept = { ...process.env };
        Object.assign(process.env, variables);
        try {
            return await run();
        } finally {
            for (const name of Object.keys(variables)) delete process.env[name];
            Object.assign(process.env, kept);
        }
    }

    it('ClientAssertionCredential', async () => {
        await useIt(new ClientAssertionCredential(tenantId, clientId, () => federatedToken(), options));
        const foreign = () => federatedToken({ audience: 'somebody' });
        await assert.rejects(useIt(new ClientAssertionCredential(tenantId, clientId, foreign, options)), {
            message: /AADSTS700212/,
        });
    });

    it('EnvironmentCredential: a secret, a certificate, and its chain', async () => {
        await control('POST', 'entra', { apps: [{ certificates: [certificate.certificate] }] });
        for (const variables of [
            { AZURE_CLIENT_SECRET: clientSecret },
            { AZURE_CLIENT_CERTIFICATE_PATH: certificateFile },
            { AZURE_CLIENT_CERTIFICATE_PATH: certificateFile, AZURE_CLIENT_SEND_CERTIFICATE_CHAIN: 'true' },
        ])
            await having({ ...app, ...variables }, () => useIt(new EnvironmentCredential(discovery)));
    });

    it('DefaultAzureCredential: a secret, and a federated token', async () => {
        await writeFile(federatedFile, await federatedToken());
        for (const variables of [
            { AZURE_CLIENT_SECRET: clientSecret },
            { AZURE_FEDERATED_TOKEN_FILE: federatedFile },
            { AZURE_FEDERATED_TOKEN_FILE: federatedFile, AZURE_TOKEN_CREDENTIALS: 'prod' },
        ])
            await having({ ...app, ...variables }, () => useIt(new DefaultAzureCredential(discovery)));
        assert.equal(await requestsFor('entra_token'), 3);
    });

    it('ChainedTokenCredential: what is not there is passed over', async () => {
        const missing = { getToken: () => Promise.reject(new CredentialUnavailableError('not here')) };
        const secret = new ClientSecretCredential(tenantId, clientId, clientSecret, options);
        await useIt(new ChainedTokenCredential(missing, secret));
    });

    for (const [name, make] of [
        ['a secret', () => new ClientSecretCredential(tenantId, clientId, clientSecret, options)],
        ['assertions', () => new ClientAssertionCredential(tenantId, clientId, () => federatedToken(), options)],
    ])
        it(`a claims challenge: a credential with ${name} gets a token with the claims`, async () => {
            const claims = { access_token: { nbf: { essential: true, value: '1' } } };
            await control('POST', 'faults', { kind: 'claims_challenge', claims });
            await useIt(make());
            assert.equal(await requestsFor('entra_token'), 2);
            assert.equal(await requestsFor('create_user'), 2);
            assert.equal(await requestsFor('get_token'), 1);
        });
});
