import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logIn, open, said, tokenShown } from './browser.mjs';
import { start, stop } from './service.mjs';

test('the page says that the service drains and is gone, and recovers when it is back', async (t) => {
    const { page } = await open(t);
    await logIn(page, 'gwen');
    const identity = await page.locator('#identity').textContent();

    const { ended } = stop();
    await page.locator('#state[data-state=draining]').waitFor();
    await page.getByRole('alert').filter({ hasText: 'is draining' }).waitFor();
    await page.locator('#state[data-state=unreachable]').waitFor();
    await page.getByRole('alert').filter({ hasText: 'can’t be reached' }).waitFor();
    assert.equal(await page.locator('[data-plot=hitRate] .value').textContent(), '–');
    assert.equal(await ended, 0);
    await page.getByRole('button', { name: 'Refresh token' }).click();
    await said(page, 'The service can’t be reached');

    await start();
    await page.locator('#state[data-state=ready]').waitFor();
    assert.equal(await page.getByRole('alert').isVisible(), false);
    // The session, the identity and the service's key are as before.
    const token = await page.locator('#token').textContent();
    await page.getByRole('button', { name: 'Refresh token' }).click();
    await tokenShown(page, token);
    assert.equal(await page.locator('#identity').textContent(), identity);
    await page.waitForFunction(() => document.querySelectorAll('[data-plot=quotaUse] .curve').length === 2);
});
