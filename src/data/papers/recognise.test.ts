import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { loadNamed } from '../catalogue';
import type { Dataset } from '../dataset';
import { readCsv } from '../formats/csv';
import { build } from '../table/build';
import { defaultChoice } from '../table/choice';
import { summarise } from '../table/summary';
import { paperSet, recognise as recognising } from '.';

/** A table of no labels. */
const table = (values: Float32Array, d: number, rest: Partial<Dataset> = {}) => ({
  id: 'file:a.csv',
  values,
  n: values.length / d,
  d,
  labels: null,
  features: [],
  ...rest,
});
const normal = (n: number, d: number) => {
  const random = new Random(3);
  return table(
    Float32Array.from({ length: n * d }, () => random.normal()),
    d,
  );
};
function recognise(data: Parameters<typeof recognising>[0]) {
  const work = recognising(data);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
/** Rows and columns in another order, each column in another unit. */
function disguised({ values, n, d, labels, features }: Dataset): Parameters<typeof recognising>[0] {
  const random = new Random(5);
  const rows = random.distinct(n, n);
  const columns = random.distinct(d, d);
  const units = Array.from(columns, () => ({ factor: (random.uniform() - 0.5) * 200, zero: random.normal() }));
  const others = Float32Array.from({ length: n * d }, (_, at) => {
    const column = at % d;
    return values[rows[Math.floor(at / d)] * d + columns[column]] * units[column].factor + units[column].zero;
  });
  return table(others, d, { labels: labels && Uint16Array.from(rows, (row) => labels[row]), features });
}
const read = async (file: Blob, name: string) => {
  const content = await readCsv(file, name);
  return build(content, defaultChoice(summarise(content)));
};
const bundled = (id: string) =>
  loadNamed(id, { base: 'https://a.test/' }, async () => new Response(readFileSync(`public/data/${id}.csv.gz`) as BlobPart));

describe('recognition', () => {
  test('knows bundled sets, whatever the order and the units of their rows and columns', async () => {
    for (const id of ['iris', 'wine'] as const) {
      const dataset = await bundled(id);
      expect(recognise(dataset)).toEqual({ kind: 'is', set: paperSet(id), labelColumn: null });
      expect(recognise(disguised(dataset))).toEqual({ kind: 'is', set: paperSet(id), labelColumn: null });
    }
    expect(recognise(await bundled('digits'))).toEqual({ kind: 'none' });
  });

  test('tells that the classes are among the features', async () => {
    const { values, n, d, labels } = await bundled('iris');
    const wider = Float32Array.from({ length: n * (d + 1) }, (_, at) => {
      const [i, j] = [Math.floor(at / (d + 1)), at % (d + 1)];
      return j < d ? values[i * d + j] : labels![i];
    });
    expect(recognise(table(wider, d + 1, { features: ['a', 'b', 'c', 'd', 'species'] }))).toEqual({
      kind: 'is',
      set: paperSet('iris'),
      labelColumn: 'species',
    });
  });

  test('other columns in the same shape, or columns that were shuffled apart, are not the set', async () => {
    expect(recognise(normal(150, 4))).toEqual({ kind: 'other', set: paperSet('iris') });
    const { values, n, d } = await bundled('wine');
    const apart = values.slice();
    const random = new Random(7);
    for (let j = 0; j < d; j++) random.distinct(n, n).forEach((from, i) => (apart[i * d + j] = values[from * d + j]));
    expect(recognise(table(apart, d))).toEqual({ kind: 'other', set: paperSet('wine') });
    const one = values.slice();
    for (let i = 0; i < n; i++) one[i * d] = random.normal();
    expect(recognise(table(one, d))).toEqual({ kind: 'other', set: paperSet('wine') });
    expect(recognise(table(new Float32Array(n * d), d))).toEqual({ kind: 'other', set: paperSet('wine') });
    expect(recognise(table(values.with(3, Number.NaN), d))).toEqual({ kind: 'other', set: paperSet('wine') });
  });

  test('of other sets the shape alone is known, and two of one shape are a choice', () => {
    const looks = (n: number, d: number, labels: Uint16Array | null = null) => {
      const found = recognise({ ...table(new Float32Array(0), d), n, labels });
      return found.kind === 'looks' ? found.sets.map(({ id }) => id) : found.kind;
    };
    expect(looks(2126, 21)).toEqual(['ctg']);
    expect(looks(165, 1024)).toEqual(['yale']);
    expect(looks(10000, 2000)).toEqual(['reuters-10k', 'rcv1']);
    expect(looks(70000, 784)).toEqual(['mnist', 'fashion-mnist-70000']);
    expect(looks(50000, 3072)).toEqual(['cifar10-50000', 'cifar100']);
    const of100 = Uint16Array.from({ length: 50000 }, (_, i) => i % 100);
    expect(looks(50000, 3072, of100)).toEqual(['cifar100']);
    expect([looks(165, 1024, Uint16Array.of(0, 1)), looks(165, 1023), looks(0, 0)]).toEqual(['none', 'none', 'none']);
  });

  test('codes and synthetic points are no set of a paper', async () => {
    const iris = await bundled('iris');
    expect(recognise({ ...iris, codesOf: 'Iris' })).toEqual({ kind: 'none' });
    expect(recognise({ ...iris, id: 'synthetic/moons' })).toEqual({ kind: 'none' });
  });

  test('a generator’s points are of a paper’s kind, never its own; points of that shape are neither', async () => {
    const five = await loadNamed('five-gaussians');
    expect(recognise(five)).toEqual({ kind: 'drawn', set: paperSet('five-gaussians') });
    expect(recognise(await loadNamed('outliers', { noise: 0.1 }))).toEqual({ kind: 'drawn', set: paperSet('clam-outliers') });
    expect(recognise({ ...five, id: 'file:a.csv' })).toEqual({ kind: 'none' });
    expect(recognise({ ...five, codesOf: 'Five Gaussians' })).toEqual({ kind: 'none' });
  });

  const folder = '../shared/data';
  const files = { zoo: 'zoo.csv', ecoli: 'ecoli.csv', movlib: 'movlib.csv', segment: 'segment.csv', 'usps-2007': 'usps.csv.gz' } as const;
  describe.skipIf(!existsSync(folder))(`files of ${folder}`, () => {
    test.each(Object.entries(files))('%s with its rows shuffled is known, and a stranger of its shape is not', async (id, file) => {
      const bytes = readFileSync(`${folder}/${file}`);
      const [head, ...lines] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split('\n');
      const shuffled = Array.from(new Random(9).distinct(lines.length, lines.length), (line) => lines[line]);
      const dataset = await read(new Blob([[head, ...shuffled].join('\n')]), `${id}.csv`);
      expect(recognise(dataset)).toMatchObject({ kind: 'is', set: { id }, labelColumn: null });
      expect(recognise(disguised(dataset))).toMatchObject({ kind: 'is', set: { id } });
      expect(recognise({ ...dataset, values: normal(dataset.n, dataset.d).values })).toMatchObject({ kind: 'other', set: { id } });
    });
  });
});
