/** Brings the parts of this page that are marked `data-live` up to date while somebody looks at it. */
const EVERY_MS = 4000;

/** What the server last sent of each part: only a part that differs from it is touched. */
const sent = new Map();

const eachPart = (root, use) => {
  for (const part of root.querySelectorAll('[data-live]')) use(part, part.dataset.live);
};

/** In the viewer's own zone and language. */
function tellTimes() {
  for (const time of document.querySelectorAll('time')) time.title = new Date(time.dateTime).toLocaleString();
}

async function refresh() {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  eachPart(page, (fresh, name) => {
    const part = document.querySelector(`[data-live="${name}"]`);
    // What holds the focus stays as it is: nobody loses their place.
    if (!part || fresh.innerHTML === sent.get(name) || part.contains(document.activeElement)) return;
    sent.set(name, fresh.innerHTML);
    part.replaceWith(document.adoptNode(fresh));
  });
  tellTimes();
}

function again() {
  setTimeout(async () => {
    // Offline, or Acme is restarting: the next turn tells.
    if (!document.hidden) await refresh().catch(() => {});
    again();
  }, EVERY_MS);
}

eachPart(document, (part, name) => sent.set(name, part.innerHTML));
tellTimes();
// On a narrow screen the navigation scrolls: where one is should be in sight.
document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
if (sent.size > 0) again();
