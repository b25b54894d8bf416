import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logIn, open, said, tokenShown } from './browser.mjs';

const lifeLeft = (page) => page.locator('#life').evaluate((bar) => bar.value);

test('logging in shows the identity, a shortened token and a life that counts down', async (t) => {
    const tokens = [];
    const { page, troubles } = await open(t, {}, async (fresh) => {
        fresh.on('response', (answer) => answer.url().endsWith('/token') && tokens.push(answer.json()));
    });
    await logIn(page, 'ann');
    const { token, user } = await tokens[0];
    assert.equal(await page.locator('#identity').textContent(), user.communicationUserId);
    assert.match(user.communicationUserId, /^8:acs:/);
    const shown = await page.locator('#token').textContent();
    assert.equal(shown, `${token.slice(0, 6)}…${token.slice(-6)} (${token.length} characters)`);
    // Nowhere is the whole of it, nor is the session where scripts can read it.
    assert.ok(!(await page.content()).includes(token), 'the whole token is in the page');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    assert.ok(!kept.includes(token) && !kept.includes('session='), 'a secret is where scripts can read it');

    const text = await page.locator('#life-text').textContent();
    assert.match(text, /^(\d+ h )?\d+ min \d\d s of \d+ h$/);
    const before = await lifeLeft(page);
    assert.ok(before > 0.9 && before <= 1, `the bar is at ${before}`);
    await page.waitForFunction((old) => document.getElementById('life').value < old, before);
    await page.waitForFunction((old) => document.getElementById('life-text').textContent !== old, text);
    assert.deepEqual(troubles, []);
});

test('the session outlives the page, until it is logged out', async (t) => {
    const { page, troubles } = await open(t);
    await logIn(page, 'ann');
    const identity = await page.locator('#identity').textContent();
    await page.reload();
    await tokenShown(page);
    assert.equal(await page.locator('#identity').textContent(), identity);
    const [cookie] = await page.context().cookies();
    assert.ok(cookie.httpOnly && cookie.secure && cookie.sameSite === 'Strict', 'the cookie is too open');
    await page.getByRole('button', { name: 'Log out' }).click();
    await said(page, 'logged out');
    assert.ok(await page.getByLabel('User name').isVisible());
    assert.deepEqual(await page.context().cookies(), []);
    await page.reload();
    await page.getByLabel('User name').waitFor();
    assert.equal(await page.locator('#account').isVisible(), false);
    assert.deepEqual(troubles, []);
});

test('demo traffic moves the plots', async (t) => {
    const { page, troubles } = await open(t);
    await logIn(page, 'bob');
    await page.getByRole('switch', { name: 'Demo traffic' }).check();
    await page.waitForFunction(() => {
        const rate = parseFloat(document.querySelector('[data-plot=hitRate] .value').textContent);
        const requests = parseFloat(document.querySelector('[data-tile=requestsPerSecond]').textContent);
        return rate > 50 && requests >= 1;
    });
    // The curve's end goes up to where the value is.
    const [end, top, bottom] = await page.evaluate(() => {
        const plot = document.querySelector('[data-plot=hitRate]');
        const lines = [...plot.querySelectorAll('.grid')].map((line) => line.y1.baseVal.value);
        return [plot.querySelector('.last').cy.baseVal.value, lines[2], lines[0]];
    });
    assert.ok(end < (top + bottom) / 2 && end >= top, `the curve ends at ${end}, from ${top} to ${bottom}`);
    const curve = await page.locator('[data-plot=hitRate] .curve').last().getAttribute('d');
    await page.waitForFunction((old) => [...document.querySelectorAll('[data-plot=hitRate] .curve')].at(-1)
        .getAttribute('d').length > old.length, curve);
    await page.getByRole('switch', { name: 'Demo traffic' }).uncheck();
    assert.deepEqual(troubles, []);
});

test('refreshing brings another token, and too much of it is explained', async (t) => {
    const { page, troubles } = await open(t);
    await logIn(page, 'cleo');
    const identity = await page.locator('#identity').textContent();
    const refresh = page.getByRole('button', { name: 'Refresh token' });
    let token = await page.locator('#token').textContent();
    for (let i = 0; i < 3; ++i) {
        await refresh.click();
        token = await tokenShown(page, token);
        await said(page, 'This is a new token');
    }
    assert.equal(await page.locator('#identity').textContent(), identity);
    assert.deepEqual(troubles, []);
    await refresh.click();
    await said(page, /too often.*try again in \d+ s/);
    assert.equal(await page.locator('#token').textContent(), token);
});

test('a deleted user gets another identity', async (t) => {
    const { page, troubles } = await open(t);
    await logIn(page, 'dora');
    const identity = await page.locator('#identity').textContent();
    await page.getByRole('button', { name: 'Delete user' }).click();
    await said(page, 'The identity is deleted');
    assert.equal(await page.locator('#identity').textContent(), 'none yet');
    assert.equal(await page.locator('#token').textContent(), 'none yet');
    await page.getByRole('button', { name: 'Get a token' }).click();
    await tokenShown(page);
    assert.notEqual(await page.locator('#identity').textContent(), identity);
    assert.deepEqual(troubles, []);
});

test('names that can’t be used are explained', async (t) => {
    const { page } = await open(t);
    for (const name of ['', 'two words', '<b>', 'é', 'x'.repeat(65)]) {
        await page.getByLabel('User name').fill(name);
        await page.getByRole('button', { name: 'Log in' }).click();
        await said(page, 'This name can’t be used: 1 to 64 letters');
        assert.equal(await page.getByLabel('User name').getAttribute('aria-invalid'), 'true');
    }
    await logIn(page, 'x'.repeat(64));
});

test('the keyboard is enough', async (t) => {
    const { page } = await open(t);
    await page.locator('#demo').waitFor();
    await page.getByLabel('User name').focus();
    await page.keyboard.type('erin');
    await page.keyboard.press('Enter');
    const token = await tokenShown(page);
    for (const id of ['refresh', 'delete', 'logout', 'traffic']) {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement.id), id);
    }
    await page.keyboard.press('Space');
    assert.ok(await page.getByRole('switch', { name: 'Demo traffic' }).isChecked());
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Refresh token' }).focus();
    await page.keyboard.press('Enter');
    await tokenShown(page, token);
});

test('refusals are put into words', async (t) => {
    const { page } = await open(t);
    await logIn(page, 'finn');
    const refuse = async (status, headers, words) => {
        const json = { error: { code: 'test', message: 'not shown' } };
        await page.route('**/refresh', (route) => route.fulfill({ status, headers, json }), { times: 1 });
        await page.getByRole('button', { name: 'Refresh token' }).click();
        await said(page, words);
    };
    await refuse(503, { 'Retry-After': '7' }, /too much to do.*try again in 7 s/);
    await refuse(502, {}, 'Azure Communication Services refused');
    await refuse(504, {}, 'did not answer in time');
    await refuse(401, {}, 'Please log in');
    assert.ok(await page.getByLabel('User name').isVisible());
});
