// The same load as bench_client's with the official JavaScript SDK: its client as it comes, with connections kept alive as
// it does by itself, and without retries. Takes the options of the load programs and prints the same line of JSON.
// Node reads further authorities when it starts, so whoever starts it sets NODE_EXTRA_CA_CERTS to the file of --ca.
import { readFileSync } from 'node:fs';

import { CommunicationIdentityClient } from '@azure/communication-identity';

const usage =
    'usage: bench.mjs --connection-string TEXT [--ca FILE] --user ID --n CALLS --c CALLS-AT-A-TIME ' +
    '[--warm-up CALLS] [--rate CALLS-PER-SECOND]';

function parse(given) {
    const options = { '--warm-up': '0' };
    for (let i = 0; i < given.length; i += 2) options[given[i]] = given[i + 1];
    const number = (name, least) => {
        const value = Number(options[name]);
        if (!(value >= least)) {
            console.error(`bench.mjs: ${name} takes a number of at least ${least}\n${usage}`);
            process.exit(2);
        }
        return value;
    };
    return {
        connectionString: options['--connection-string'],
        caFile: options['--ca'],
        user: { communicationUserId: options['--user'] },
        calls: number('--n', 1),
        concurrency: number('--c', 1),
        warmUp: number('--warm-up', 0),
        rate: '--rate' in options ? number('--rate', 1e-3) : undefined,
    };
}

const options = parse(process.argv.slice(2));
if (options.caFile && options.caFile !== process.env.NODE_EXTRA_CA_CERTS) {
    console.error('bench.mjs: NODE_EXTRA_CA_CERTS has to name the file of --ca');
    process.exit(2);
}

const client = new CommunicationIdentityClient(options.connectionString, { retryOptions: { maxRetries: 0 } });
let latencies = [];

async function call(due) {
    const { token, expiresOn } = await client.getToken(options.user, ['voip']);
    if (token.length === 0 || Number.isNaN(expiresOn.getTime())) throw new Error('an answer without a token');
    latencies.push(performance.now() - due);
}

/** Each worker calls as soon as its last call is over. */
async function closedLoop(calls) {
    let left = calls;
    const work = async () => {
        while (left > 0) {
            left -= 1;
            await call(performance.now());
        }
    };
    await Promise.all(Array.from({ length: options.concurrency }, work));
}

/** Timers here have whole milliseconds and may be one late: the rest is waited for turn by turn of the event loop. */
async function wait(until) {
    for (;;) {
        const left = until - performance.now();
        if (left <= 0) return;
        if (left > 2.5) await new Promise((resume) => setTimeout(resume, Math.floor(left) - 1));
        else await new Promise((resume) => setImmediate(resume));
    }
}

/** A call becomes due every 1/rate seconds; it waits if all workers are busy. */
async function openLoop(calls, rate) {
    const begun = performance.now();
    const dueAt = (index) => begun + (index * 1000) / rate;
    const running = new Set();
    let next = 0;
    const work = async () => {
        while (next < calls && dueAt(next) <= performance.now()) await call(dueAt(next++));
    };
    for (;;) {
        while (next < calls && running.size < options.concurrency && dueAt(next) <= performance.now()) {
            const worker = work().finally(() => running.delete(worker));
            running.add(worker);
        }
        if (next === calls) break;
        if (running.size === options.concurrency) await Promise.race(running);
        else await wait(dueAt(next));
    }
    await Promise.all(running);
}

function report(seconds, cpu) {
    latencies.sort((a, b) => a - b);
    const percentile = (fraction) => latencies[Math.min(Math.floor(fraction * latencies.length), latencies.length - 1)];
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    return {
        n: options.calls,
        c: options.concurrency,
        rate: options.rate,
        seconds,
        ops_s: options.calls / seconds,
        cpu_us_op: (cpu.user + cpu.system) / options.calls,
        p50_ms: percentile(0.5),
        p99_ms: percentile(0.99),
        p999_ms: percentile(0.999),
        max_ms: percentile(1),
        peak_rss_mib: Number(peak[1]) / 1024,
    };
}

function fail(error) {
    console.error(`bench.mjs: ${error.message}`);
    process.exit(1);
}

process.on('unhandledRejection', fail); // of a worker whom nobody waits for yet
try {
    if (options.warmUp > 0) await closedLoop(options.warmUp);
    latencies = [];
    const begun = performance.now();
    const cpu = process.cpuUsage();
    if (options.rate) await openLoop(options.calls, options.rate);
    else await closedLoop(options.calls);
    const figures = report((performance.now() - begun) / 1000, process.cpuUsage(cpu));
    console.log(JSON.stringify(figures));
    process.exit(0); // not waiting for the connections that are kept alive
} catch (error) {
    fail(error);
}
