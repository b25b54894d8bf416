// The credentials of @azure/identity against the emulator's Entra side, in the hands of the identity client.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { CommunicationIdentityClient } from '@azure/communication-identity';
import {
    ClientCertificateCredential,
    ClientSecretCredential,
    WorkloadIdentityCredential,
} from '@azure/identity';

import { makeCertificate } from './certificate.mjs';
import { control, endpoint, introspect, ready } from './emulator.mjs';

const { tenantId, clientId, clientSecret } = ready;
// Otherwise the library asks Microsoft whether it knows this authority.
const options = { authorityHost: ready.authorityHost, disableInstanceDiscovery: true };
describe('Entra ID', () => {
    let folder;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), 'acs-interop-'));
    });

    after(() => rm(folder, { recursive: true }));

    afterEach(() => control('POST', 'reset'));

    async function useIt(credential) {
        const client = new CommunicationIdentityClient(endpoint, credential);
        const user = await client.createUser();
        const { token } = await client.getToken(user, ['chat']);
        const { active, claims } = await introspect(token);
        assert.equal(active, true);
        assert.equal(`8:${claims.skypeid}`, user.communicationUserId);
    }

    async function requestsFor(operation) {
        return (await control('GET', 'stats')).operations[operation].requests;
    }

    describe('ClientSecretCredential', () => {
        it('creates a user and issues a token, with one request for a token', async () => {
            await useIt(new ClientSecretCredential(tenantId, clientId, clientSecret, options));
            assert.equal(await requestsFor('entra_token'), 1);
        });

        it('20 first uses at once, one credential', async () => {
            const client = new CommunicationIdentityClient(
                endpoint,
                new ClientSecretCredential(tenantId, clientId, clientSecret, options),
            );
            await Promise.all(Array.from({ length: 20 }, () => client.createUser()));
            assert.equal(await requestsFor('entra_token'), 1);
        });

        for (const [what, tenant, client, secret, code] of [
            ['a wrong secret', tenantId, clientId, 'wrong', /AADSTS7000215/],
            ['an unknown app', tenantId, 'c0ffee00-0000-4000-8000-000000000001', clientSecret, /AADSTS700016/],
            ['an unknown tenant', 'c0ffee00-0000-4000-8000-000000000002', clientId, clientSecret, /endpoints_resolution_error/],
        ])
            it(`${what}: the error says so`, async () => {
                const credential = new ClientSecretCredential(tenant, client, secret, options);
                await assert.rejects(new CommunicationIdentityClient(endpoint, credential).createUser(), {
                    message: code,
                });
            });

        it('a busy Entra ID: asked again', async () => {
            const busy = { kind: 'status', op: 'entra_token', status: 503, retryAfter: 0, times: 1 };
            await control('POST', 'faults', busy);
            await useIt(
                new ClientSecretCredential(tenantId, clientId, clientSecret, {
                    ...options,
                    retryOptions: { retryDelayInMs: 1 },
                }),
            );
            assert.equal(await requestsFor('entra_token'), 2);
        });

        it('a token for another audience is refused by the service', async () => {
            const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, options);
            const other = { getToken: () => credential.getToken('https://management.azure.com/.default') };
            await assert.rejects(new CommunicationIdentityClient(endpoint, other).createUser(), { statusCode: 401 });
        });
    });

    describe('ClientCertificateCredential', () => {
        const old = makeCertificate('old');
        const next = makeCertificate('next');

        const register = (...all) =>
            control('POST', 'entra', { apps: [{ certificates: all.map(({ certificate }) => certificate) }] });

        it('with the PEM text, with a file, and with the chain sent along', async () => {
            const { apps } = await register(old);
            assert.equal(apps[0].certificates[0].thumbprint, old.thumbprint);
            const file = path.join(folder, 'old.pem');
            await writeFile(file, old.both);
            await useIt(new ClientCertificateCredential(tenantId, clientId, { certificate: old.both }, options));
            await useIt(new ClientCertificateCredential(tenantId, clientId, file, options));
            await useIt(
                new ClientCertificateCredential(tenantId, clientId, file, { ...options, sendCertificateChain: true }),
            );
        });

        it('rotation: the new one is known before the old one is taken back', async () => {
            const ask = ({ both }) =>
                useIt(new ClientCertificateCredential(tenantId, clientId, { certificate: both }, options));
            await register(old);
            await assert.rejects(ask(next), { message: /AADSTS700027/ });
            await register(old, next);
            await ask(old);
            await ask(next);
            await register(next);
            await assert.rejects(ask(old), { message: /AADSTS700027/ });
            await ask(next);
        });
    });

    describe('WorkloadIdentityCredential', () => {
        const credential = (tokenFilePath) =>
            new WorkloadIdentityCredential({ tenantId, clientId, tokenFilePath, ...options });

        it('with the token of a federated issuer', async () => {
            const file = path.join(folder, 'federated');
            await writeFile(file, (await control('POST', 'federated-token', {})).token);
            await useIt(credential(file));
        });

        it('with a token that was not registered, or has expired', async () => {
            const file = path.join(folder, 'bad');
            for (const [body, code] of [
                [{ subject: 'somebody' }, /AADSTS700213/],
                [{ seconds: -600 }, /AADSTS700024/],
            ]) {
                await writeFile(file, (await control('POST', 'federated-token', body)).token);
                await assert.rejects(useIt(credential(file)), { message: code });
            }
        });
    });

    // The library decides once in a process where its identity comes from.
    describe('ManagedIdentityCredential', () => {
        async function inOwnProcess(variables) {
            const { stdout } = await promisify(execFile)(
                process.execPath,
                [fileURLToPath(new URL('managed_identity.mjs', import.meta.url))],
                { env: { ...process.env, ...variables } },
            );
            assert.equal((await introspect(stdout)).active, true);
            assert.equal(await requestsFor('managed_identity_token'), 1);
        }

        it('on a virtual machine', () => inOwnProcess({ AZURE_POD_IDENTITY_AUTHORITY_HOST: ready.metadataEndpoint }));

        it('on a virtual machine, with an identity of a name', async () => {
            const client = 'c0ffee00-0000-4000-8000-000000000003';
            await control('POST', 'entra', { managedIdentities: [{ clientId: client, systemAssigned: false }] });
            await inOwnProcess({
                AZURE_POD_IDENTITY_AUTHORITY_HOST: ready.metadataEndpoint,
                MANAGED_IDENTITY: client,
            });
        });

        it('in App Service', () =>
            inOwnProcess({
                IDENTITY_ENDPOINT: `${ready.metadataEndpoint}/msi/token`,
                IDENTITY_HEADER: ready.identityHeader,
            }));
    });
});
