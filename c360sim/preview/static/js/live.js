// What happens when a LookML file is edited: the tiles are asked for anew, or the mistake is shown with its place.

import { byId, h } from "preview/dom.js";
import { icon } from "preview/icons.js";
import { replaceBoard } from "preview/board.js";
import { dashboard } from "preview/state.js";
import { freshDashboard, onLookmlChange } from "preview/server.js";

export function followLookml() {
  onLookmlChange(async (error) => {
    if (error) return mistake(error);
    try {
      const fresh = await freshDashboard();
      if (hasOtherFrame(fresh)) return location.reload();
      byId("banner").hidden = true;
      replaceBoard(fresh.tiles);
    } catch (failure) {
      mistake(failure);
    }
  });
}

// A dashboard with other filters, tabs or words is shown from its address.
function hasOtherFrame(fresh) {
  const frame = ({ title, description, filters, tabs }) => JSON.stringify({ title, description, filters, tabs });
  return frame(fresh) !== frame(dashboard);
}

function mistake({ message, place }) {
  const banner = byId("banner");
  banner.replaceChildren(icon("warning"), h("span", {}, message, place ? h("code", {}, place) : ""));
  banner.hidden = false;
}
