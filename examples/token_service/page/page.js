// Asks the service for /status each second and draws what it says; logs in a user of the demonstration.
const historySeconds = 180, pollMilliseconds = 1000, trafficMilliseconds = 250, trafficSeconds = 300;

const byId = (id) => document.getElementById(id);

function duration(seconds) {
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    const rest = (value, name) => `${String(value).padStart(2, '0')} ${name}`;
    if (hours > 0) return `${hours} h ${rest(minutes, 'min')} ${rest(Math.floor(seconds % 60), 's')}`;
    return minutes > 0 ? `${minutes} min ${rest(Math.floor(seconds % 60), 's')}` : `${Math.floor(seconds)} s`;
}

/** The least round number that is no less: the upper end of a scale, whose half is round too. */
function roundUp(value, least) {
    const wanted = Math.max(value, least);
    const power = 10 ** Math.floor(Math.log10(wanted));
    return [1, 2, 4, 6, 8, 10].map((digit) => digit * power).find((end) => end >= wanted * 0.9999);
}

const share = {
    scale: () => ({ end: 1, text: (value) => `${Math.round(value * 100)} %` }),
    now: (value) => `${(value * 100).toFixed(1)} %`,
};
const kinds = {
    hitRate: { ...share, none: 'no requests' },
    quotaUse: { ...share, none: '–' },
    slackSeconds: {
        scale(most) {
            const [unit, size] = most >= 7200 ? ['h', 3600] : most >= 120 ? ['min', 60] : ['s', 1];
            return { end: roundUp(most / size, size === 1 ? 60 : 2) * size, text: (value) => `${value / size} ${unit}` };
        },
        now: duration,
        none: 'nothing due',
    },
    backlog: {
        scale: (most) => ({ end: roundUp(most, 10), text: (value) => value.toLocaleString('en') }),
        now: (value) => `${value.toLocaleString('en')} ${value === 1 ? 'token' : 'tokens'}`,
        none: '–',
    },
};

/** One curve of the last minutes. A value that is null (there is none) or undefined (nobody answered) is a gap. */
class Plot {
    constructor(figure) {
        this.name = figure.dataset.plot;
        this.kind = kinds[this.name];
        this.svg = figure.querySelector('svg');
        this.title = this.svg.querySelector('title');
        this.value = figure.querySelector('.value');
        this.samples = [];
        new ResizeObserver(() => this.draw()).observe(this.svg);
    }

    add(time, value) {
        this.samples.push({ time, value });
        while (this.samples[0].time < time - historySeconds - 2) this.samples.shift();
        this.draw();
    }

    /** Runs of samples that belong together: none missing between them. */
    runs() {
        const runs = [];
        this.samples.forEach((sample, index) => {
            const before = this.samples[index - 1];
            if (sample.value == null) return;
            if (before?.value == null || sample.time - before.time > 4) runs.push([]);
            runs.at(-1).push(sample);
        });
        return runs;
    }

    draw() {
        const { width, height } = this.svg.getBoundingClientRect();
        const known = this.samples.map((sample) => sample.value).filter((value) => value != null);
        const last = this.samples.at(-1) ?? { time: 0 };
        const scale = this.kind.scale(Math.max(0, ...known));
        const left = 46, right = width - 6, top = 8, bottom = height - 20;
        const x = (time) => right - (right - left) * Math.min(1, (last.time - time) / historySeconds);
        const y = (value) => bottom - (bottom - top) * Math.min(1, Math.max(0, value / scale.end));
        const parts = [0, scale.end / 2, scale.end].flatMap((value) => [
            element('line', { class: 'grid', x1: left, x2: right, y1: y(value), y2: y(value) }),
            element('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, scale.text(value)),
        ]);
        parts.push(element('text', { x: left, y: height - 2 }, '3 min ago'));
        parts.push(element('text', { x: right, y: height - 2, 'text-anchor': 'end' }, 'now'));
        for (const run of this.runs()) {
            const line = run.map(({ time, value }) => `${x(time).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
            const [start, end] = [x(run[0].time).toFixed(1), x(run.at(-1).time).toFixed(1)];
            parts.push(element('path', { class: 'area', d: `M${start} ${bottom}L${line}L${end} ${bottom}Z` }));
            parts.push(element('path', { class: 'curve', d: `M${start} ${y(run[0].value).toFixed(1)}L${line}` }));
        }
        if (last.value != null) parts.push(element('circle', { class: 'last', cx: x(last.time), cy: y(last.value), r: 4.5 }));
        this.svg.replaceChildren(this.title, ...parts);
        this.value.textContent = last.value != null ? this.kind.now(last.value) : last.value === null ? this.kind.none : '–';
        this.value.classList.toggle('none', last.value == null);
        const [least, most] = [Math.min(...known), Math.max(...known)].map(this.kind.now);
        this.title.textContent = `now ${this.value.textContent}` + (known.length > 0 ? `; from ${least} to ${most}` : '');
    }
}

function element(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
}

const plots = [...document.querySelectorAll('.plot')].map((figure) => new Plot(figure));

// What the page knows of the service: its last status, and how far its clock is ahead of the browser's.
let status = null, reachable = null, clockAhead = 0, requestsBefore = null;

function showState() {
    const name = !reachable ? 'unreachable' : status.draining ? 'draining' : status.ready ? 'ready' : 'starting';
    const notice = {
        unreachable: 'The service can’t be reached. What is shown here is from before; the page goes on trying.',
        draining: 'The service is draining: it ends the requests under way and is about to stop.',
        starting: 'The service is starting and isn’t ready yet.',
        ready: '',
    }[name];
    if (byId('state').dataset.state === name) return; // else a screen reader would say it each second
    byId('state').dataset.state = byId('notice').dataset.state = name;
    byId('state').textContent = name === 'unreachable' ? 'can’t be reached' : name;
    byId('notice').textContent = notice;
    byId('notice').hidden = notice === '';
    document.body.classList.toggle('stale', name === 'unreachable');
}

function showTiles() {
    const time = performance.now() / 1000;
    const passed = requestsBefore && time - requestsBefore.time;
    const more = requestsBefore ? status.requests - requestsBefore.count : 0;
    const shown = { ...status, requestsPerSecond: more >= 0 && passed ? `${(more / passed).toFixed(1)} /s` : '–' };
    requestsBefore = { time, count: status.requests };
    for (const tile of document.querySelectorAll('[data-tile]'))
        tile.textContent = shown[tile.dataset.tile]?.toLocaleString('en') ?? '–';
    document.querySelector('[data-tile=health]').dataset.state = status.health === 'healthy' ? 'good' : 'bad';
}

async function poll() {
    try {
        const answer = await fetch('/status', { cache: 'no-store', signal: AbortSignal.timeout(3000) });
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        status = await answer.json();
        reachable = true;
        clockAhead = status.time - Date.now() / 1000;
        byId('demo').hidden = !status.demoLogin;
        byId('emulated').hidden = !status.emulated;
        showTiles();
    } catch {
        reachable = false;
        requestsBefore = null;
    }
    showState();
    for (const plot of plots) plot.add(performance.now() / 1000, reachable ? status[plot.name] : undefined);
    setTimeout(poll, pollMilliseconds);
}

const serverTime = () => Date.now() / 1000 + clockAhead;

// The demonstration. A token is shortened as soon as it arrives, and kept nowhere.
let expires = null, wholeLife = 0, busy = false, actions = 0, asking = false, trafficEnds = 0, trafficPauses = 0;
const userKept = 'token-service-user';

/** Gives null, for those who have nothing else to give. */
function say(text, kind = 'note') {
    byId('message').dataset.kind = kind;
    byId('message').textContent = text;
    return null;
}

const refusals = {
    400: 'This name can’t be used: 1 to 64 letters, digits and . _ @ - are possible.',
    401: 'You are not logged in, or the session has expired. Please log in.',
    403: 'The service refuses this, because the request seems to come from another site.',
    429: 'That was too often for one user: ',
    502: 'Azure Communication Services refused, or failed to answer properly.',
    503: 'The service has too much to do, or is about to stop: ',
    504: 'Azure Communication Services did not answer in time.',
};

/** What a success brings, as text; for all else it says what is wrong and gives null. */
async function ask(method, path, body) {
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    const answer = await fetch(path, { method, body, headers, cache: 'no-store' }).catch(() => null);
    const text = await answer?.text(); // read even where nobody wants it: a connection is free only then
    if (answer?.ok) return text;
    if (answer === null) return say('The service can’t be reached.', 'error');
    const seconds = Number(answer.headers.get('Retry-After'));
    const later = seconds > 0 ? `try again in ${seconds} s.` : '';
    if (answer.status === 503) trafficPauses = Date.now() + 1000 * seconds;
    if (answer.status === 401) showLogin();
    return say((refusals[answer.status] ?? `The service answered with status ${answer.status}. `) + later, 'error');
}

function showToken(issued) {
    const token = issued?.token;
    byId('identity').textContent = issued ? issued.user.communicationUserId : 'none yet';
    byId('token').textContent = issued ? `${token.slice(0, 6)}…${token.slice(-6)} (${token.length} characters)` : 'none yet';
    // Seven digits of a second are more than the language promises to read.
    expires = issued ? Date.parse(issued.expiresOn.replace(/(\.\d{3})\d+/, '$1')) / 1000 : null;
    const hours = issued ? Math.ceil((expires - serverTime()) / 3600 - 0.001) : 0;
    wholeLife = issued ? Math.max(wholeLife, 3600 * hours) : 0;
    byId('get').hidden = issued !== null;
    byId('refresh').hidden = byId('delete').hidden = issued === null;
    showLife();
}

function showLife() {
    const left = Math.max(0, (expires ?? 0) - serverTime());
    byId('life').value = wholeLife > 0 ? left / wholeLife : 0;
    byId('life').dataset.state = left < wholeLife / 10 ? 'low' : 'enough';
    const text = left > 0 ? `${duration(left)} of ${wholeLife / 3600} h` : 'expired';
    byId('life-text').textContent = expires === null ? '–' : text;
}

function showAccount(user) {
    localStorage.setItem(userKept, user);
    byId('account-user').textContent = user;
    byId('login').hidden = true;
    byId('account').hidden = false;
}

function showLogin() {
    localStorage.removeItem(userKept);
    byId('traffic').checked = false;
    byId('account').hidden = true;
    byId('login').hidden = false;
    showToken(null);
    byId('user').focus();
}

async function fetchToken(method, path) {
    const begun = actions; // an answer that comes after another button was pressed is out of date
    const answer = await ask(method, path);
    const issued = answer && JSON.parse(answer);
    if (issued && begun === actions) showToken(issued);
    return issued;
}

/** One thing at a time: a button does nothing while another's request is under way. */
function act(event, work) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    ++actions;
    say('');
    work().catch(() => say('The service’s answer can’t be read.', 'error')).finally(() => setBusy(false));
}

function setBusy(now) {
    busy = now;
    for (const button of document.querySelectorAll('#demo button')) button.setAttribute('aria-disabled', now);
}

async function logIn() {
    const user = byId('user').value.trim();
    const usable = /^[A-Za-z0-9._@-]{1,64}$/.test(user);
    byId('user').setAttribute('aria-invalid', String(!usable));
    if (!usable) {
        say(refusals[400], 'error');
        byId('user').focus();
    } else if (await ask('POST', '/login', JSON.stringify({ user })) !== null) {
        showAccount(user);
        byId('account-title').focus();
        await fetchToken('GET', '/token');
    }
}

byId('login').addEventListener('submit', (event) => act(event, logIn));
const onClick = (id, work) => byId(id).addEventListener('click', (event) => act(event, work));
onClick('get', () => fetchToken('GET', '/token'));
onClick('refresh', async () => await fetchToken('POST', '/refresh') && say('This is a new token.'));
onClick('logout', async () => await ask('POST', '/logout') !== null && showLogin(say('You are logged out.')));
onClick('delete', async () => {
    byId('traffic').checked = false;
    if (await ask('DELETE', '/user') === null) return;
    showToken(null);
    say('The identity is deleted, and its tokens with it. The next token will be for a new one.');
    byId('get').focus();
});
byId('traffic').addEventListener('change', () => { trafficEnds = Date.now() + 1000 * trafficSeconds; });

setInterval(() => {
    if (Date.now() > trafficEnds) byId('traffic').checked = false;
    if (!byId('traffic').checked || !reachable || busy || asking || Date.now() < trafficPauses) return;
    asking = true;
    fetchToken('GET', '/token').catch(() => {}).finally(() => { asking = false; });
}, trafficMilliseconds);
setInterval(showLife, 500);

poll();
// A session outlives the page: its cookie is kept by the browser, and its name here.
const user = localStorage.getItem(userKept);
if (user !== null) {
    showAccount(user);
    fetchToken('GET', '/token').catch(() => {});
}
