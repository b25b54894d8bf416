import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from './browser.mjs';

/** The page sees these values instead of the true ones of /status: those of the n-th answer, and from then on of the last. */
const withStatus = (...changes) => (page) => page.addInitScript((values) => {
    const genuine = globalThis.fetch;
    globalThis.fetch = async (path, ...rest) => {
        const answer = await genuine(path, ...rest);
        if (path !== '/status') return answer;
        const [change] = values.length > 1 ? values.splice(0, 1) : values;
        return Response.json({ ...await answer.json(), ...change });
    };
}, changes);

test('the page loads without errors and keeps to its policy', async (t) => {
    const policies = [];
    const { page, troubles } = await open(t, {}, async (fresh) => {
        fresh.on('response', (answer) => answer.url().endsWith('/') && policies.push(answer.headers()['content-security-policy']));
    });
    assert.match(policies[0], /default-src 'self'/);
    assert.doesNotMatch(policies[0], /unsafe/);
    for (const tile of ['entries', 'identities', 'connections', 'waiting', 'rejected'])
        await page.locator(`[data-tile=${tile}]`).filter({ hasText: /^\d/ }).waitFor();
    await page.locator('[data-tile=health]').filter({ hasText: 'healthy' }).waitFor();
    assert.equal(await page.locator('#state').textContent(), 'ready');
    assert.ok(await page.getByRole('heading', { name: 'Try it' }).isVisible());
    assert.ok(await page.locator('#emulated').isVisible());
    // The policy is in force: an inline script doesn't run, and is noticed.
    assert.deepEqual(troubles, []);
    await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.inlineRan = true';
        document.body.append(script);
    });
    assert.equal(await page.evaluate(() => globalThis.inlineRan), undefined);
    assert.notDeepEqual(troubles, []);
});

test('each plot has a name, a present value with its unit, and a scale', async (t) => {
    const { page } = await open(t, {}, withStatus({ hitRate: 0.875, quotaUse: 0.5, slackSeconds: 3000, backlog: 1234 }));
    const expected = { 'Hit rate': ['87.5 %', '100 %'], 'Quota use': ['50.0 %', '100 %'], Slack: ['50 min 00 s', '60 min'],
        'Refresh backlog': ['1,234 tokens', '2,000'] };
    for (const [name, [value, end]] of Object.entries(expected)) {
        const plot = page.locator('.plot').filter({ has: page.getByRole('heading', { name }) });
        await plot.locator('.value').filter({ hasText: value }).waitFor();
        assert.equal(await plot.locator('svg text').nth(2).textContent(), end, name);
        await plot.getByRole('img', { name: new RegExp(`^${name} now ${value}; from`) }).waitFor();
    }
});

test('a value that is null is a gap', async (t) => {
    const { page, troubles } = await open(t, {}, withStatus({ hitRate: 0.5 }, { hitRate: null }, { hitRate: 0.5, slackSeconds: null }));
    await page.waitForFunction(() => document.querySelectorAll('[data-plot=hitRate] .curve').length === 2);
    assert.equal(await page.locator('[data-plot=slackSeconds] .curve').count(), 0);
    assert.equal(await page.locator('[data-plot=slackSeconds] .value').textContent(), 'nothing due');
    assert.deepEqual(troubles, []);
});

test('where log-ins are off, nothing of them shows', async (t) => {
    const { page } = await open(t, {}, withStatus({ demoLogin: false, emulated: false }));
    assert.equal(await page.locator('#demo').isVisible(), false);
    assert.equal(await page.locator('#emulated').isVisible(), false);
});

/** Texts with too little contrast to what is behind them (WCAG 2, AA), as `text: ratio`. */
function faintTexts() {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = (colour) => {
        const [r, g, b] = channels(colour).map((value) => value / 255).map((value) =>
            value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (channels(colour)[3] !== 0) return colour;
        }
        throw new Error('nothing is behind');
    };
    return [...document.querySelectorAll('body *')].flatMap((element) => {
        const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim();
        if (text === '' || !element.checkVisibility()) return [];
        const style = getComputedStyle(element);
        const colour = element instanceof SVGElement ? style.fill : style.color;
        const [more, less] = [luminance(colour), luminance(behind(element))].sort((a, b) => b - a);
        const ratio = (more + 0.05) / (less + 0.05);
        return ratio < 4.5 ? [`${text}: ${ratio.toFixed(2)}`] : [];
    });
}

for (const colorScheme of ['light', 'dark'])
    test(`it is ${colorScheme} where that is wanted, readable, and fits a narrow screen`, async (t) => {
        const { page } = await open(t, { colorScheme, viewport: { width: 360, height: 740 } });
        await page.locator('#demo').waitFor();
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = ground.match(/\d+/g).map(Number).every((channel) => channel > 200);
        assert.equal(light, colorScheme === 'light');
        assert.deepEqual(await page.evaluate(faintTexts), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it is wider than the screen');
    });
