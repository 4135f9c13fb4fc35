// Comforts on top of pages that work without any script.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  // `/` leads to the search box, Escape closes the sidebar of a phone.
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const box = $("#search-box");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    }
    if (event.key === "Escape" && location.hash === "#sidebar") location.hash = "#top";
  });

  // Keys of a review: a letter answers, J and K lead to the next pair and the one before.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const button = $(`button[data-key="${CSS.escape(key)}"]`);
    if (button) button.click();
    const items = [...document.querySelectorAll("[data-review-item]")];
    const here = items.findIndex((item) => item.hasAttribute("aria-current"));
    if (key === "j" || key === "k") items[here + (key === "j" ? 1 : -1)]?.click();
  });

  // Enter never sends a half-filled step: it leads to the first field that still waits.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const form = field.form;
    if (event.key !== "Enter" || !form || !form.matches("[data-form]") || !field.matches("input")) return;
    const waiting = [...form.elements].find((element) => element.validity?.valueMissing);
    if (waiting) {
      event.preventDefault();
      waiting.focus();
    }
  });

  // A field of a known length leads on, as soon as it is full, to the next one that is empty.
  document.addEventListener("input", ({ target, inputType }) => {
    const full = Number(target.dataset?.leadsOn);
    if (!full || target.value.replace(/\s/g, "").length !== full || !inputType?.startsWith("insert")) return;
    const fields = [...target.form.elements].filter((field) => field.type !== "hidden" && !field.disabled);
    fields.slice(fields.indexOf(target) + 1).find((field) => !field.value)?.focus();
  });

  // A form is sent once; the way back through the browser's history frees it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post]") || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }
  });

  // Light, dark, or as the system says.
  const mark = () => {
    const choice = document.documentElement.dataset.themeChoice;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      if (button !== document.documentElement)
        button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-theme-choice]");
    if (button) {
      window.koshTheme.choose(button.dataset.themeChoice);
      mark();
    }
    if (event.target.closest("button[data-print]")) window.print();
  });

  // One box over a list ticks all of its page.
  document.addEventListener("change", ({ target }) => {
    if (!target.dataset.chooseAll) return;
    const boxes = document.querySelectorAll(`input[type="checkbox"][name="${target.dataset.chooseAll}"]`);
    for (const box of boxes) box.checked = target.checked;
  });
  mark();

  // A line to slide along writes its day into the field beside it; without a script the field does alone.
  const slides = () => {
    for (const line of document.querySelectorAll("input[data-slides]")) line.hidden = false;
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset.slides) return;
    const day = new Date(`${target.dataset.since}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + Number(target.value));
    const field = document.getElementById(target.dataset.slides);
    field.value = day.toISOString().slice(0, 10);
    target.setAttribute("aria-valuetext", field.value);
  });
  slides();

  // htmx: an answer that is a whole page (after a redirect, or an error) replaces the whole page.
  const whole = (xhr) => /^\s*<!doctype html/i.test(xhr.responseText);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (!whole(xhr)) return;
    event.detail.shouldSwap = true;
    event.detail.target = document.body;
    event.detail.swapOverride = "innerHTML show:window:top";
    event.detail.selectOverride = "unset";
    if (xhr.responseURL && xhr.responseURL !== location.href) {
      history.replaceState({ htmx: true }, "", location.href);
      history.pushState({ htmx: true }, "", xhr.responseURL);
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    mark();
    slides();
    const said = $("[data-announce]", event.target) || $(".error-summary", event.target);
    const region = $("#live");
    if (region) region.textContent = said ? said.dataset.announce || "" : "";
    if (event.target === document.body) $("#main")?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:sendError", () => {
    const region = $("#live");
    if (region) region.textContent = region.dataset.unreachable;
    document.documentElement.classList.add("is-unreachable");
  });
  document.addEventListener("htmx:beforeRequest", () => document.documentElement.classList.remove("is-unreachable"));
})();
