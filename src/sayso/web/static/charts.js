/* Map and timeline: drawn by Bokeh from JSON, and tied to each other and to the list: what is chosen in one filters the
   others. The page's address always tells the whole filter, so that it can be kept and sent. */
"use strict";
(() => {
  const charts = document.getElementById("charts");
  if (!charts || !window.Bokeh) return;
  const map = document.getElementById("map"), days = document.getElementById("days"), root = document.documentElement;
  const fixed = charts.dataset.fixed, path = charts.dataset.path, EARTH = 6378137;
  let query = new URLSearchParams(charts.dataset.query), models = {}, quiet = false, busy = 0;

  const look = () => root.dataset.look || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const latitude = y => (2 * Math.atan(Math.exp(y / EARTH)) - Math.PI / 2) * 180 / Math.PI;
  const longitude = x => Math.min(Math.max(x / EARTH * 180 / Math.PI, -180), 180);
  const ask = async (name, asked, more = {}) => {
    const said = new URLSearchParams(asked);
    for (const [key, value] of Object.entries(more)) said.set(key, value);
    const answer = await fetch(`/chart/${name}.json?${said}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  const without = (...names) => {
    const left = new URLSearchParams(query);
    names.forEach(name => left.delete(name));
    return left;
  };
  const soon = (deed, wait) => {
    let waiting;
    return (...given) => { clearTimeout(waiting); waiting = setTimeout(() => deed(...given), wait); };
  };

  // Embedding: the models are found by their names.
  const embed = async (target, item) => {
    const old = target.dataset.root && models[target.id]?.views;
    old?.clear?.();
    target.replaceChildren();
    const place = document.createElement("div");
    place.id = `${target.id}-plot`;
    target.append(place);
    const views = await Bokeh.embed.embed_item(item, place.id);
    target.dataset.root = item.root_id;
    const doc = Bokeh.documents.find(one => one.roots().some(model => model.id === item.root_id));
    models[target.id] = { views, doc, get: name => doc.get_model_by_name(name) };
  };
  const unfold = (target, shown) => {
    target.hidden = !shown;
    const box = target.closest("section");
    box.querySelectorAll("[data-hint]").forEach(hint => { hint.hidden = !shown; });
    const plain = box.querySelector("details.plain");
    if (plain && shown) plain.open = false;
  };

  // The map shows all that passes but for its own box, so that one can choose another place; chosen ones stay bright.
  const drawMap = async () => {
    unfold(map, true);
    const asked = without("box", "near");
    const item = await ask("map", asked, { look: look(), width: Math.round(map.clientWidth) - 30, height: Math.round(map.clientHeight) - 2 });
    if (!item.incidents) { unfold(map, false); map.closest("section").classList.add("nowhere"); return; }
    await embed(map, item);
    const plot = models.map.get("map");
    const incidents = models.map.get("incidents");
    plot.on_event("selectiongeometry", event => {
      if (!event.final || quiet) return;
      const { type, x0, x1, y0, y1 } = event.geometry;
      if (type !== "rect") return;
      const box = [latitude(Math.min(y0, y1)), longitude(Math.min(x0, x1)), latitude(Math.max(y0, y1)), longitude(Math.max(x0, x1))];
      change({ box: box.map(edge => edge.toFixed(3)).join(","), near: null });
    });
    // A drag with Shift held draws a box whatever tool is chosen; Bokeh's own tools know no such key for it.
    const pan = models.map.get("pan"), boxing = models.map.get("box");
    map.firstElementChild.addEventListener("pointerdown", event => {
      if (!event.shiftKey || boxing.active) return;
      boxing.active = true;
      addEventListener("pointerup", () => setTimeout(() => { pan.active = true; }), { once: true, capture: true });
    }, true);
    plot.on_event("tap", () => setTimeout(() => {
      const chosen = incidents.selected.indices, column = name => incidents.get_column(name);
      if (!chosen.length) { if (query.has("near")) change({ near: null }); return; }
      const first = chosen[0];
      const lat = column("latitude")[first], lon = column("longitude")[first];
      change({ near: `${lat.toFixed(4)},${lon.toFixed(4)},1`, box: null });
    }));
    plot.on_event("reset", () => { if (query.has("box") || query.has("near")) change({ box: null, near: null }); });
    const seen = soon(async () => {
      const { start: x0, end: x1 } = plot.x_range, { start: y0, end: y1 } = plot.y_range;
      const size = { width: Math.round(map.clientWidth), height: Math.round(map.clientHeight) };
      const found = await ask("land", new URLSearchParams({ frame: [x0, y0, x1, y1].map(Math.round).join(","), ...size }));
      for (const name of ["lines", "marks"]) models.map.get(name).data = found[name];
      models.map.get("towns").data = arrange(found.towns);
      models.map.get("dots").size = { value: found.size };
      models.map.get("land").data = found.dots;
    }, 180);
    for (const range of [plot.x_range, plot.y_range]) {
      range.properties.start.change.connect(seen);
      range.properties.end.change.connect(seen);
    }
    const towns = models.map.get("towns");
    towns.data = arrange(Object.fromEntries(["x", "y", "name", "offset"].map(name => [name, [...towns.get_column(name)]])));
    markMap();
  };
  // A town's name stands beside the circle that covers the town, and is left out where another circle lies on it.
  const arrange = towns => {
    const plot = models.map.get("map"), circles = models.map.get("incidents"), column = name => [...circles.get_column(name)];
    const { start: x0, end: x1 } = plot.x_range, { start: y0, end: y1 } = plot.y_range;
    const across = x => (x - x0) / (x1 - x0) * plot.inner_width, up = y => (y - y0) / (y1 - y0) * plot.inner_height;
    const xs = column("x").map(across), ys = column("y").map(up), sizes = column("size"), vague = column("vague");
    const near = xs.map((x, i) => ({ x, y: ys[i], r: sizes[i] / 2 })).filter((one, i) => !vague[i]);
    const offset = [...towns.offset], name = [...towns.name];
    towns.x.forEach((_, i) => {
      const x = across(towns.x[i]), y = up(towns.y[i]), wide = 6.6 * name[i].length;
      const over = near.filter(c => Math.hypot(c.x - x, c.y - y) < c.r + 3);
      offset[i] = Math.max(offset[i], ...over.map(c => c.x + c.r + 3 - x));
      const left = x + offset[i], hit = c => c.x + c.r > left && c.x - c.r < left + wide && Math.abs(c.y - y) < c.r + 5;
      if (near.some(c => !over.includes(c) && hit(c))) name[i] = "";
    });
    return { ...towns, name, offset };
  };
  const markMap = () => {
    const incidents = models.map?.get("incidents");
    if (!incidents) return;
    const [lat, lon] = (query.get("near") || "").split(",").map(Number), box = (query.get("box") || "").split(",").map(Number);
    const lats = [...incidents.get_column("latitude")], lons = [...incidents.get_column("longitude")];
    const inside = (i) => query.has("near") ? Math.abs(lats[i] - lat) < 1e-3 && Math.abs(lons[i] - lon) < 1e-3
      : lats[i] >= box[0] && lats[i] <= box[2] && lons[i] >= box[1] && lons[i] <= box[3];
    quiet = true;
    incidents.selected.indices = query.has("near") || query.has("box") ? lats.map((_, i) => i).filter(inside) : [];
    quiet = false;
  };
  const drawDays = async () => {
    unfold(days, true);
    const item = await ask("days", fixed === "day" ? query : without("since", "until"), { look: look() });
    if (!item.kinds.length) { unfold(days, false); return; }
    await embed(days, item);
    const hint = days.closest("section").querySelector("[data-hint]"), more = [];
    const many = count => count.toLocaleString("en");
    if (item.earlier) more.push(`${many(item.earlier)} earlier than ${item.begins}`);
    if (item.without) more.push(`${many(item.without)} without a day`);
    hint.textContent = `Draw over some days to see only these.${more.length ? ` Not shown: ${more.join(", ")}.` : ""}`;
    const plot = models.days.get("timeline"), source = models.days.get("days");
    const day = at => new Date(at).toISOString().slice(0, 10);
    plot.on_event("selectiongeometry", event => {
      if (!event.final || quiet || fixed === "day" || event.geometry.type !== "rect") return;
      const { x0, x1 } = event.geometry, middle = [...source.get_column("middle")];
      const left = Math.min(x0, x1), right = Math.max(x0, x1), width = [...source.get_column("width")];
      const hit = middle.map((_, i) => i).filter(i => middle[i] + width[i] / 2 >= left && middle[i] - width[i] / 2 <= right);
      change({ since: hit.length ? source.get_column("first")[hit[0]] : day(left), until: hit.length ? source.get_column("last")[hit.at(-1)] : day(right) });
    });
    plot.on_event("reset", () => { if (fixed !== "day" && (query.has("since") || query.has("until"))) change({ since: null, until: null }); });
    markDays();
  };
  const markDays = () => {
    const source = models.days?.get("days");
    if (!source || fixed === "day") return;
    const since = query.get("since") || "", until = query.get("until") || "9999";
    const first = [...source.get_column("first")], last = [...source.get_column("last")];
    quiet = true;
    source.selected.indices = query.has("since") || query.has("until") ? first.map((_, i) => i).filter(i => last[i] >= since && first[i] <= until) : [];
    quiet = false;
  };

  // One filter for all: the address, the list, the tally and the form follow.
  const change = async changed => {
    for (const [name, value] of Object.entries(changed)) value === null ? query.delete(name) : query.set(name, value);
    query.delete("page");
    const shown = new URLSearchParams(query);
    if (fixed === "place") shown.delete("place");
    if (fixed === "day") { shown.delete("since"); shown.delete("until"); }
    const now = `${path}${shown.size ? "?" + shown : ""}`, turn = ++busy;
    history.replaceState(null, "", now);
    const names = Object.keys(changed);
    const map_changed = !names.includes("box"), list = document.getElementById("list");
    list.setAttribute("aria-busy", "true");
    const [page, points] = await Promise.all([
      fetch(now).then(answer => answer.text()),
      map_changed && models.map ? ask("points", without("box", "near"), { look: look() }) : null,
    ]);
    if (turn !== busy) return;
    const fresh = new DOMParser().parseFromString(page, "text/html");
    for (const id of ["list", "tally"]) document.getElementById(id)?.replaceWith(document.adoptNode(fresh.getElementById(id)));
    const form = document.querySelector("form.filter"), next = fresh.querySelector("form.filter");
    for (const part of form.querySelectorAll("details[open]")) next.querySelector(`details.${part.className}`).open = true;
    form.replaceWith(document.adoptNode(next));
    if (points) models.map.get("incidents").data = points;
    markMap();
    if (names.includes("box") || names.includes("near")) await drawDays(); else markDays();
  };

  const draw = () => Promise.all([drawMap(), drawDays()]).then(() => { charts.dataset.drawn = look(); })
    .catch(error => { console.error(error); for (const target of [map, days]) unfold(target, false); });
  let width = innerWidth;
  addEventListener("resize", soon(() => { if (Math.abs(innerWidth - width) > 60) { width = innerWidth; draw(); } }, 300));
  document.addEventListener("sayso:look", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!root.dataset.look) draw(); });
  window.saysoCharts = { change, get models() { return models; }, get query() { return query.toString(); } };
  draw();
})();
