// Light or dark: as the system says, or as the reader chose.  A line within each page applies it before all is shown.

const THEMES = { "": "system", light: "light", dark: "dark" };

/** A button that goes from one theme to the next. */
function themeButton() {
  const made = button("", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(chosenTheme()) + 1) % names.length] ?? "";
    keepChoice("gazetteTheme", next);
    document.documentElement.dataset.theme = next;
    made.textContent = `Theme: ${themeWords()}`;
  });
  made.textContent = `Theme: ${themeWords()}`;
  return made;
}

function chosenTheme() {
  const held = document.documentElement.dataset.theme ?? "";
  return held in THEMES ? held : "";
}

function themeWords() {
  return THEMES[/** @type {keyof typeof THEMES} */ (chosenTheme())];
}
