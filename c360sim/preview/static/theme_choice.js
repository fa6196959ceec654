// A plain script in the head, so that the page is never first painted in the other theme.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is closed, as in some exported pages: the system's theme holds.
}
