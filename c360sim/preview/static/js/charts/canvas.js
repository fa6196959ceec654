// Where a chart is drawn: SVG, as large as the tile, redrawn in the other theme, gone with the tile.

import { h } from "preview/dom.js";
import { isStill } from "preview/theme.js";

const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const chart = echarts.getInstanceByDom(target);
    if (!chart || contentRect.width < 10 || contentRect.height < 10) continue;
    if (chart.getWidth() !== Math.floor(contentRect.width) || chart.getHeight() !== Math.floor(contentRect.height)) {
      chart.resize({ animation: { duration: 0 } });
      target.dispatchEvent(new CustomEvent("resized"));
    }
  }
});

// `description` says in words what is seen.
export function canvas(description) {
  return h("div", { class: "canvas", role: "img", "aria-label": description });
}

// Draws what `option(width, height)` returns; call it once the element is in the page.
export function draw(element, option) {
  const chart = echarts.init(element, null, { renderer: "svg" });
  const drawn = () => ({
    animation: !isStill(),
    animationDuration: 350,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    aria: { enabled: false },
    ...option(chart.getWidth(), chart.getHeight()),
  });
  chart.setOption(drawn());
  element.addEventListener("resized", () => chart.setOption({ ...drawn(), animation: false }));
  sizes.observe(element);
  return chart;
}

export function dispose(container) {
  for (const element of container.querySelectorAll(".canvas")) {
    sizes.unobserve(element);
    echarts.getInstanceByDom(element)?.dispose();
  }
}
