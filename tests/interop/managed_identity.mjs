// A program on a machine with a managed identity, as the environment describes it: prints an access token.
import { CommunicationIdentityClient } from '@azure/communication-identity';
import { ManagedIdentityCredential } from '@azure/identity';

import { endpoint } from './emulator.mjs';

const clientId = process.env.MANAGED_IDENTITY;
const credential = new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
const client = new CommunicationIdentityClient(endpoint, credential);
const { token } = await client.getToken(await client.createUser(), ['chat']);
process.stdout.write(token);
