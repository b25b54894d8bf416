// One process for all: the tests share a browser and a service, which the last one restarts.
import './hooks.mjs';
import './page.mjs';
import './demo.mjs';
import './outage.mjs';
