// A self-signed certificate, put together from its parts: neither Node nor the test machine has a tool for it.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

function der(tag, ...contents) {
    const content = Buffer.concat(contents);
    const size = content.length;
    const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts) => der(0x30, ...parts);
const identifier = (hex) => der(0x06, Buffer.from(hex, 'hex'));
const sha256WithRsa = sequence(identifier('2a864886f70d01010b'), der(0x05));
const name = (text) => sequence(der(0x31, sequence(identifier('550403'), der(0x0c, Buffer.from(text)))));
const time = (text) => der(0x18, Buffer.from(text));

function pem(label, bytes) {
    const lines = bytes.toString('base64').match(/.{1,64}/g).join('\n');
    return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/** A new RSA key with its certificate: `certificate` (PEM), `both` (PEM, with the key), `thumbprint` (hex). */
export function makeCertificate(commonName) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const body = sequence(
        der(0xa0, der(0x02, Buffer.from([2]))), // version 3
        der(0x02, Buffer.from([1])),
        sha256WithRsa,
        name(commonName),
        sequence(time('20200101000000Z'), time('20991231235959Z')),
        name(commonName),
        publicKey.export({ type: 'spki', format: 'der' }),
    );
    const signature = sign('sha256', body, privateKey);
    const bytes = sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
    const certificate = pem('CERTIFICATE', bytes);
    return {
        certificate,
        both: privateKey.export({ type: 'pkcs8', format: 'pem' }) + certificate,
        thumbprint: createHash('sha1').update(bytes).digest('hex').toUpperCase(),
    };
}
