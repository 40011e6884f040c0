// Every dot is a world: in the order of its ending, and of the day on which it ended.

class Dots {
  constructor(place, tell) {
    this.place = place;
    this.tell = tell;
    this.canvas = element("canvas", {
      tabindex: "0", role: "application", "aria-describedby": "dots-help",
      "aria-label": "A dot a world. Arrow keys go from world to world, Enter opens the story.",
    });
    this.hover = element("p", { class: "hover", "aria-live": "polite" }, " ");
    this.legend = element("div");
    place.replaceChildren(this.legend, this.canvas, this.hover);
    this.canvas.addEventListener("mousemove", (event) => this.point(event, false));
    this.canvas.addEventListener("click", (event) => this.point(event, true));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
  }

  show(run) {
    if (this.run !== run) {
      this.run = run;
      this.order = ordered(run);
      this.at = 0;
      this.legend.replaceChildren(legend(run));
    }
    this.draw();
  }

  draw() {
    const wide = Math.max(this.place.clientWidth || 700, 200), n = this.order.length;
    const ratio = window.devicePixelRatio || 1;
    this.size = Math.max(3, Math.min(14, Math.floor(Math.sqrt((wide * 380) / Math.max(n, 1)))));
    this.across = Math.max(1, Math.floor(wide / this.size));
    const high = Math.ceil(n / this.across) * this.size;
    const step = Math.round(this.size * ratio);
    this.canvas.width = this.across * step;
    this.canvas.height = (high / this.size) * step;
    this.canvas.style.width = `${this.across * this.size}px`;
    this.canvas.style.height = `${high}px`;
    const pen = this.canvas.getContext("2d");
    pen.putImageData(this.pixels(step), 0, 0);
    this.ring(pen, step);
  }

  // Each world a square of its ending's colour, fainter as it weighs less than the mean world.
  pixels(step) {
    const image = new ImageData(this.canvas.width, this.canvas.height);
    const pixels = new Uint32Array(image.data.buffer), { run, order, across } = this;
    const colours = coloursOf(run), mean = sumOf(run.weights) / order.length || 1;
    const dot = Math.max(step - 1, 2), wide = image.width;
    for (let i = 0; i < order.length; i++) {
      const world = order[i], faint = clamp(run.weights[world] / mean, 0.08, 1);
      const colour = colours[run.codes.outcome[world]] ?? 0x888888;
      const value = ((Math.round(255 * faint) << 24) | colour) >>> 0;
      const corner = Math.floor(i / across) * step * wide + (i % across) * step;
      for (let y = 0; y < dot; y++) pixels.fill(value, corner + y * wide, corner + y * wide + dot);
    }
    return image;
  }

  ring(pen, step) {
    pen.lineWidth = 2;
    pen.strokeStyle = getComputedStyle(document.body).color;
    const x = (this.at % this.across) * step, y = Math.floor(this.at / this.across) * step;
    pen.strokeRect(x - 1, y - 1, step + 1, step + 1);
  }

  point(event, open) {
    const box = this.canvas.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / this.size);
    const at = row * this.across + Math.floor((event.clientX - box.left) / this.size);
    if (at >= 0 && at < this.order.length) this.go(at, open);
  }

  key(event) {
    const steps = {
      ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.across, ArrowUp: -this.across,
      Home: -this.at, End: this.order.length - 1 - this.at,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.go(this.at, true);
    } else if (event.key in steps) {
      event.preventDefault();
      this.go(clamp(this.at + steps[event.key], 0, this.order.length - 1), false);
    }
  }

  find(world) {
    const at = this.order.indexOf(world);
    if (at >= 0) this.go(at, true);
    return at >= 0;
  }

  go(at, open) {
    this.at = at;
    const world = this.order[at];
    this.hover.textContent = worldWords(this.run, world);
    this.draw();
    if (open) this.tell(world);
  }
}

function ordered(run) {
  const outcome = run.codes.outcome, order = Array.from({ length: run.worlds }, (_, i) => i);
  return order.sort((a, b) => outcome[a] - outcome[b] || run.day[a] - run.day[b] || a - b);
}

function worldWords(run, world) {
  const ending = run.endings[run.codes.outcome[world]];
  const words = ending ? ending.label : "failed: nobody knows how it would have ended";
  const told = run.story[world] ? "its story is here" : "its story is a command away";
  return `World ${world}: ${words}, ${dateWords(run.start, run.day[world])}; ${told}.`;
}

// Colours of the endings as pixels hold them: blue, green, red.
function coloursOf(run) {
  const style = getComputedStyle(document.documentElement), looks = looksOf(run);
  return run.endings.map((each) => {
    const [red, green, blue] = style.getPropertyValue(`--${looks[each.name]}`).trim().match(/[0-9a-f]{2}/gi);
    return Number(`0x${blue}${green}${red}`);
  });
}

// Which colour is which ending.
function legend(run) {
  const looks = looksOf(run);
  const items = run.endings.map((each) => {
    const patch = shape("svg", { width: 12, height: 12, "aria-hidden": "true" });
    patch.append(shape("rect", { width: 12, height: 12, class: `fill ${looks[each.name]}` }));
    return element("li", {}, patch, ` ${each.label}`);
  });
  return element("ul", { class: "legend" }, ...items);
}
