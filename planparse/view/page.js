"use strict";
/* The page's script: one state (what is open, filtered, chosen), drawn into tree, source and tables.
   Everything that comes from the document goes in through textContent or a text node. */
(() => {
const plan = JSON.parse(document.getElementById("plan").textContent);
const nodes = plan.nodes;
const $ = (id) => document.getElementById(id);

const KINDS = {
  title: ["标题", "title"], preamble: ["引言", "preamble"], overview: ["总述", "overview"],
  principle: ["原则", "principle"], goal: ["目标", "goal"], task: ["任务", "task"],
  measure: ["举措", "measure"], safeguard: ["保障", "safeguard"], achievement: ["成效", "achievement"],
  project: ["工程", "project"], box: ["专栏", "box"], appendix: ["附件", "appendix"],
  toc: ["目录", "contents"], boilerplate: ["版式", "boilerplate"], closing: ["结尾", "closing"],
  section: ["章节", "section"], text: ["正文", "text"],
};
const FORMS = {
  title: ["标题", "title"], heading: ["标题行", "heading"], item: ["条目", "item"],
  bullet: ["列点", "bullet"], inline: ["段内条目", "inline item"], paragraph: ["段落", "paragraph"],
  sentence: ["句", "sentence"], table: ["表", "table"], row: ["表行", "row"],
};
const COLUMNS = {
  "序号": "No.", "任务": "Task", "举措": "Measure", "内容": "Text", "牵头单位": "Lead", "配合单位": "Support",
  "责任单位": "Responsible", "完成时限": "Deadline", "行": "Line", "指标": "Indicator", "关系": "Relation",
  "目标值": "Value", "单位": "Unit", "年份": "Year", "基期": "Baseline", "属性": "Nature",
  "状态": "Status", "所在章节": "Section", "类别": "Severity", "代码": "Code", "说明": "Message",
};
const CELLS = { "目标": "target", "完成": "reached", "未定": "unknown" };
const OPERATORS = { range: ["区间", "range"], growth: ["增长", "growth"] };
const SEVERITIES = { error: ["错误", "error"], warning: ["警告", "warning"], info: ["提示", "info"] };
const WORDS = {
  source: ["原文", "Source"], restored: ["节点文字", "Text of nodes"], indicators: ["指标", "Indicators"],
  tasks: ["任务分解表", "Tasks"], diagnostics: ["诊断", "Diagnostics"],
  search: ["查找标题、正文（按 / 键）", "Find in titles and texts (press /)"],
  tree: ["结构树", "Outline"], kinds: ["按类别筛选", "Filter by kind"], fold: ["折叠", "Fold"],
  unfold: ["展开", "Unfold"], about: ["所选节点", "Selected node"],
  divider: ["调整左右宽度", "Resize the two sides"],
  light: ["浅色", "Light"], dark: ["深色", "Dark"], other: ["English", "中文"],
  keys: ["↑↓ 移动　←→ 折叠展开　Enter 看原文　/ 查找　Esc 清除", "↑↓ move · ←→ fold, unfold · Enter to the source · / find · Esc clear"],
  count: ["{0} / {1} 个节点", "{0} of {1} nodes"], unknown: ["没有节点 {0}", "There is no node {0}"],
  nothing: ["没有内容。", "Nothing here."], noMatch: ["没有相符的行。", "No row matches."],
  id: ["编号", "Id"], path: ["位置", "Path"], kind: ["类别", "Kind"], why: ["依据", "Because"],
  line: ["行", "Line"], page: ["页", "Page"], lead: ["牵头", "Lead"], support: ["配合", "Support"],
  units: ["责任单位", "Responsible"], deadline: ["时限", "Deadline"], aims: ["指标", "Targets"],
  refs: ["引用", "Refers to"], goals: ["服务目标", "Serves"], issues: ["诊断", "Diagnostics"],
  outline: ["结构", "Outline"],
};
let language = plan.lang === "en" ? 1 : 0;
const say = (key, ...values) => WORDS[key][language].replace(/\{(\d)\}/g, (_, i) => values[i]);
const named = (table, key) => (table[key] ? table[key][language] : key);

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
const kindClass = (kind) => "k-" + (KINDS[kind] ? kind : "text");

/* ---- The tree ---------------------------------------------------------------------------- */

const ROW = 28;
const SHAPED = new Set(["title", "heading", "item", "bullet", "inline"]);
const size = new Int32Array(nodes.length).fill(1);
const depth = new Int32Array(nodes.length);
const open = new Uint8Array(nodes.length);
const issues = nodes.map(() => null);
const byId = new Map();
nodes.forEach((node, i) => {
  depth[i] = node.up < 0 ? 0 : depth[node.up] + 1;
  if (!byId.has(node.id)) byId.set(node.id, i);
});
for (let i = nodes.length - 1; i >= 0; i--) {
  const up = nodes[i].up;
  if (up < 0) continue;
  size[up] += size[i];
  if (SHAPED.has(nodes[i].form)) open[up] = 1;
}
for (const issue of plan.diagnostics) {
  if (issue.node >= 0) (issues[issue.node] = issues[issue.node] || []).push(issue);
}

let chosen = -1;
let shown = [];
let place = new Map();
let hits = null;
let query = "";
const only = new Set();
let haystacks = null;
const plainly = (text) => text.normalize("NFKC").toLowerCase();

function words(node) {
  const shaped = SHAPED.has(node.form);
  return (shaped && node.title) || node.text || node.title || "";
}

function findHits() {
  if (!query && !only.size) { hits = null; return; }
  if (query && !haystacks) {
    haystacks = nodes.map((n) => plainly((n.label || "") + (n.title || "") + "\n" + (n.text || "")));
  }
  hits = new Uint8Array(nodes.length);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const hit = (!only.size || only.has(nodes[i].kind)) && (!query || haystacks[i].includes(query));
    if (hit) hits[i] = 1;
    if (hits[i] && nodes[i].up >= 0 && !hits[nodes[i].up]) hits[nodes[i].up] = 2;
  }
}

function listShown() {
  shown = [];
  for (let i = 0; i < nodes.length;) {
    if (hits && !hits[i]) { i += size[i]; continue; }
    shown.push(i);
    i += hits || open[i] ? 1 : size[i];
  }
  place = new Map(shown.map((node, at) => [node, at]));
  $("rows").style.height = shown.length * ROW + "px";
  let found = shown.length;
  if (hits) { found = 0; for (const h of hits) if (h === 1) found++; }
  $("count").textContent = say("count", found, nodes.length);
}

function drawRows() {
  const tree = $("tree");
  const first = Math.max(0, Math.floor(tree.scrollTop / ROW) - 8);
  const last = Math.min(shown.length, Math.ceil((tree.scrollTop + tree.clientHeight) / ROW) + 8);
  const part = document.createDocumentFragment();
  for (let at = first; at < last; at++) part.append(drawRow(at));
  $("rows").replaceChildren(part);
  if (place.has(chosen)) tree.setAttribute("aria-activedescendant", "row-" + chosen);
  else tree.removeAttribute("aria-activedescendant");
}

function drawRow(at) {
  const i = shown[at];
  const node = nodes[i];
  const row = make("div", "row " + kindClass(node.kind));
  row.id = "row-" + i;
  row.dataset.i = i;
  row.setAttribute("role", "treeitem");
  row.setAttribute("aria-level", depth[i] + 1);
  row.setAttribute("aria-selected", i === chosen);
  if (i === chosen) row.classList.add("on");
  if (hits && hits[i] === 2) row.classList.add("faint");
  if (SHAPED.has(node.form) && size[i] > 1) row.classList.add("head");
  row.style.transform = "translateY(" + at * ROW + "px)";
  row.style.paddingLeft = 4 + 14 * Math.min(depth[i], 14) + "px";
  const expanded = hits ? place.has(i + 1) : open[i] === 1;
  row.append(make("span", "twist", size[i] > 1 ? (expanded ? "▾" : "▸") : ""));
  if (size[i] > 1) row.setAttribute("aria-expanded", expanded);
  row.append(rowWords(node));
  if (issues[i]) {
    const flag = make("span", "warn", "⚠");
    flag.title = issues[i].map((issue) => issue.message[language]).join("\n");
    row.append(flag);
  }
  row.append(make("span", "kind", named(KINDS, node.kind)));
  return row;
}

function rowWords(node) {
  const box = make("span", "words");
  box.lang = "zh";
  if (node.label) box.append(make("span", "label", node.label + " "));
  const text = words(node).slice(0, 200).replace(/\s+/g, " ");
  const at = query ? plainly(text).indexOf(query) : -1;
  if (at < 0 || plainly(text).length !== text.length) {
    box.append(text);
  } else {
    box.append(text.slice(0, at), make("mark", "", text.slice(at, at + query.length)), text.slice(at + query.length));
  }
  return box;
}

function redraw() { findHits(); listShown(); drawRows(); }

function bringRow(i) {
  for (let up = nodes[i].up; up >= 0; up = nodes[up].up) open[up] = 1;
  findHits();
  if (hits && !hits[i]) clearFilter();
  listShown();
  const tree = $("tree");
  const top = place.get(i) * ROW;
  if (top < tree.scrollTop || top + ROW > tree.scrollTop + tree.clientHeight) {
    tree.scrollTop = Math.max(0, top - tree.clientHeight / 3);
  }
  drawRows();
}

function clearFilter() {
  query = ""; $("query").value = ""; only.clear();
  findHits(); drawKinds(); paintOnly();
}

function setOpen(i, value) { open[i] = value ? 1 : 0; listShown(); drawRows(); }

/* ---- The source -------------------------------------------------------------------------- */

const text = plan.text;
const pieces = plan.pieces;
const CHUNK = 40;
const lineStarts = [0];
for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
if (lineStarts.length > 1 && lineStarts[lineStarts.length - 1] === text.length) lineStarts.pop();
const lastEnd = text.endsWith("\n") ? text.length - 1 : text.length;
const blocks = [];
const flagged = new Map();
for (const issue of plan.diagnostics) {
  if (issue.line) flagged.set(issue.line, (flagged.get(issue.line) || []).concat([issue.message]));
}
const flagTitle = (number) => flagged.get(+number).map((message) => message[language]).join("\n");
const firstPiece = new Int32Array(nodes.length).fill(-1);
for (let k = pieces.length / 3 - 1; k >= 0; k--) if (pieces[3 * k + 1] >= 0) firstPiece[pieces[3 * k + 1]] = k;
for (let i = nodes.length - 1; i >= 0; i--) {
  const up = nodes[i].up;
  if (up >= 0 && firstPiece[i] >= 0 && (firstPiece[up] < 0 || firstPiece[i] < firstPiece[up])) firstPiece[up] = firstPiece[i];
}
const pieceStart = (k) => (k ? pieces[3 * (k - 1)] : 0);

function below(list, value, pick) {
  let low = 0, high = list;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pick(middle) <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}
const lineAt = (offset) => Math.max(0, below(lineStarts.length, offset, (i) => lineStarts[i]));
const pieceAt = (offset) => Math.max(0, below(pieces.length / 3, offset, pieceStart));

function layBlocks() {
  const part = document.createDocumentFragment();
  for (let line = 0; line < lineStarts.length; line += CHUNK) {
    const block = make("div", "block");
    blocks.push({ element: block, line, built: false });
    part.append(block);
  }
  $("source").append(part);
}

function build(number) {
  const block = blocks[number];
  if (!block || block.built) return;
  block.built = true;
  const part = document.createDocumentFragment();
  const last = Math.min(lineStarts.length, block.line + CHUNK);
  let k = pieceAt(lineStarts[block.line]);
  let previous = null;
  for (let line = block.line; line < last; line++) {
    const end = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : lastEnd;
    const number = plan.numbers ? plan.numbers[line] : line + 1;
    const element = make("div", "line");
    element.dataset.n = number === previous ? "" : number || "";
    if (flagged.has(number) && number !== previous) {
      const flag = make("span", "flag warn", "⚠");
      flag.dataset.flag = number;
      flag.title = flagTitle(number);
      element.append(flag);
    }
    previous = number;
    while (k > 0 && pieceStart(k) > lineStarts[line]) k--;
    while (3 * k < pieces.length && pieces[3 * k] <= lineStarts[line]) k++;
    let at = lineStarts[line];
    for (; 3 * k < pieces.length && at < end; k++) {
      const stop = Math.min(end, pieces[3 * k]);
      element.append(drawPiece(k, text.slice(at, stop)));
      at = stop;
      if (pieces[3 * k] > end) break;
    }
    if (at < end) element.append(text.slice(at, end));
    part.append(element);
  }
  block.element.append(part);
}

function drawPiece(k, words) {
  const i = pieces[3 * k + 1];
  const bits = pieces[3 * k + 2];
  if (i < 0) {
    return bits & 8 ? make("span", "p bad k-text", words) : document.createTextNode(words.replace(/\r$/, ""));
  }
  const node = nodes[i];
  const span = make("span", "p " + kindClass(node.kind), words.replace(/\r$/, ""));
  if (SHAPED.has(node.form) && node.form !== "inline" && size[i] > 1) span.classList.add("head");
  if (bits & 1) span.classList.add("aim");
  if (bits & 2) span.classList.add("duty");
  if (bits & 4) span.classList.add("ref");
  if (bits & 8) span.classList.add("bad");
  if (chosen >= 0 && i >= chosen && i < chosen + size[chosen]) span.classList.add("on");
  span.dataset.i = i;
  span.dataset.k = k;
  return span;
}

/* Does a first piece of work now and the rest, while it returns true, when the browser is idle. */
const waiting = new Set();
const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 16));
function inTurn(step) {
  if (!step()) return;
  waiting.add(step);
  const work = (deadline) => {
    while (waiting.has(step) && deadline.timeRemaining() > 3) if (!step()) waiting.delete(step);
    if (waiting.has(step)) idle(work);
  };
  idle(work);
}
function finishAll() {
  for (const step of waiting) while (step());
  waiting.clear();
}

function buildAllInTurn() {
  let next = 0;
  inTurn(() => { build(next++); return next < blocks.length; });
}

function paintChosen() {
  for (const element of $("source").querySelectorAll(".p.on")) element.classList.remove("on");
  if (chosen < 0) return;
  const k = firstPiece[chosen];
  if (k < 0) return;
  const last = chosen + size[chosen];
  for (const block of blocks) {
    if (!block.built || block.line + CHUNK < lineAt(pieceStart(k))) continue;
    let past = false;
    for (const element of block.element.querySelectorAll(".p[data-i]")) {
      const i = +element.dataset.i;
      if (i >= chosen && i < last) element.classList.add("on");
      else if (i >= last) { past = true; break; }
    }
    if (past) break;
  }
}

function paintOnly() {
  if (only.size) $("source").dataset.only = [...only].join(" ");
  else delete $("source").dataset.only;
}

/* Blocks out of sight have a guessed height, so the place is looked up again after a draw. */
function bringSource(offset, tries = 3) {
  const line = lineAt(offset);
  const number = Math.floor(line / CHUNK);
  for (let near = number - 1; near <= number + 1; near++) build(near);
  const block = blocks[number];
  if (!block) return;
  const element = block.element.children[line - block.line];
  const k = pieceAt(offset);
  const target = element.querySelector('[data-k="' + k + '"]') || element;
  const panel = $("source");
  const settle = () => {
    const box = panel.getBoundingClientRect();
    const rects = target.getClientRects();
    const top = (rects[0] || target.getBoundingClientRect()).top - box.top;
    const wanted = Math.min(box.height / 4, 140);
    if (Math.abs(top - wanted) > 2) panel.scrollTop += top - wanted;
    if (tries-- > 0) requestAnimationFrame(settle);
  };
  settle();
}

/* ---- Choosing a node --------------------------------------------------------------------- */

let hashTimer = 0;
function choose(i, { tree = true, source = true, offset = -1, note = true } = {}) {
  chosen = i;
  if (tree) bringRow(i); else drawRows();
  paintChosen();
  if (source) {
    const k = firstPiece[i];
    const from = offset >= 0 ? offset : k >= 0 ? pieceStart(k) : lineStarts[nodes[i].lines[0] - 1] || 0;
    if (!$("source").hidden) bringSource(skipBlanks(from));
  }
  drawFacet();
  for (const row of document.querySelectorAll("tr.on")) row.classList.remove("on");
  for (const row of document.querySelectorAll('tr[data-i="' + i + '"]')) row.classList.add("on");
  clearTimeout(hashTimer);
  if (note) hashTimer = setTimeout(() => history.replaceState(null, "", "#" + encodeURI(nodes[i].id)), 250);
}

function skipBlanks(offset) {
  while (offset < text.length - 1 && /\s/.test(text[offset])) offset++;
  return offset;
}

function fromHash() {
  let id = location.hash.slice(1);
  if (!id) return false;
  try { id = decodeURIComponent(id); } catch (error) { if (!(error instanceof URIError)) throw error; }
  if (byId.has(id)) {
    if (byId.get(id) !== chosen) { showTab("source"); choose(byId.get(id), { note: false }); }
    return true;
  }
  $("count").textContent = say("unknown", id);
  return false;
}

function link(i) {
  const anchor = make("a", "", (nodes[i].label || "") + words(nodes[i]).slice(0, 24) || nodes[i].id);
  anchor.href = "#" + encodeURI(nodes[i].id);
  return anchor;
}

function drawFacet() {
  const box = $("facet");
  box.replaceChildren();
  if (chosen < 0) return;
  const node = nodes[chosen];
  const list = make("dl");
  const add = (key, ...values) => {
    const cell = make("dd");
    for (const value of values) {
      const line = make("div");
      line.append(value);
      cell.append(line);
    }
    list.append(make("dt", "", say(key)), cell);
  };
  const kind = make("span");
  kind.append(make("span", "chip " + kindClass(node.kind), named(KINDS, node.kind)), " ", named(FORMS, node.form));
  add("kind", kind);
  if (node.rule) {
    const rule = language ? node.rule : plan.rules[node.rule] || node.rule;
    add("why", node.words ? rule + (language ? ": " : "：") + node.words : rule);
  }
  const self = make("a", "", node.id);
  self.href = "#" + encodeURI(node.id);
  add("id", self);
  const path = make("span");
  const trail = [];
  for (let up = node.up; up >= 0; up = nodes[up].up) trail.unshift(link(up));
  trail.forEach((anchor, at) => path.append(at ? " › " : "", anchor));
  if (trail.length) add("path", path);
  const [from, to] = node.lines;
  add("line", (from === to ? "" + from : from + "–" + to) + (node.page ? "　" + say("page") + " " + node.page : ""));
  for (const key of ["lead", "support", "units", "deadline"]) if (node.duty && node.duty[key]) add(key, node.duty[key]);
  if (node.aims) add("aims", ...node.aims);
  if (node.refs) {
    add("refs", ...node.refs.map(([words, target]) => (target && byId.has(target) ? Object.assign(link(byId.get(target)), { textContent: words }) : words)));
  }
  if (node.goals) add("goals", ...node.goals.map((id) => (byId.has(id) ? link(byId.get(id)) : id)));
  if (issues[chosen]) add("issues", ...issues[chosen].map((issue) => issue.code + " " + issue.message[language]));
  box.append(list);
}

/* ---- Tables ------------------------------------------------------------------------------ */

const TABS = ["source", "indicators", "tasks", "diagnostics"];
const NUMBERS = new Set(["序号", "目标值", "年份", "行"]);
const WIDE = new Set(["任务", "举措", "指标", "说明", "所在章节"]);
const drawn = new Set();

function diagnosticTable() {
  return {
    columns: ["类别", "代码", "说明", "行"],
    rows: plan.diagnostics.map((d) => [d.severity, d.code, d.message[language], d.line ? "" + d.line : ""]),
    nodes: plan.diagnostics.map((d) => d.node),
    lines: plan.diagnostics.map((d) => d.line),
  };
}
const tables = { indicators: plan.indicators, tasks: plan.tasks, diagnostics: null };

function drawTable(name) {
  const panel = $(name);
  const data = tables[name];
  drawn.add(name);
  panel.replaceChildren();
  if (!data.rows.length) { panel.append(make("p", "empty", say("nothing"))); return; }
  const table = make("table");
  table.append(columnWidths(data.columns));
  const head = table.createTHead().insertRow();
  for (const column of data.columns) {
    const cell = make("th", "", language ? COLUMNS[column] || column : column);
    cell.scope = "col";
    if (NUMBERS.has(column)) cell.className = "num";
    head.append(cell);
  }
  const rows = [];
  data.rows.forEach((row, at) => {
    if (!query || plainly(row.join("\n")).includes(query)) rows.push(at);
  });
  panel.append(rows.length ? table : make("p", "empty", say("noMatch")));
  const body = table.createTBody();
  let next = 0;
  inTurn(() => {
    for (const stop = Math.min(rows.length, next + 150); next < stop; next++) body.append(drawTableRow(data, rows[next]));
    return next < rows.length && table.isConnected;
  });
}

function columnWidths(columns) {
  const weights = columns.map((column) => (NUMBERS.has(column) ? 1.1 : WIDE.has(column) ? 3 : 2));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const group = make("colgroup");
  for (const weight of weights) {
    const column = make("col");
    column.style.width = (100 * weight) / whole + "%";
    group.append(column);
  }
  return group;
}

function drawTableRow(data, at) {
  const row = make("tr");
  row.dataset.at = at;
  row.dataset.i = data.nodes[at];
  row.tabIndex = 0;
  if (data.nodes[at] === chosen && chosen >= 0) row.className = "on";
  data.rows[at].forEach((value, column) => row.append(drawCell(data.columns[column], value)));
  return row;
}

function drawCell(column, value) {
  const cell = make("td");
  if (NUMBERS.has(column)) cell.className = "num";
  if (column === "类别") { cell.className = value; cell.textContent = named(SEVERITIES, value); return cell; }
  if (column === "关系") { cell.textContent = named(OPERATORS, value); return cell; }
  cell.textContent = column === "状态" && language ? CELLS[value] || value : value;
  if (!["状态", "属性"].includes(column)) cell.lang = "zh";
  return cell;
}

function openTableRow(name, row) {
  const at = +row.dataset.at;
  const data = tables[name];
  const i = data.nodes[at];
  showTab("source");
  if (i >= 0) choose(i, { offset: data.starts ? data.starts[at] : -1 });
  else if (data.lines && data.lines[at] && !plan.restored) bringSource(lineStarts[data.lines[at] - 1] || 0);
}

function showTab(name) {
  for (const tab of TABS) {
    const on = tab === name;
    $(tab).hidden = !on;
    $("tab-" + tab).setAttribute("aria-selected", on);
    $("tab-" + tab).tabIndex = on ? 0 : -1;
  }
  if (name !== "source" && !drawn.has(name)) drawTable(name);
}
const tabNow = () => TABS.find((name) => !$(name).hidden);

/* ---- Words, filter, theme ---------------------------------------------------------------- */

const counts = new Map();
for (const node of nodes) counts.set(node.kind, (counts.get(node.kind) || 0) + 1);

function drawKinds() {
  const box = $("kinds");
  box.replaceChildren();
  for (const kind of Object.keys(KINDS)) {
    if (!counts.has(kind)) continue;
    const button = make("button", kindClass(kind), named(KINDS, kind));
    button.type = "button";
    button.dataset.kind = kind;
    button.setAttribute("aria-pressed", only.has(kind));
    button.append(make("small", "", counts.get(kind)));
    box.append(button);
  }
}

function drawWords() {
  document.documentElement.lang = language ? "en" : "zh-CN";
  tables.diagnostics = diagnosticTable();
  for (const flag of document.querySelectorAll("[data-flag]")) flag.title = flagTitle(flag.dataset.flag);
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const element of document.querySelectorAll("[data-hint]")) {
    element.placeholder = say(element.dataset.hint);
    element.setAttribute("aria-label", say(element.dataset.hint));
  }
  $("language").textContent = say("other");
  $("theme").textContent = say(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  for (const tab of TABS) {
    const button = $("tab-" + tab);
    button.textContent = say(tab === "source" && plan.restored ? "restored" : tab);
    if (tables[tab]) button.append(make("small", "", tables[tab].rows.length));
  }
  drawKinds();
  drawn.clear();
  if (tabNow() && tabNow() !== "source") drawTable(tabNow());
  drawFacet();
  redraw();
}

function drawHeader() {
  const meta = plan.meta;
  $("title").textContent = meta.title || plan.source.name;
  $("title").title = $("title").textContent;
  const period = meta.period && meta.period.start + "–" + meta.period.end;
  const facts = [meta.subtitle, meta.document_number, meta.issuer, meta.issue_date, meta.genre, period, plan.source.name];
  for (const fact of facts) if (fact) $("facts").append(make("span", "", fact));
}

const night = window.matchMedia("(prefers-color-scheme: dark)");
let themeChosen = false;
function setTheme(dark) { document.documentElement.dataset.theme = dark ? "dark" : "light"; }
night.addEventListener("change", () => { if (!themeChosen) { setTheme(night.matches); drawWords(); } });

function onQuery() {
  query = plainly($("query").value.trim());
  redraw();
  $("tree").scrollTop = 0;
  drawRows();
  drawn.clear();
  if (tabNow() !== "source") drawTable(tabNow());
}

/* ---- Events ------------------------------------------------------------------------------ */

let frame = 0;
$("tree").addEventListener("scroll", () => {
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; drawRows(); });
}, { passive: true });
new ResizeObserver(() => drawRows()).observe($("tree"));

$("rows").addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (!row) return;
  const i = +row.dataset.i;
  if (event.target.closest(".twist") && size[i] > 1 && !hits) { setOpen(i, !open[i]); return; }
  showTab("source");
  choose(i, { tree: false });
});
$("rows").addEventListener("dblclick", (event) => {
  const row = event.target.closest(".row");
  if (row && !hits && !event.target.closest(".twist")) setOpen(+row.dataset.i, !open[+row.dataset.i]);
});
$("source").addEventListener("click", (event) => {
  const piece = event.target.closest(".p[data-i]");
  if (piece && getSelection().isCollapsed) choose(+piece.dataset.i, { source: false });
});
for (const name of ["indicators", "tasks", "diagnostics"]) {
  const act = (event) => {
    const row = event.target.closest("tr[data-at]");
    if (!row || (event.type === "keydown" && event.key !== "Enter") || !getSelection().isCollapsed) return;
    event.preventDefault();
    openTableRow(name, row);
  };
  $(name).addEventListener("click", act);
  $(name).addEventListener("keydown", act);
}
$("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) showTab(tab.id.slice(4));
});
$("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = TABS[(TABS.indexOf(tabNow()) + step + TABS.length) % TABS.length];
  showTab(next);
  $("tab-" + next).focus();
});
$("kinds").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const kind = button.dataset.kind;
  if (!only.delete(kind)) only.add(kind);
  drawKinds();
  $("kinds").querySelector('[data-kind="' + kind + '"]').focus();
  paintOnly();
  redraw();
});
$("query").addEventListener("input", onQuery);
$("fold").addEventListener("click", () => { open.fill(0); redraw(); });
$("unfold").addEventListener("click", () => { open.fill(1); redraw(); });
$("language").addEventListener("click", () => { language = 1 - language; drawWords(); });
$("theme").addEventListener("click", () => {
  themeChosen = true;
  setTheme(document.documentElement.dataset.theme !== "dark");
  drawWords();
});
window.addEventListener("hashchange", fromHash);

function move(to) {
  if (to >= 0 && to < shown.length) choose(shown[to]);
}
function inward(i) {
  if (!hits && size[i] > 1 && !open[i]) setOpen(i, true);
  else if (size[i] > 1) move(place.get(i) + 1);
}
function outward(i) {
  if (!hits && size[i] > 1 && open[i]) setOpen(i, false);
  else if (nodes[i].up >= 0) choose(nodes[i].up);
}
const KEYS = {
  ArrowDown: (at) => move(at + 1),
  ArrowUp: (at) => move(Math.max(0, at - 1)),
  Home: () => move(0),
  End: () => move(shown.length - 1),
  PageDown: (at) => move(Math.min(shown.length - 1, Math.max(0, at) + Math.floor($("tree").clientHeight / ROW))),
  PageUp: (at) => move(Math.max(0, at - Math.floor($("tree").clientHeight / ROW))),
  ArrowRight: (at) => { if (at >= 0) inward(chosen); },
  ArrowLeft: (at) => { if (at >= 0) outward(chosen); },
  Enter: (at) => { if (at >= 0) { showTab("source"); choose(chosen); $("source").focus({ preventScroll: true }); } },
};
$("tree").addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act(place.has(chosen) ? place.get(chosen) : -1);
});
$("query").addEventListener("keydown", (event) => {
  if (event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const first = hits ? shown.findIndex((i) => hits[i] === 1) : 0;
  if (shown.length) { $("tree").focus(); move(Math.max(0, first)); }
});
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && event.target !== $("query")) {
    event.preventDefault();
    $("query").focus();
    $("query").select();
  } else if (event.key === "Escape") {
    if (query || only.size) { clearFilter(); onQuery(); if (chosen >= 0) bringRow(chosen); }
    $("tree").focus();
  }
});

function widen(percent) {
  const value = Math.min(75, Math.max(20, percent));
  $("left").style.width = value + "%";
  $("divider").setAttribute("aria-valuenow", Math.round(value));
}
$("divider").addEventListener("pointerdown", (event) => $("divider").setPointerCapture(event.pointerId));
$("divider").addEventListener("pointermove", (event) => {
  if ($("divider").hasPointerCapture(event.pointerId)) widen((100 * event.clientX) / window.innerWidth);
});
$("divider").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
  if (step) widen(+$("divider").getAttribute("aria-valuenow") + step);
});

/* Printed: the rows of the tree as they are filtered and folded now, then the tab in front. */
window.addEventListener("beforeprint", () => {
  finishAll();
  const paper = $("paper");
  paper.replaceChildren(make("h2", "", say("outline")));
  for (const i of shown) {
    const entry = make("div", "entry " + kindClass(nodes[i].kind));
    entry.style.paddingLeft = depth[i] + "em";
    entry.append(rowWords(nodes[i]), make("span", "chip", named(KINDS, nodes[i].kind)));
    paper.append(entry);
  }
  paper.append(make("h2", "", $("tab-" + tabNow()).firstChild.textContent));
});
window.addEventListener("afterprint", () => $("paper").replaceChildren());

/* ---- Begin ------------------------------------------------------------------------------- */

setTheme(night.matches);
if (window.matchMedia("(max-width: 720px)").matches) $("about").open = false;
drawHeader();
layBlocks();
showTab("source");
drawWords();
if (!fromHash() && !location.hash && nodes.length) { chosen = 0; drawRows(); drawFacet(); }
buildAllInTurn();
})();
