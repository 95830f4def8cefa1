// Runs before the first paint: without it somebody who chose dark sees a flash of white paper. A file, not inline,
// so that the content security policy need not allow inline scripts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('rubrica.color-scheme');
  } catch {}
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.style.background = dark ? '#1b1a18' : '#fbfaf8';
})();
