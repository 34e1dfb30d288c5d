// A field whose names the server tells as one types: [data-names] holds the address; the names fill its datalist.
(() => {
  "use strict";

  const WAIT = 250; // milliseconds between a key and the question
  const timers = new WeakMap();

  async function ask(input) {
    const typed = input.value;
    const address = new URL(input.dataset.names, window.location.href);
    address.searchParams.set(input.name, typed);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || answer.redirected || !input.list) return; // without a line a name is typed in full
    const names = await answer.text();
    if (input.value === typed) input.list.innerHTML = names;
  }

  function soon(event) {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.names) return;
    if (event.type === "focusin" && input.list && input.list.options.length) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(ask, event.type === "focusin" ? 0 : WAIT, input));
  }

  document.addEventListener("focusin", soon);
  document.addEventListener("input", soon);
})();
