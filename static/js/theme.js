// Runs before the first paint: the officer's choice, else what the system prefers.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("kosh-theme") || "auto";
    } catch {
      return "auto"; // storage is switched off
    }
  };
  const apply = () => {
    const choice = chosen();
    const dark = choice === "dark" || (choice === "auto" && system.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
    root.dataset.themeChoice = choice;
  };
  root.classList.add("js");
  apply();
  system.addEventListener("change", apply);
  window.koshTheme = {
    choose(choice) {
      try {
        localStorage.setItem("kosh-theme", choice);
      } catch {
        root.dataset.bsTheme = choice; // for this page at least
        return;
      }
      apply();
    },
  };
})();
