// The page: what its frame shows, then its filters, tabs and tiles.

import { byId } from "preview/dom.js";
import { showBoard } from "preview/board.js";
import { showFilters } from "preview/filters/bar.js";
import { followLookml } from "preview/live.js";
import { isExported } from "preview/server.js";
import { addressOf, dashboard, dashboards, onChange } from "preview/state.js";
import { showTabs } from "preview/tabs.js";
import { themeButton } from "preview/theme.js";

function showDay() {
  const [year, month, day] = dashboard.project_as_of.split("-").map(Number);
  const words = new Date(year, month - 1, day).toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
  byId("as-of").textContent = `As of ${words} · ${dashboard.customers.toLocaleString("en-US")} customers`;
}

// The links to the other dashboards carry the filters along.
function carryFilters() {
  if (isExported) return;
  for (const link of document.querySelectorAll("[data-dashboard]"))
    link.href = addressOf(dashboards.find(({ name }) => name === link.dataset.dashboard));
}

byId("tools").append(themeButton());
showDay();
carryFilters();
onChange(carryFilters);
showFilters();
showTabs();
showBoard();
followLookml();
