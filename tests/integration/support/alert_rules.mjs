// Evaluates the instant expressions of the alert rules on one look at the metrics: selectors with labels, numbers, time(),
// aggregations by labels, arithmetic, comparisons and "and on".
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** The expression of an alert, in one line. */
export async function expressionOf(alert) {
  const lines = (await readFile(new URL('../../../sample-host/docs/alerts.yaml', import.meta.url), 'utf8')).split('\n');
  const first = lines.findIndex((line, at) => at > lines.indexOf(`      - alert: ${alert}`) && line.startsWith('        expr:'));
  assert.ok(first > 0 && lines.includes(`      - alert: ${alert}`), alert);
  const folded = lines[first].trim() === 'expr: >-';
  if (!folded) return lines[first].trim().slice('expr: '.length);
  const rest = lines.slice(first + 1);
  return rest.slice(0, rest.findIndex((line) => !line.startsWith('          '))).map((line) => line.trim()).join(' ');
}

const binary = [['and'], ['==', '>', '<'], ['+', '-'], ['*']];
const operate = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '==': (a, b) => a === b, '>': (a, b) => a > b, '<': (a, b) => a < b };
const aggregate = { max: Math.max, min: Math.min };
const pick = (labels, names) => Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
const key = (labels) => JSON.stringify(Object.entries(labels).sort());

class Evaluation {
  constructor(text, scrape, now) {
    this.tokens = text.match(/"[^"]*"|=~|==|[a-z_][a-z0-9_]*|\d+(?:\.\d+)?|[(){},=<>*+-]/g);
    assert.equal(this.tokens.join(''), text.replaceAll(' ', ''), 'an expression of another form');
    Object.assign(this, { at: 0, scrape, now });
  }

  next = () => this.tokens[this.at++];
  take = (token) => this.tokens[this.at] === token && this.at++ >= 0;
  expect(token) {
    assert.ok(this.take(token), `${token} is missing before ${this.tokens.slice(this.at).join(' ')}`);
  }
  labels() {
    const names = [];
    this.expect('(');
    while (!this.take(')')) if (!this.take(',')) names.push(this.next());
    return names;
  }

  expression(level = 0) {
    if (level === binary.length) return this.operand();
    let left = this.expression(level + 1);
    while (binary[level].includes(this.tokens[this.at])) {
      const operator = this.next();
      const on = this.take('on') ? this.labels() : null;
      left = this.combine(left, operator, this.expression(level + 1), on);
    }
    return left;
  }

  /** A number, or series as `{labels, value}`. */
  combine(left, operator, right, on) {
    if (operator === 'and') {
      const keys = new Set(right.map(({ labels }) => key(on ? pick(labels, on) : labels)));
      return left.filter(({ labels }) => keys.has(key(on ? pick(labels, on) : labels)));
    }
    const apply = operate[operator];
    if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
    const value = (one) => (typeof left === 'number' ? apply(left, one.value) : apply(one.value, right));
    assert.ok(typeof left === 'number' || typeof right === 'number', 'two vectors');
    const series = typeof left === 'number' ? right : left;
    // A comparison filters the series.
    return ['==', '>', '<'].includes(operator) ? series.filter(value) : series.map((one) => ({ labels: one.labels, value: value(one) }));
  }

  operand() {
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const word = this.next();
    if (/^\d/.test(word)) return Number(word);
    if (word === 'time') return this.labels() && this.now;
    if (word in aggregate) {
      const by = this.take('by') ? this.labels() : [];
      this.expect('(');
      const groups = new Map();
      for (const { labels, value } of this.expression()) {
        const group = key(pick(labels, by));
        groups.set(group, groups.has(group) ? aggregate[word](groups.get(group), value) : value);
      }
      this.expect(')');
      return [...groups].map(([labels, value]) => ({ labels: Object.fromEntries(JSON.parse(labels)), value }));
    }
    return this.selector(word);
  }

  selector(name) {
    const wanted = [];
    if (this.take('{'))
      while (!this.take('}'))
        if (!this.take(',')) {
          const label = this.next();
          const isPattern = this.next() === '=~';
          const text = this.next().slice(1, -1);
          wanted.push((labels) => (isPattern ? new RegExp(`^(?:${text})$`).test(labels[label]) : labels[label] === text));
        }
    return this.scrape.find(name).filter(({ labels }) => wanted.every((fits) => fits(labels)));
  }
}

/** The labels of the series for which the alert's expression is true at that time, in seconds. */
export async function firing(alert, scrape, now) {
  const evaluation = new Evaluation(await expressionOf(alert), scrape, now);
  const series = evaluation.expression();
  assert.equal(evaluation.at, evaluation.tokens.length, 'the whole expression is read');
  return series.map(({ labels }) => labels);
}
