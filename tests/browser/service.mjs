// The token service that the tests look at: one program, one state folder, the same port after a restart.
import { spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const folder = process.env.TOKEN_SERVICE_FOLDER;
const readyFile = join(folder, 'ready.json');
let child = null;

export let ready = null;

async function appears(file, signal) {
    if (existsSync(file)) return;
    const changes = watch(dirname(file), { signal });
    for await (const { filename } of changes)
        if (filename === basename(file) && existsSync(file)) return;
}

/** Started a second time it gets the port it had. */
export async function start() {
    rmSync(readyFile, { force: true });
    const giveUp = AbortSignal.timeout(60_000);
    const watched = appears(readyFile, giveUp);
    const log = openSync(join(folder, 'log'), 'a');
    child = spawn(process.env.TOKEN_SERVICE, ['--port', String(ready?.port ?? 0), '--ready-file', readyFile,
        '--state-dir', join(folder, 'state'), '--drain-delay', '3'], { stdio: ['ignore', log, log] });
    const ended = once(child, 'exit').then(([status]) => { throw new Error(`the service ended with status ${status}`); });
    ended.catch(() => {});
    await Promise.race([watched, ended]);
    ready = JSON.parse(readFileSync(readyFile, 'utf8'));
}

/** Sends SIGTERM; `ended` of what it gives is the exit status, when it has ended. */
export function stop() {
    const ending = child;
    child = null;
    if (ending === null) return { ended: Promise.resolve(0) };
    const ended = ending.exitCode !== null ? Promise.resolve(ending.exitCode) : once(ending, 'exit').then(([status]) => status);
    ending.kill('SIGTERM');
    // Whatever still has this file has not ended: the runner kills it.
    return { ended: ended.finally(() => rmSync(readyFile, { force: true })) };
}

/** What the browser is told to trust: this key and no other. */
export function keyHash() {
    const key = new X509Certificate(readFileSync(ready.caFile)).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
}
