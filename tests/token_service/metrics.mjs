// node metrics.mjs FILE: whether this is the Prometheus text format. Prints what is wrong, and the metrics' names.
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
const kinds = new Map(), seen = new Set(), buckets = new Map();
const complain = (line, why) => {
    console.log(`line ${line}: ${why}`);
    process.exitCode = 1;
};
const labels = /^(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,(?!$)|$))*$/;

/** The metric a sample belongs to: a histogram's samples have suffixes. */
function metricOf(name) {
    const [, base, suffix] = /^(.*?)(_bucket|_sum|_count)?$/.exec(name);
    return suffix && kinds.get(base) === 'histogram' ? [base, suffix] : [name, ''];
}

if (!text.endsWith('\n')) complain('at the end', 'no line feed');
for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const number = index + 1;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment) {
        const [, what, name, rest] = comment;
        if (what === 'TYPE' && !['counter', 'gauge', 'histogram'].includes(rest)) complain(number, `type ${rest}`);
        if (what === 'TYPE' && kinds.has(name)) complain(number, `${name} has two types`);
        if (what === 'TYPE') kinds.set(name, rest);
        continue;
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.exec(line);
    if (!sample) {
        complain(number, `neither a comment nor a sample: ${line}`);
        continue;
    }
    const [, name, inBraces = '', value] = sample;
    const [metric, suffix] = metricOf(name);
    if (!labels.test(inBraces)) complain(number, `labels: ${inBraces}`);
    if (!kinds.has(metric)) complain(number, `${metric} has no type`);
    if (kinds.get(metric) === 'counter' && !metric.endsWith('_total')) complain(number, `the counter ${metric} is no ..._total`);
    if (seen.has(`${name}{${inBraces}}`)) complain(number, `${name}{${inBraces}} twice`);
    seen.add(`${name}{${inBraces}}`);
    const series = metric + inBraces.replace(/,?le="[^"]*"/, '');
    if (suffix === '_bucket') {
        if (Number(value) < (buckets.get(series) ?? 0)) complain(number, 'a bucket has less than the one before');
        buckets.set(series, Number(value));
    } else if (suffix === '_count' && buckets.get(series) !== Number(value))
        complain(number, 'the last bucket differs from the count');
}
console.log([...kinds.keys()].join('\n'));
