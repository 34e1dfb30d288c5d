// Demo accounts: a card fills the log-in form; the person still presses 登录.
(() => {
  "use strict";

  const cards = document.querySelector("[data-login]");
  if (!cards) return;
  const form = document.getElementById(cards.dataset.login);

  cards.addEventListener("click", (event) => {
    const card = event.target.closest("[data-username]");
    if (!card) return;
    form.elements.username.value = card.dataset.username;
    form.elements.password.value = cards.dataset.password;
    cards.querySelectorAll("[data-username]").forEach((other) => {
      other.setAttribute("aria-pressed", String(other === card));
    });
    form.querySelector("button").focus();
  });
})();
