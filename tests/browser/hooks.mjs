import { after, before } from 'node:test';
import { close, launch } from './browser.mjs';
import { start, stop } from './service.mjs';

before(async () => {
    await start();
    await launch();
});

after(async () => {
    await close();
    await stop().ended;
});
