// Sliders on priors: what the reader moves, and what it means.

const WIDTHS = [0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5];
const AS_STATED = 5; // place of 1 among the widths

class Controls {
  constructor(place, runs, first, changed) {
    this.runs = runs;
    this.changed = changed;
    this.moves = {};
    this.rows = new Map();
    this.list = element("div", { class: "sliders" });
    this.more = element("select", { id: "more-priors" });
    this.more.addEventListener("change", () => this.pick());
    const reset = element("button", { type: "button", id: "reset" }, "All as stated");
    reset.addEventListener("click", () => this.reset());
    const label = element("label", { for: "more-priors" }, "Another prior: ");
    place.replaceChildren(this.list, element("p", { class: "row" }, label, this.more, reset));
    for (const name of first) this.add(name);
    this.fillMore();
  }

  prior(name) {
    return this.runs.map((run) => run.priors[name]).find((each) => each !== undefined);
  }

  fillMore() {
    const names = [...new Set(this.runs.flatMap((run) => Object.keys(run.priors)))];
    const left = names.filter((name) => !this.rows.has(name));
    this.more.replaceChildren(element("option", { value: "" }, `choose one of ${left.length}`));
    for (const name of left.sort((a, b) => this.prior(a).words.localeCompare(this.prior(b).words))) {
      this.more.append(element("option", { value: name }, this.prior(name).words));
    }
  }

  pick() {
    const name = this.more.value;
    if (name === "") return;
    this.add(name);
    this.fillMore();
    this.rows.get(name).shift.focus();
  }

  add(name) {
    const prior = this.prior(name);
    if (prior === undefined || this.rows.has(name)) return;
    const id = `p-${this.rows.size}`, box = element("fieldset", { "data-prior": name });
    const shift = range(`${id}-shift`, -2, 2, 0.05, 0);
    const width = range(`${id}-width`, 0, WIDTHS.length - 1, 1, AS_STATED);
    if (prior.family === "uniform" || prior.family === "triangular" || prior.family === "pert") {
      width.max = AS_STATED; // no world lies beyond the ends
    }
    const now = element("p", { class: "now" });
    box.append(
      element("legend", {}, prior.words), element("p", { class: "means" }, prior.means),
      labelled("middle", shift), labelled(width.max < WIDTHS.length - 1 ? "width (no wider)" : "width", width), now,
      folded("stated prior and source", element("p", { class: "means" },
        `Stated: ${prior.stated} ${prior.unit}. Source: ${prior.source}.`)),
    );
    this.rows.set(name, { prior, shift, width, now });
    for (const slider of [shift, width]) slider.addEventListener("input", () => this.move(name));
    this.list.append(box);
    this.say(name);
  }

  move(name) {
    const { shift, width } = this.rows.get(name);
    this.set(name, Number(shift.value), WIDTHS[Number(width.value)]);
  }

  set(name, shift, width) {
    this.add(name);
    this.moves[name] = { shift, width };
    this.rows.get(name).shift.value = shift;
    if (WIDTHS.includes(width)) this.rows.get(name).width.value = WIDTHS.indexOf(width);
    this.say(name);
    this.changed();
  }

  say(name) {
    const { prior, shift, width, now } = this.rows.get(name);
    const move = this.moves[name] || { shift: 0, width: 1 };
    const words = isMoved(move) ? asWritten(prior, movedNumbers(prior, move)) : "as stated";
    now.textContent = `${words}${prior.unit && isMoved(move) ? ` ${prior.unit}` : ""}`;
    shift.setAttribute("aria-valuetext", `${move.shift} standard deviations: ${words}`);
    width.setAttribute("aria-valuetext", `${move.width} times as wide: ${words}`);
  }

  reset() {
    this.moves = {};
    for (const [name, { shift, width }] of this.rows) {
      shift.value = 0;
      width.value = AS_STATED;
      this.say(name);
    }
    this.changed();
  }
}

function range(id, min, max, step, value) {
  return element("input", { type: "range", id, min, max, step, value });
}

const labelled = (text, input) =>
  element("p", { class: "row" }, element("label", { for: input.id }, text), input);
