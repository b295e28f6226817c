// The live page. Everything that a peer said reaches the page as text (textContent), never as markup.
'use strict';

const own = Number(document.body.dataset.visit);
const kept = Number(document.body.dataset.kept);
const recent = document.getElementById('recent');
const status = document.getElementById('status');
const again = document.getElementById('again');
let mine = own;

/** number -> {facts, steps, item, parts}: what is known of a connection, and where it is shown. */
const known = new Map();

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A place that shows one connection: its facts, why it failed, and its ladder. */
function place() {
  const box = element('div');
  const facts = element('dl');
  const why = element('div');
  const ends = element('div', 'ends');
  ends.setAttribute('aria-hidden', 'true');
  ends.append(element('span', '', 'client'), element('span', '', 'server'));
  const ladder = element('ol', 'ladder');
  ladder.setAttribute('aria-label', 'Handshake, step by step');
  box.append(facts, why, ends, ladder);
  return {box, facts, why, ladder};
}

const ownPlace = place();
document.getElementById('own').append(ownPlace.box);

function step(told, fresh) {
  const line = element('li', [told.kind, told.from, fresh ? 'fresh' : ''].filter(Boolean).join(' '));
  line.append(element('b', '', told.name), ' ', element('span', '', told.text));
  if (told.from) line.setAttribute('aria-label', `${told.from}: ${told.name} ${told.text}`);
  return line;
}

function showFacts(where, connection) {
  where.facts.replaceChildren();
  const shown = {...connection.facts};
  if (connection.took && connection.state === 'complete') shown['complete after'] = connection.took;
  for (const [name, value] of Object.entries(shown)) {
    where.facts.append(element('dt', '', name), element('dd', '', value));
  }
  where.why.replaceChildren();
  if (connection.failure) where.why.append(explained(connection.failure));
}

function explained(failure) {
  const box = element('div', 'why');
  box.append(element('h3', '', failure.what));
  if (failure.detail) box.append(element('p', '', failure.detail));
  const causes = element('ul');
  for (const cause of failure.causes || []) {
    const parts = [];
    if (cause.what) parts.push(cause.what);
    if (cause.onClient) parts.push('on the client: ' + cause.onClient);
    if (cause.onServer) parts.push('on the server: ' + cause.onServer);
    causes.append(element('li', '', parts.join('; ')));
  }
  if (causes.children.length) box.append(causes);
  const written = [failure.alert ? 'alert ' + failure.alert : '', failure.reference].filter(Boolean).join(' · ');
  if (written) box.append(element('p', 'quiet', written));
  return box;
}

function heading(connection) {
  const time = connection.started.slice(11, 19);
  const said = {complete: 'complete', failed: 'failed', left: 'left without a handshake', 'going on': 'going on …'};
  const about = connection.failure ? connection.failure.what
      : [connection.facts['version'], connection.facts['group'], connection.facts['resumed'] === 'yes' ? 'resumed' : '']
          .filter(Boolean).join(' · ');
  return {time, state: said[connection.state] || connection.state, about};
}

function item(number) {
  const line = element('li');
  const details = element('details');
  const summary = element('summary');
  const where = place();
  const more = element('p', 'more');
  const link = element('a', '', 'Every field and octet');
  link.href = '/connections/' + number;
  link.setAttribute('aria-label', 'Every field and octet of connection ' + number);
  more.append(link);
  details.append(summary, where.box, more);
  line.append(details);
  return {line, details, summary, where};
}

function entry(number) {
  let found = known.get(number);
  if (!found) {
    found = {steps: [], connection: null, item: item(number)};
    known.set(number, found);
    const next = [...known.keys()].filter(other => other < number).sort((a, b) => b - a)[0];
    recent.insertBefore(found.item.line, next === undefined ? null : known.get(next).item.line);
    if (known.size > kept) {
      const oldest = Math.min(...known.keys());
      known.get(oldest).item.line.remove();
      known.delete(oldest);
    }
    document.getElementById('none').hidden = true;
  }
  return found;
}

function connectionTold(connection) {
  const found = entry(connection.number);
  found.connection = connection;
  const {time, state, about} = heading(connection);
  found.item.line.className = connection.state.replace(' ', '-');
  found.item.summary.replaceChildren(
      element('b', '', `${connection.number}`), ` ${time} `,
      element('span', 'state', state), ' ', element('span', '', about),
      element('span', 'quiet', ` ${connection.number === mine ? 'this page' : connection.peer}`));
  showFacts(found.item.where, connection);
  if (connection.number === mine) showFacts(ownPlace, connection);
}

function stepsTold(told) {
  const found = entry(told.number);
  const fresh = told.steps.slice(Math.max(0, found.steps.length - told.from));
  for (const next of fresh) {
    found.steps.push(next);
    found.item.where.ladder.append(step(next, true));
    if (told.number === mine) ownPlace.ladder.append(step(next, true));
  }
}

function showOwn(number) {
  const before = known.get(mine);
  mine = number;
  if (before && before.connection) connectionTold(before.connection);
  ownPlace.ladder.replaceChildren();
  ownPlace.facts.replaceChildren();
  ownPlace.why.replaceChildren();
  const found = known.get(number);
  if (found) {
    for (const one of found.steps) ownPlace.ladder.append(step(one, true));
    if (found.connection) connectionTold(found.connection);
  }
  document.getElementById('details').href = '/connections/' + number;
}

function listen() {
  const events = new EventSource('/events');
  events.onopen = () => {
    for (const one of known.values()) one.item.line.remove();
    known.clear();
    ownPlace.ladder.replaceChildren();
    status.textContent = 'live';
    status.className = 'live';
  };
  events.addEventListener('connection', event => connectionTold(JSON.parse(event.data)));
  events.addEventListener('steps', event => stepsTold(JSON.parse(event.data)));
  events.onerror = () => {
    status.textContent = 'not live: the server is gone, or too many watch; trying again';
    status.className = 'lost';
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

/** The browser keeps connections; each answer to /leave ends the one that it came on, until a new one is made. */
again.addEventListener('click', async () => {
  again.disabled = true;
  try {
    const before = Math.max(mine, ...known.keys());
    for (let tries = 0; tries < 6; tries++) {
      const answer = await (await fetch('/leave', {cache: 'no-store'})).json();
      if (answer.number > before) {
        showOwn(answer.number);
        break;
      }
    }
  } finally {
    again.disabled = false;
  }
});

listen();
