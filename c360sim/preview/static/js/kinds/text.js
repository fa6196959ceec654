// A text: its title, subtitle and body, which the server has made safe.

import { h } from "preview/dom.js";

export function text(body, tile) {
  const { title, subtitle, body_html: html } = tile.text;
  body.append(
    h(
      "div",
      { class: "text-tile" },
      title ? h("h2", {}, title) : null,
      subtitle ? h("p", { class: "subtitle" }, subtitle) : null,
      h("div", { html }),
    ),
  );
}
