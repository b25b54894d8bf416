// node crowd.mjs PORT CA N: N connections that are kept, one more, and one after they are gone. Prints what the last
// two are answered.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

const [port, ca, count] = process.argv.slice(2);

function ask(agent) {
    return new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', servername: 'localhost', port, path: '/health', ca: readFileSync(ca), agent }, (answer) => {
            answer.resume().on('end', () => resolve(answer));
        });
        sent.setTimeout(20_000, () => sent.destroy(new Error('no answer within 20 s')));
        sent.on('error', reject).end();
    });
}

const agents = Array.from({ length: Number(count) }, () => new Agent({ keepAlive: true }));
for (const answer of await Promise.all(agents.map(ask)))
    if (answer.statusCode !== 200) throw new Error(`one of the first was answered ${answer.statusCode}`);
const { statusCode, headers } = await ask(new Agent());
console.log(statusCode, headers['retry-after'], headers.connection);
for (const agent of agents) agent.destroy();
// The service learns of it a moment later.
for (const end = Date.now() + 20_000; ;) {
    const last = await ask(new Agent()).catch(() => ({ statusCode: 0 }));
    if (last.statusCode !== 200 && Date.now() < end) continue;
    console.log(last.statusCode);
    break;
}
