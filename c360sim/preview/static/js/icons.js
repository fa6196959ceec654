// Line icons on a grid of 16, in the color of the text.

const PATHS = {
  more: '<circle cx="3" cy="8" r="1.4" fill="currentColor" stroke="none"/><circle cx="8" cy="8" r="1.4" fill="currentColor" stroke="none"/><circle cx="13" cy="8" r="1.4" fill="currentColor" stroke="none"/>',
  table: '<rect x="2" y="3" width="12" height="10" rx="1.5"/><path d="M2 6.5h12M6.5 6.5V13"/>',
  chart: '<path d="M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6"/>',
  close: '<path d="m4 4 8 8m0-8-8 8"/>',
  down: '<path d="m4 6 4 4 4-4"/>',
  search: '<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>',
  note: '<circle cx="8" cy="8" r="6"/><path d="M8 7.3V11"/><circle cx="8" cy="5" r=".6" fill="currentColor"/>',
  sun: '<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1"/>',
  moon: '<path d="M13.2 9.6A5.8 5.8 0 0 1 6.4 2.8a5.8 5.8 0 1 0 6.8 6.8Z"/>',
  up_arrow: '<path d="M8 13V3.5M4 7l4-4 4 4"/>',
  down_arrow: '<path d="M8 3v9.5M4 9l4 4 4-4"/>',
  warning: '<path d="M8 2.2 14.4 13H1.6L8 2.2ZM8 6.5v3"/><circle cx="8" cy="11.2" r=".5" fill="currentColor"/>',
  empty: '<path d="M2.5 9.5 4.4 3h7.2l1.9 6.5V13h-11V9.5Zm0 0h3.2c.3 1.2 1.2 1.8 2.3 1.8s2-.6 2.3-1.8h3.2"/>',
  download: '<path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11"/>',
  code: '<path d="m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5 14 8l-3.5 3.5"/>',
  rows: '<path d="M2.5 4h11M2.5 8h11M2.5 12h7"/>',
  open: '<path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5"/>',
  check: '<path d="m3.5 8.5 3 3 6-7"/>',
};

export function icon(name) {
  const holder = document.createElement("span");
  holder.className = "icon";
  holder.setAttribute("aria-hidden", "true");
  holder.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${PATHS[name]}</svg>`;
  return holder;
}
