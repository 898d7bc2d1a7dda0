"use strict";
// Intervals of dyadic numbers, rounded outwards, beside exact fractions while these are short.
const BITS = 320n, ONE = 1n << BITS, EXACT_DIGITS = 60;
const floorDiv = (a, b) => { const q = a / b; return (a % b !== 0n && (a < 0n) !== (b < 0n)) ? q - 1n : q; };
const ceilDiv = (a, b) => -floorDiv(-a, b);
const gcd = (a, b) => { a = a < 0n ? -a : a; b = b < 0n ? -b : b; while (b) [a, b] = [b, a % b]; return a; };

class Fraction {
  constructor(n, d = 1n) { if (d < 0n) { n = -n; d = -d; } const g = gcd(n, d) || 1n; this.n = n / g; this.d = d / g; }
  static read(text) {
    const m = /^(-?\d+)(?:\/(\d+))?$/.exec(String(text).trim());
    if (!m) throw new Error("no rational number: " + text);
    return new Fraction(BigInt(m[1]), BigInt(m[2] || 1));
  }
  get short() { return this.n.toString().length + this.d.toString().length <= EXACT_DIGITS; }
  toString() { return this.d === 1n ? String(this.n) : this.n + "/" + this.d; }
}

class Num {
  constructor(lo, hi, exact = null) { this.lo = lo; this.hi = hi; this.exact = exact && exact.short ? exact : null; }
  static of(f) { return new Num(floorDiv(f.n * ONE, f.d), ceilDiv(f.n * ONE, f.d), f); }
  static read(text) { return Num.of(Fraction.read(text)); }
  with(other, lo, hi, exact) { return new Num(lo, hi, this.exact && other.exact ? exact(this.exact, other.exact) : null); }
  plus(o) { return this.with(o, this.lo + o.lo, this.hi + o.hi, (a, b) => new Fraction(a.n * b.d + b.n * a.d, a.d * b.d)); }
  minus(o) { return this.with(o, this.lo - o.hi, this.hi - o.lo, (a, b) => new Fraction(a.n * b.d - b.n * a.d, a.d * b.d)); }
  times(o) {
    const p = [this.lo * o.lo, this.lo * o.hi, this.hi * o.lo, this.hi * o.hi];
    return this.with(o, floorDiv(least(p), ONE), ceilDiv(greatest(p), ONE), (a, b) => new Fraction(a.n * b.n, a.d * b.d));
  }
  over(o) {
    if (o.lo <= 0n && o.hi >= 0n) throw new Error("division by an interval around 0");
    const down = [], up = [];
    for (const a of [this.lo, this.hi]) for (const b of [o.lo, o.hi]) { down.push(floorDiv(a * ONE, b)); up.push(ceilDiv(a * ONE, b)); }
    return this.with(o, least(down), greatest(up), (a, b) => new Fraction(a.n * b.d, a.d * b.n));
  }
  power(k) { let r = Num.of(new Fraction(1n)); for (let i = 0; i < k; i++) r = r.times(this); return r; }
  absolute() {
    if (this.lo >= 0n) return this;
    const e = this.exact && new Fraction(this.exact.n < 0n ? -this.exact.n : this.exact.n, this.exact.d);
    return this.hi <= 0n ? new Num(-this.hi, -this.lo, e) : new Num(0n, greatest([-this.lo, this.hi]), e);
  }
  less(o) { return this.exact && o.exact ? this.exact.n * o.exact.d < o.exact.n * this.exact.d : this.hi < o.lo; }
  atLeast(o) { return this.exact && o.exact ? this.exact.n * o.exact.d >= o.exact.n * this.exact.d : this.lo >= o.hi; }
  get sign() { return this.lo > 0n ? 1 : this.hi < 0n ? -1 : this.lo === 0n && this.hi === 0n ? 0 : null; }
  root(k) { return k === 1 ? this : new Num(rootFloor(this.lo << (BITS * BigInt(k - 1)), k), rootFloor(this.hi << (BITS * BigInt(k - 1)), k) + 1n); }
  log() { if (this.lo <= 0n) throw new Error("a logarithm of what may be 0"); return new Num(logFloor(this.lo) - 2n, logFloor(this.hi) + 3n); }
  decimal(digits = 10) {
    const sign = this.lo < 0n ? "-" : "", scale = 10n ** BigInt(digits);
    const middle = (this.lo + this.hi) / 2n, t = ((middle < 0n ? -middle : middle) * scale) / ONE;
    return sign + t / scale + "." + String(t % scale).padStart(digits, "0");
  }
}
const least = (l) => l.reduce((a, b) => (b < a ? b : a));
const greatest = (l) => l.reduce((a, b) => (b > a ? b : a));
const largest = (l) => new Num(greatest(l.map((x) => x.lo)), greatest(l.map((x) => x.hi)),
  l.every((x) => x.exact) ? l.map((x) => x.exact).reduce((a, b) => (a.n * b.d < b.n * a.d ? b : a)) : null);

// The largest integer whose k-th power is at most v, by Newton's steps from above.
function rootFloor(v, k) {
  if (v < 0n) throw new Error("a root of what may be negative");
  if (v === 0n) return 0n;
  const n = BigInt(k);
  let x = 1n << (BigInt(v.toString(2).length) / n + 1n);
  for (;;) { const y = ((n - 1n) * x + v / x ** (n - 1n)) / n; if (y >= x) return x; x = y; }
}

// 2 artanh(a/b) for 0 <= a/b <= 1/3 and ln v, rounded down but for a few units of GUARD more bits.
const GUARD = 64n;
function twiceArtanh(a, b) {
  const t = (a << (BITS + GUARD)) / b, square = (t * t) >> (BITS + GUARD);
  let total = 0n, power = t;
  for (let i = 1n; power > 0n; i += 2n) { total += power / i; power = (power * square) >> (BITS + GUARD); }
  return 2n * total;
}
const LN2 = twiceArtanh(1n, 3n);
function logFloor(v) {
  const k = BigInt(v.toString(2).length) - 1n, one = 1n << k;
  return ((k - BITS) * LN2 + twiceArtanh(v - one, v + one)) >> GUARD;
}

// The descent of one eigenvalue: two classes of equal factors, of N - 1 and of 1; w(k) for k = 0, 1, ...
function* walk(p, eigenvalue, starts) {
  const N = p.depth, lambda = Num.read(eigenvalue);
  const steps = p.schedule ? p.schedule[0].map((eta) => Num.read(eta)) : null, constant = steps ? null : Num.read(p.eta);
  const momentum = p.momentum === undefined ? null : Num.read(p.momentum);
  const decay = p.decay === undefined ? null : Num.read(p.decay);
  let now = starts, before = starts;
  for (let k = 0; ; k++) {
    const [a, b] = now;
    const same = a === b, power = a.power(N - 2), most = power.times(a);
    const product = same ? most.times(a) : most.times(b);
    yield product;
    const eta = steps ? steps[k] : constant;
    if (!eta) return;
    const missing = lambda.minus(product);
    const moved = (factor, last, others) => {
      let next = factor.plus(eta.times(others).times(missing));
      if (momentum) next = next.plus(momentum.times(factor.minus(last)));
      if (decay) next = next.minus(eta.times(decay).times(factor));
      return next;
    };
    const first = moved(a, before[0], same ? most : power.times(b));
    const next = [first, same ? first : moved(b, before[1], most)];
    before = now; now = next;
  }
}

function orbit(p, eigenvalue, starts) {
  const last = p.schedule ? p.schedule[0].length : p.steps, products = [];
  for (const product of walk(p, eigenvalue, starts)) { products.push(product); if (products.length > last) break; }
  return products;
}

function orbits(p) {
  if (p.modes) return p.modes.map(([eigenvalue, start]) => { const d = Num.read(start); return orbit(p, eigenvalue, [d, d]); });
  const alpha = Num.read(p.alpha), one = p.beta === undefined ? alpha : alpha.minus(Num.read(p.beta));
  const eigenvalues = p.spectrum || [p.eigenvalue], known = new Map();
  for (const e of eigenvalues) if (!known.has(e)) known.set(e, orbit(p, e, [alpha, one]));
  return eigenvalues.map((e) => known.get(e));
}

const sum = (l) => l.reduce((a, b) => a.plus(b));
const MEASURES = {
  "effective rank": (w) => { const s = w.map((x) => x.absolute()); return sum(s).over(largest(s)); },
  "relative sum": (w) => sum(w).over(w[0]),
  "sum of powers": (w, p) => { const { n, d } = Fraction.read(p.power); return sum(w.map((x) => x.over(w[0]).power(Number(n)).root(Number(d)))); },
  "entropy": (w) => {
    const s = sum(w), known = new Map();
    for (const x of new Set(w)) { const q = x.over(s); known.set(x, q.times(q.log())); }
    return sum(w.map((x) => known.get(x))).times(Num.read(-1));
  },
  "participation": (w) => { const s = sum(w); return s.times(s).over(sum(w.map((x) => x.times(x)))); },
};

// Steps at which the measure certainly does what the claim denies, or null.
function violation(values, shape, few) {
  if (shape === "rises from step few on") {
    for (let k = few; k + 1 < values.length; k++) if (values[k + 1].less(values[k])) return [k, k + 1];
    return null;
  }
  let low = 0;
  for (let j = 1; j < values.length; j++) {
    if (values[low].less(values[j])) {
      for (let k = j + 1; k < values.length; k++) if (values[k].less(values[j])) return [low, j, k];
    }
    if (values[j].hi < values[low].hi) low = j;
  }
  return null;
}

function replay({ parameters, says }) {
  const all = orbits(parameters), values = [];
  for (let k = 0; k < all[0].length; k++) values.push(MEASURES[says.measure](all.map((o) => o[k]), parameters));
  return { all, values, steps: violation(values, says.shape, parameters.few || 0) };
}
