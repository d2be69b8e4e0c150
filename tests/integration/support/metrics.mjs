// Reads what a serving host publishes for Prometheus.
import assert from 'node:assert/strict';

/** Host settings that publish the metrics at a free port. */
export const metricsSettings = 'metrics: {listen: "127.0.0.1:0"}\n';

/** The address that the host printed. */
export const metricsUrl = (serving) => serving.output().match(/^Metrics at (http:\S+)$/m)[1];

const unescape = (text) => text.replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));

/** One look at the metrics: `value('runs_total', {result: 'ok'})` adds up the series with these labels. */
export class Scrape {
  static async of(serving) {
    const answer = await fetch(metricsUrl(serving));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    return new Scrape(await answer.text());
  }

  constructor(text) {
    this.text = text;
    this.series = [];
    this.types = new Map();
    const seen = new Set();
    for (const line of text.trimEnd().split('\n')) {
      const type = line.match(/^# TYPE (\w+) (counter|gauge|histogram)$/);
      if (type) {
        assert.ok(!this.types.has(type[1]), `${type[1]} appears twice`);
        this.types.set(type[1], type[2]);
      }
      if (line.startsWith('#')) continue;
      const [, name, labels = '', number] = line.match(/^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/) ?? assert.fail(`a line of another form: ${line}`);
      const key = line.slice(0, line.lastIndexOf(' '));
      assert.ok(!seen.has(key), `${key} appears twice`);
      seen.add(key);
      this.series.push({
        name,
        labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [label, unescape(value)])),
        value: Number(number),
      });
    }
  }

  find = (name, labels = {}) => this.series.filter((one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value));
  value = (name, labels = {}) => this.find(name, labels).reduce((sum, { value }) => sum + value, 0);
  names = () => new Set(this.series.map(({ name }) => name));
}
