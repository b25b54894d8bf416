// node raw.mjs PORT CA RECORD: sends standard input over TLS, a record for every RECORD bytes, and prints what comes
// until the other side closes.
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

const [port, ca] = process.argv.slice(2);
const socket = connect({ port: Number(port), host: '127.0.0.1', servername: 'localhost', ca: readFileSync(ca) });
const giveUp = setTimeout(() => {
    console.log('(it did not close the connection)');
    process.exit(1);
}, 20_000);
socket.on('data', (bytes) => process.stdout.write(bytes));
socket.on('error', (error) => console.log(`(${error.code})`));
socket.on('close', () => clearTimeout(giveUp));
const bytes = readFileSync(0);
const record = Number(process.argv[4]);
for (let at = 0; at < bytes.length; at += record) socket.write(bytes.subarray(at, at + record));
