"use strict";
/* Filters the claims of each report, and shows which words in the text belong to which line of the list. Nothing here is
   needed to read the page. tests/test_page_in_browser.py runs it. */
for (const report of document.querySelectorAll(".report")) {
  const filters = report.querySelector(".filters");
  if (!filters) continue;
  const rows = [...report.querySelectorAll("li[data-claims]")];
  const selects = [...filters.querySelectorAll("select")];
  const told = filters.querySelector("output");
  const reset = filters.querySelector("button");

  const apply = () => {
    const chosen = selects.filter((select) => select.value);
    const shown = new Set();
    for (const row of rows) {
      row.hidden = chosen.some((select) => row.dataset[select.name] !== select.value);
      if (!row.hidden) shown.add(row.dataset.claims);
    }
    for (const mark of report.querySelectorAll("mark.trigger")) {
      mark.classList.toggle("out", !mark.dataset.claims.split(" ").some((number) => shown.has(number)));
    }
    told.textContent = chosen.length ? `${shown.size} of ${rows.length} shown` : "";
    reset.hidden = !chosen.length;
  };

  const light = (event) => {
    const from = event.target.closest("[data-claims]");
    for (const lit of report.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const number of from ? from.dataset.claims.split(" ") : []) {
      for (const part of report.querySelectorAll(`[data-claims~="${number}"]`)) part.classList.add("lit");
    }
  };

  filters.hidden = false;
  filters.addEventListener("change", apply);
  reset.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    apply();
    selects[0].focus();
  });
  for (const kind of ["pointerover", "pointerleave", "focusin", "focusout"]) report.addEventListener(kind, light);
  apply();
}
