// Debian's Chromium, and pages of it that remember what went wrong on them.
import { chromium } from 'playwright-core';
import { keyHash, ready } from './service.mjs';

let browser = null;

export async function launch() {
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server',
            '--disable-background-networking', '--disable-component-update', '--disable-sync',
            `--ignore-certificate-errors-spki-list=${keyHash()}`],
    });
}

export const close = () => browser?.close();

/** The service's page, in a profile of its own. `troubles` has errors, failed requests and violations of the policy. */
export async function open(t, options = {}, prepare = async () => {}) {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    t.after(() => context.close());
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const troubles = [];
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('requestfailed', (request) => troubles.push(`${request.url()}: ${request.failure().errorText}`));
    await page.exposeFunction('reportViolation', (what) => troubles.push(what));
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
        (event) => globalThis.reportViolation(`${event.violatedDirective}: ${event.blockedURI}`)));
    await prepare(page);
    await page.goto(ready.url);
    await page.locator('#state[data-state=ready]').waitFor();
    return { page, troubles };
}

export async function logIn(page, user) {
    await page.getByLabel('User name').fill(user);
    await page.getByRole('button', { name: 'Log in' }).click();
    await tokenShown(page);
}

/** The token's shortened text, when there is one. */
export async function tokenShown(page, before = '') {
    await page.waitForFunction((old) => {
        const text = document.getElementById('token').textContent;
        return text.includes('…') && text !== old;
    }, before);
    return page.locator('#token').textContent();
}

/** Waits for the page to say something that matches. */
export async function said(page, words) {
    await page.locator('#message').filter({ hasText: words }).waitFor();
}
