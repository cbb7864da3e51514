// The light or dark theme.  The inline script of each page applies the reader's choice before anything is shown.

const THEMES = { "": "system", light: "light", dark: "dark" };

/** A button that changes to the next theme. */
function themeButton() {
  const made = button("", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(chosenTheme()) + 1) % names.length] ?? "";
    storeChoice("gazetteTheme", next);
    document.documentElement.dataset.theme = next;
    made.textContent = themeLabel();
  });
  made.textContent = themeLabel();
  return made;
}

function themeLabel() {
  return `Theme: ${THEMES[chosenTheme()]}`;
}

/** @returns {keyof typeof THEMES} */
function chosenTheme() {
  const stored = document.documentElement.dataset.theme ?? "";
  return stored === "light" || stored === "dark" ? stored : "";
}
