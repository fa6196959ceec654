// A tile: its frame, and its result from asking for it until it is drawn.

import { h, newId } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { dispose } from "preview/charts/canvas.js";
import { drawingOf, hasNothing, isChart } from "preview/kinds/kind.js";
import { grid } from "preview/kinds/grid.js";
import { text } from "preview/kinds/text.js";
import { openMenu } from "preview/menu.js";
import { showLookml, showSql } from "preview/panel.js";
import { csvAddress, heardBy, isExported, tileResult } from "preview/server.js";
import { emptyState, errorState, skeleton } from "preview/states.js";
import { openValue } from "preview/value.js";

const SHAPES = { single_value: "value", looker_grid: "table", table: "table", looker_single_record: "table" };

export class Tile {
  constructor(told) {
    this.told = told;
    this.isTable = false;
    this.result = null;
    this.asked = null;
    this.asking = null;
    const titleId = newId("tile");
    this.body = h("div", { class: `tile-body ${told.type}` });
    this.element = h(
      "section",
      { class: "tile", "aria-labelledby": told.title ? titleId : null, style: place(told) },
      told.type === "text" ? null : this.head(titleId),
      this.body,
    );
    if (told.type === "text") {
      this.element.classList.add("is-text");
      text(this.body, told);
    }
  }

  head(titleId) {
    const { told } = this;
    const table = isChart(told) ? this.tableButton() : null;
    const more = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": `More for ${told.title}`,
        "aria-haspopup": "menu",
        onclick: () => openMenu(this.menu(), more, told.title),
      },
      icon("more"),
    );
    const note = told.note
      ? h("span", { class: "note", tabindex: "0", role: "note", "aria-label": `Note: ${told.note}`, title: told.note }, icon("note"))
      : null;
    return h(
      "header",
      { class: "tile-head" },
      h("h2", { id: titleId, class: told.style.title_hidden ? "visually-hidden" : "" }, told.title, note),
      h("div", { class: "tile-tools" }, table, more),
    );
  }

  tableButton() {
    const button = h("button", { type: "button", class: "icon-button", onclick: () => this.toggleTable() });
    this.showTableButton = () => {
      button.replaceChildren(icon(this.isTable ? "chart" : "table"));
      button.title = this.isTable ? "Show as chart" : "Show as table";
      button.setAttribute("aria-label", `${button.title}: ${this.told.title}`);
    };
    this.showTableButton();
    return button;
  }

  toggleTable() {
    this.isTable = !this.isTable;
    this.showTableButton();
    this.draw();
  }

  menu() {
    const { told } = this;
    const table = isChart(told)
      ? [
          {
            label: this.isTable ? "Show as chart" : "Show as table",
            icon: this.isTable ? "chart" : "table",
            action: () => this.toggleTable(),
          },
        ]
      : [];
    const csv = isExported ? [] : [{ label: "Download CSV", icon: "download", href: csvAddress(told), isDownload: true }];
    return [
      ...table,
      { label: "Show SQL", icon: "code", action: () => showSql(told) },
      { label: "Show LookML", icon: "code", action: () => showLookml(told) },
      ...csv,
    ];
  }

  // Asks for the result unless it is there for the filters as they are; returns when it is drawn.
  async load({ isAnew = false } = {}) {
    if (this.told.type === "text") return;
    const wanted = JSON.stringify(heardBy(this.told));
    if (wanted === this.asked && !isAnew) return;
    this.asking?.abort();
    this.asking = new AbortController();
    this.asked = wanted;
    this.wait();
    try {
      this.result = await tileResult(this.told, this.asking.signal);
      await document.fonts.load("12px Inter"); // charts measure their labels
      this.settled(() => this.draw());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.result = null;
      this.asked = null;
      this.settled(() => this.fill(errorState(error)));
    }
  }

  wait() {
    this.element.setAttribute("aria-busy", "true");
    if (this.result) this.element.classList.add("is-stale");
    else this.fill(skeleton(SHAPES[this.told.type] ?? "chart"));
  }

  settled(show) {
    this.element.removeAttribute("aria-busy");
    this.element.classList.remove("is-stale");
    show();
  }

  draw() {
    if (!this.result || !this.element.isConnected) return;
    const { told, result, body } = this;
    this.fill();
    if (hasNothing(told, result)) return body.append(emptyState());
    const drawing = this.isTable ? grid : drawingOf(told);
    try {
      drawing(body, told, result, (...given) => openValue(told, result, ...given));
    } catch (error) {
      console.error(error);
      this.fill(errorState({ message: `This tile cannot be drawn: ${error.message}`, place: null }));
    }
  }

  fill(...content) {
    dispose(this.body);
    this.body.replaceChildren(...content);
  }
}

function place({ row, col, width, height }) {
  return { "--row": row + 1, "--col": col + 1, "--width": width, "--height": height };
}
