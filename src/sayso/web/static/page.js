/* What every page does with scripts: the colours change at once, and a coder can work by the keyboard alone. */
"use strict";
(() => {
  const root = document.documentElement;

  // Colours: the form is sent in the background.
  const look = document.querySelector("[data-look-button]");
  const shownLook = () => root.dataset.look || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  look?.form.addEventListener("submit", event => {
    event.preventDefault();
    const next = shownLook() === "dark" ? "light" : "dark";
    root.dataset.look = next;
    const body = new URLSearchParams(new FormData(look.form));
    body.set("look", next);
    fetch(look.form.action, { method: "POST", body, redirect: "manual" });
    document.dispatchEvent(new CustomEvent("sayso:look", { detail: next }));
  });

  // Keys: letters press the button that shows them; j and k go from account to account (or line to line).
  const stops = () => {
    const accounts = [...document.querySelectorAll("[data-claim]")];
    const all = accounts.length ? accounts : [...document.querySelectorAll(".line, .dispute, .change")];
    return all.filter(e => e.getClientRects().length);
  };
  let at = null;
  const go = step => {
    const all = stops();
    if (!all.length) return;
    const next = Math.min(Math.max(at === null ? (step > 0 ? 0 : all.length - 1) : all.indexOf(at) + step, 0), all.length - 1);
    at?.classList.remove("chosen-by-keys");
    at = all[next];
    at.classList.add("chosen-by-keys");
    at.scrollIntoView({ block: "center" });
    (at.querySelector("a") || at).focus({ preventScroll: true });
  };
  const press = key => {
    const opens = document.querySelector(`[data-key-open="${key}"]`);
    if (opens) {
      opens.open = true;
      opens.querySelector("select, input:not([type=hidden])")?.focus();
      return true;
    }
    const buttons = [...document.querySelectorAll(`[data-key="${key}"]`)];
    const button = buttons.pop();
    if (!button) return false;
    const other = button.form.querySelector("[data-other]");
    if (other && at?.dataset.claim && !other.value) other.value = at.dataset.claim;
    if (button.form.reportValidity()) button.form.requestSubmit(button);
    return true;
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, [contenteditable]")) return;
    if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
    else if (event.key === "/") document.getElementById("find")?.focus();
    else if (event.key === "n") document.querySelector("[data-next]")?.click();
    else if (!/^[arcsdu]$/.test(event.key) || !press(event.key)) return;
    event.preventDefault();
  });
})();
