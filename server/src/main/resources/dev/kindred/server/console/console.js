"use strict";

const stored = localStorage.getItem("kindred-theme");
if (stored) {
  document.documentElement.dataset.theme = stored;
}

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const text = copy.closest("figure").querySelector("code").textContent;
    navigator.clipboard.writeText(text).then(() => {
      copy.textContent = "Copied";
    });
    return;
  }
  if (event.target.closest("[data-theme-toggle]")) {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    localStorage.setItem("kindred-theme", root.dataset.theme);
  }
});
