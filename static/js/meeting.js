// The meeting on the wall: arrow keys turn the line, space stops the clock, D goes to the decision.
// The time of the meeting outlives the page, for every line is a page of its own.
(() => {
  "use strict";
  const root = document.querySelector("[data-meeting]");
  if (!root) return;
  const store = window.sessionStorage;
  const key = `meeting:${root.dataset.meeting}`;
  const limit = Number(root.dataset.minutes) * 60;
  const itemClock = root.querySelector("[data-item-clock]");
  const wholeClock = root.querySelector("[data-whole-clock]");
  const pause = root.querySelector("[data-pause]");
  const state = Object.assign({ whole: 0, item: 0, place: "", paused: false }, read());
  if (state.place !== root.dataset.place) { state.place = root.dataset.place; state.item = 0; }

  function read() {
    try { return JSON.parse(store.getItem(key)) || {}; } catch { return {}; }
  }

  function two(number) { return String(Math.floor(number)).padStart(2, "0"); }
  function clock(seconds) { return `${two(seconds / 60)}:${two(seconds % 60)}`; }

  function show() {
    itemClock.textContent = clock(state.item);
    wholeClock.textContent = clock(state.whole);
    itemClock.classList.toggle("over", state.item > limit);
    pause.textContent = state.paused ? pause.dataset.resume : pause.dataset.stop;
    pause.setAttribute("aria-pressed", String(state.paused));
  }

  function tick() {
    if (!state.paused) { state.item += 1; state.whole += 1; }
    store.setItem(key, JSON.stringify(state));
    show();
  }

  function toggle() { state.paused = !state.paused; store.setItem(key, JSON.stringify(state)); show(); }

  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT|BUTTON|A|SUMMARY)$/.test(target.tagName) && target !== document.body;
  }

  const drawer = root.querySelector(".meet-drawer"); // on a phone the slide comes first
  if (drawer && window.matchMedia("(max-width: 1199.98px)").matches) drawer.open = false;
  pause.hidden = false;
  pause.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const way = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" }[event.key];
    if (way) {
      const link = root.querySelector(`[data-${way}]`);
      if (link) link.click();
    } else if (event.key === " " && !typing(event.target)) {
      event.preventDefault();
      toggle();
    } else if (event.key === "d" || event.key === "D") {
      const title = root.querySelector("#id_title"); // a week that is over decides nothing
      if (!title) return;
      event.preventDefault();
      title.focus();
    }
  });
  show();
  window.setInterval(tick, 1000);
})();
