// Runs before the first paint, so that the page never flashes in the wrong theme. A file of its own because the content security
// policy forbids inline scripts. src/lib/theme.ts writes what is read here.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: the system's theme holds.
}
