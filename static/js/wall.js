// 大屏: one document that runs for weeks. It fetches one page after the other and drops the one before; while the
// server is away it goes on with the pages that it was given last, and says how old they are.
(() => {
  "use strict";

  const wall = document.getElementById("wall");
  if (!wall) return;

  const TICK = 1000;
  const AGAIN = 15000; // how soon a page that did not come is asked for again
  const PATIENCE = 10000; // how long an answer may take
  const MISSES = 2; // refreshes that may fail before the foot says so
  const SETTLED = 60000; // how long a document has run at least before it makes room for a newer one
  const panes = Array.from(wall.querySelectorAll(".wall-pane"));
  const strip = window.matchMedia("(min-aspect-ratio: 5/2)"); // of 32:9, two pages beside each other
  const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: wall.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const born = Date.now();
  const kept = new Map(); // each page as it came last, by its key; never more than there are pages

  let busy = false;
  let paused = false;
  let misses = 0;
  let ahead = 0; // of the server's clock before ours
  let heard = born; // when the server was heard last
  let due = 0; // when the next page is to come
  let retry = 0;

  const shown = (pane) => pane.querySelector(".wall-page");
  const first = () => shown(panes[0]);
  const last = () => (strip.matches && shown(panes[1])) || first();
  const order = () => first().dataset.order.split(" ");
  const period = () => Number(first().dataset.seconds) * 1000;

  function beside(key, step) {
    const keys = order();
    return keys[(Math.max(keys.indexOf(key), 0) + step + keys.length) % keys.length];
  }

  function asPage(text) {
    return document.adoptNode(new DOMParser().parseFromString(text, "text/html").querySelector(".wall-page"));
  }

  function remember(page, text) {
    kept.set(page.dataset.key, text);
    const keys = page.dataset.order.split(" ");
    Array.from(kept.keys()).forEach((key) => { if (!keys.includes(key)) kept.delete(key); });
  }

  // Ask for a page. Null when none came.
  async function ask(key) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const address = `${location.pathname}?page=${encodeURIComponent(key)}`;
      const answer = await fetch(address, { headers: { "X-Wall": "part" }, cache: "no-store", credentials: "omit", signal: patience.signal });
      if (answer.headers.get("X-Wall") === "closed" && answer.status === 404) {
        location.replace(location.pathname); // the link ended: nothing of it stays on the screen
        return null;
      }
      if (!answer.ok) return null;
      const text = await answer.text();
      const page = asPage(text);
      if (!page) return null;
      remember(page, text);
      ahead = Number(page.dataset.at) - Date.now();
      return page;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  // Show these pages, from the first pane on; those that stood there are dropped.
  function show(pages) {
    pages.forEach((page, place) => { panes[place].replaceChildren(page); });
    tell();
  }

  // The pages to show when this one comes first, each as the server has it, or else as it came last.
  async function fetched(key) {
    const page = await ask(key);
    const pages = [page || again(key)];
    if (page && strip.matches && order().length > 1) pages.push((await ask(page.dataset.after)) || again(page.dataset.after));
    else if (strip.matches && pages[0]) pages.push(again(pages[0].dataset.after));
    return { came: Boolean(page), pages: pages.includes(null) ? pages.slice(0, pages.indexOf(null)) : pages };
  }

  function again(key) {
    return kept.has(key) ? asPage(kept.get(key)) : null;
  }

  async function bring(key) {
    if (busy) return;
    busy = true;
    try {
      const { came, pages } = await fetched(key);
      const now = Date.now();
      if (came) {
        misses = 0;
        heard = now;
      } else {
        misses += 1;
        retry = now + AGAIN;
      }
      if (came && outdated(pages[0])) await renew(key);
      show(pages);
    } finally {
      busy = false;
    }
  }

  function turn(step) {
    due = Date.now() + period();
    const key = step < 0 ? beside(first().dataset.key, strip.matches ? -2 : -1) : beside(last().dataset.key, 1);
    return bring(key);
  }

  const refresh = () => bring(first().dataset.key);

  // A newer document: looked for first, so that a server that is just going down leaves no empty screen.
  const outdated = (page) => page.dataset.version !== wall.dataset.version && Date.now() - born > SETTLED;

  async function renew(key) {
    try {
      const answer = await fetch(location.pathname, { cache: "no-store", credentials: "omit" });
      if (answer.ok) location.replace(`${location.pathname}?page=${encodeURIComponent(key)}`);
    } catch {
      // the next page tries again
    }
  }

  // The words that change by themselves: the clock, and how old the screen is.
  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function tell() {
    const time = clock.format(Date.now() + ahead);
    wall.classList.toggle("stale", misses >= MISSES);
    wall.classList.toggle("paused", paused);
    wall.querySelectorAll("[data-clock]").forEach((each) => { put(each, time); });
    if (misses < MISSES) return;
    const minutes = Math.max(1, Math.floor((Date.now() - heard) / 60000));
    panes.map(shown).filter(Boolean).forEach((page) => {
      put(page.querySelector("[data-lost]"), wall.dataset.lost.replace("{n}", String(minutes)));
      put(page.querySelector("[data-lost-at]"), wall.dataset.lostAt.replace("{at}", clock.format(Number(page.dataset.at))));
    });
  }

  function tick() {
    const now = Date.now();
    tell();
    if (busy) return;
    if (due - now > period()) due = now + period(); // somebody set the clock back
    if (now >= due) {
      if (paused) {
        due = now + period();
        refresh();
      } else turn(1);
    } else if (misses && now >= retry) refresh();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      paused = !paused;
      due = Date.now() + period();
      tell();
    } else if (event.key === "ArrowRight") turn(1);
    else if (event.key === "ArrowLeft") turn(-1);
  });
  strip.addEventListener("change", refresh);

  ahead = Number(first().dataset.at) - born;
  due = born + period();
  panes.map(shown).filter(Boolean).forEach((page) => { remember(page, page.outerHTML); });
  setInterval(tick, TICK);
  tick();
})();
