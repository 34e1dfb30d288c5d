// 待发送: what waits in this phone, drawn from a template of the page. People who share a phone see their own only.
(() => {
  "use strict";

  const list = document.querySelector("[data-outbox-list]");
  const part = document.getElementById("outbox-row");
  if (!list || !part) return;
  const me = document.body.dataset.user || window.localStorage.getItem("zt:last-user") || "";
  const shy = !document.body.dataset.user; // offline nobody is known to be logged in: no titles

  function clock(at) {
    const two = (number) => String(number).padStart(2, "0");
    const on = new Date(at);
    return `${two(on.getMonth() + 1)}-${two(on.getDate())} ${two(on.getHours())}:${two(on.getMinutes())}`;
  }

  function draw(rows) {
    const ours = rows.filter((row) => row.state !== "open" && row.user === me);
    const others = rows.filter((row) => row.state !== "open" && row.user !== me).length;
    list.textContent = "";
    ours.forEach((row) => {
      const item = part.content.firstElementChild.cloneNode(true);
      item.querySelector("[data-title]").textContent = shy ? list.dataset.untitled : row.title;
      item.querySelector("[data-when]").textContent = clock(row.at);
      item.querySelector("[data-state]").textContent = [list.dataset[row.state], shy ? "" : row.why].filter(Boolean).join(" ");
      const edit = item.querySelector("[data-edit]");
      if (edit) {
        edit.hidden = row.state !== "refused";
        edit.href = `${row.path}#outbox=${row.id}`;
        item.querySelector("[data-send]").hidden = row.state === "refused";
        item.querySelector("[data-send]").addEventListener("click", () => {
          document.dispatchEvent(new CustomEvent("zt:outbox-send", { detail: { id: row.id } }));
        });
        item.querySelector("[data-drop]").addEventListener("click", () => {
          if (window.confirm(list.dataset.drop)) window.ztStore.remove(row.id).then(load);
        });
      }
      list.append(item);
    });
    const none = document.querySelector("[data-outbox-none]");
    if (none) none.hidden = ours.length > 0;
    const hint = document.querySelector("[data-outbox-others]");
    if (hint) {
      hint.hidden = others === 0;
      hint.textContent = list.dataset.others.replace("{n}", String(others));
    }
  }

  function load() {
    return window.ztStore.all().then(draw).catch(() => { draw([]); });
  }

  document.addEventListener("zt:outbox", (event) => { draw(event.detail.rows); });
  load();
})();
