import { describe, expect, test } from 'vitest';
import type { NumberId } from '../../core/metrics/numbers';
import { firstColumns, papers, paperSet, paperSets, printedOf, type PaperSetId, type Printed } from '.';
import { protocols } from './papers';
import { printNotes } from './printNotes';

const columnsOf = (id: PaperSetId) => printedOf(paperSet(id));
/** Each once: of a set those of its family are left out. */
const all = paperSets.flatMap(({ id }) => columnsOf(id).filter(({ set }) => set.id === id));
const printed = (id: PaperSetId, key: string) => columnsOf(id).find((column) => column.key === `${key} ${id}`)!.numbers;
describe('printed numbers', () => {
  test('stand as in the papers, each silhouette in its space', () => {
    expect(printed('zoo', 'clam 1 clam')).toEqual({ silhouette: 0.412, nmi: 0.9429, ari: 0.9642 });
    expect(printed('usps-2007', 'dclam 8 dclam.CAE')).toMatchObject({ scAttracted: 0.82, rrl: 10, nmi: expect.closeTo(0.44, 1) });
    expect(printed('usps-2007', 'dclam 8 dcec.CAE')).toMatchObject({ scEncoded: 0.935, rrl: -5.3 });
    expect(printed('usps-2007', 'dclam 8 kmeans.NAE')).toMatchObject({ silhouette: 0.143 });
    expect(printed('cifar10-50000', 'dclam 2 scan')).toEqual({ scEncoded: 0.541 });
    expect(printed('stl10', 'dclam 2 nnm')).toEqual({ scEncoded: 0.54 });
    expect(printed('usps-9298', 'dkm 1 dkm-p')).toEqual({ nmiGeometric: 0.776, ari: 0.685, accuracy: 0.757 });
    expect(printed('usps-11000', 'k-friendly 2 ours')).toEqual({ nmi: 0.8064, accuracy: 0.7874 });
    expect(printed('pendigits', 'ae-cm 5 ClusterGANr')).toEqual({ nmi: 0.742, ari: 0.629, accuracy: 0.756 });
    expect(printed('iris', 'ae-cm 9 AE-CMr')).toEqual({ nmi: 0.85, ari: 0.789, accuracy: 0.944 });
  });

  test('of variants, choices among runs and the best of them stand as in the papers', () => {
    const ari = (id: PaperSetId, ...keys: string[]) => keys.map((key) => printed(id, key).ari);
    expect(printed('clam-outliers', 'clam 10 kmeans.noisy')).toEqual({ silhouette: 0.477 });
    expect(printed('20news', 'dkm 5 dkm-ce-a')).toEqual({ nmiGeometric: 0.444, ari: 0.326, accuracy: 0.513 });
    expect(printed('20news', 'dkm 5 dkm-ce-p')).toEqual({ nmiGeometric: 0.451, ari: 0.33, accuracy: 0.51 });
    expect(printed('usps-11000', 'k-friendly 5 dkm-placed')).toEqual({ nmi: 0.4641, accuracy: 0.5266 });
    expect(printed('cmu-pie', 'k-friendly 5 ours-unplaced')).toEqual({ nmi: 0.4651, accuracy: 0.1539 });
    const terms = columnsOf('five-gaussians').map(({ detail, numbers }) => [detail, numbers.ari]);
    expect(terms).toEqual([
      ['', 0.833],
      ['without E₁', 0.382],
      ['without E₂', 0.45],
      ['without E₃', 0.668],
      ['without E₄', 0.714],
      ['E₁ + E₂ alone', 0.505],
      ['E₁ + E₃ alone', 0.462],
      ['E₁ + E₄ alone', 0.676],
      ['E₁ alone', 0.59],
    ]);
    expect(ari('reuters-10k', 'ae-cm 4 CMr', 'ae-cm 4 CMp', 'ae-cm 7 AE-CMr', 'ae-cm 7 AE-CMp')).toEqual([0.56, 0.629, 0.367, 0.648]);
    expect(printed('mnist', 'ae-cm 8 AE-CM')).toEqual({ nmi: 0.785, ari: 0.752, accuracy: 0.848 });
    expect(printed('reuters-10k', 'ae-cm 11 GMMr')).toEqual({ nmi: 0.001, ari: 0.001, accuracy: 0.264 });
    expect(printed('reuters-10k', 'ae-cm 11 CMp.best')).toEqual({ nmi: 0.578, ari: 0.629, accuracy: 0.809 });
    expect(printed('mnist', 'ae-cm 15 VIB-GMMr.best')).toEqual({ nmi: 0.89, ari: 0.899, accuracy: 0.952 });
    expect(printed('pendigits', 'ae-cm 15 AE-CMr.best')).toEqual({ nmi: 0.821, ari: 0.753, accuracy: 0.843 });
  });

  test('are as many as each table has', () => {
    const of = (column: Printed) => column.key.split(' ').slice(0, 2).join(' ');
    const totals = Object.fromEntries(Object.keys(protocols).map((id) => [id, all.filter((column) => of(column) === id).length]));
    expect(totals).toEqual({
      'clam 1': 83,
      'clam 10': 4,
      'dclam 8': 94,
      'dclam 9': 52,
      'dclam 10': 77,
      'dclam 2': 6,
      'dkm 1': 32,
      'dkm 2': 12,
      'dkm 5': 2,
      'k-friendly 2': 25,
      'k-friendly 5': 10,
      'ae-cm 1': 64,
      'ae-cm 3': 9,
      'ae-cm 4': 16,
      'ae-cm 5': 104,
      'ae-cm 7': 16,
      'ae-cm 8': 5,
      'ae-cm 9': 42,
      'ae-cm 11': 80,
      'ae-cm 15': 104,
    });
  });

  test('no result stands twice: the tables that print it are named together', () => {
    const results = all.map(({ paper, set, name, detail, numbers }) => JSON.stringify([paper, set.id, name, detail, numbers]));
    expect(results.filter((one, i) => results.indexOf(one) !== i)).toEqual([]);
    const tables = (id: PaperSetId, key: string) => columnsOf(id).find((column) => column.key === `${key} ${id}`)!.tables;
    expect(tables('zoo', 'clam 1 clam')).toEqual([1, 2, 3, 9]);
    expect(tables('movlib', 'clam 1 soft_dec_random')).toEqual([1, 9]);
    expect(tables('usps-2007', 'dclam 8 dcec.CAE')).toEqual([2, 4, 8, 11]);
    // Table 2 has another RRL, and table 4 the SC of table 9.
    expect(tables('usps-2007', 'dclam 8 dclam.RAE')).toEqual([8, 11]);
    expect(tables('usps-2007', 'dclam 9 dclam.RAE')).toEqual([3, 4, 9, 11]);
    expect(tables('birds', 'dclam 8 kmeans.CAE')).toEqual([8, 9, 10, 11]);
    expect(tables('cifar10-50000', 'dclam 9 edcwrn.EAE')).toEqual([3, 4, 9, 10, 11]);
    expect(tables('20news', 'dkm 1 dkm-p')).toEqual([1, 4, 5]);
    expect(tables('coil100', 'k-friendly 2 ours')).toEqual([2, 3, 5, 6]);
    expect(tables('mnist', 'ae-cm 1 CMr')).toEqual([1, 4, 11]);
    expect(tables('mnist', 'ae-cm 1 GMMr')).toEqual([1]);
    expect(tables('pendigits', 'ae-cm 5 AE-CMr')).toEqual([5, 15]);
  });

  test('RRL follows from RL and RL_p as they are rounded, and the best run is no worse than the mean, or a note says otherwise', () => {
    const half = 5e-5;
    for (const { key, numbers, notes } of all) {
      const [rl, before, rrl] = [numbers.rl, numbers.rlPretrained, numbers.rrl] as (number | undefined)[];
      if (rl === undefined || before === undefined || rrl === undefined || notes.some((note) => note.includes('RRL'))) continue;
      const [least, most] = [(rl - half) / (before + half), (rl + half) / (before - half)].map((share) => 100 * (share - 1));
      // RRL is printed to a whole percent.
      expect([key, rrl > least - 0.5 && rrl < most + 0.5]).toEqual([key, true]);
    }
    for (const best of all.filter(({ key }) => key.includes('.best '))) {
      const [, , column, id] = best.key.split(' ');
      const of = (table: number) => all.find(({ key }) => key === `ae-cm ${table} ${column.replace('.best', '')} ${id}`);
      const mean = (best.short === 'T15' ? of(5) : (of(11) ?? of(1)))!;
      for (const [name, value] of Object.entries(best.numbers))
        expect([best.key, name, (mean.numbers[name as NumberId] as number) <= (value as number)]).toEqual([best.key, name, true]);
    }
  });

  test('are within their ranges', () => {
    for (const { key, numbers } of all) {
      const { sizes, rl, rlPretrained, rrl, entropyBits, ...scores } = numbers;
      expect([key, rrl === undefined || typeof rrl === 'number']).toEqual([key, true]);
      for (const score of Object.values(scores)) expect([key, Math.abs(score as number) <= 1]).toEqual([key, true]);
      for (const least of [rl, rlPretrained, entropyBits]) expect(least ?? 0).toBeGreaterThanOrEqual(0);
      expect([key, sizes === undefined || Array.isArray(sizes)]).toEqual([key, true]);
    }
    expect(new Set(all.flatMap(({ of }) => (of === null ? [] : of)))).toContain('k-friendly');
    expect(new Set(all.filter(({ of }) => of === null).map(({ name }) => name))).toEqual(new Set(['SCAN', 'NNM', 'ClusterGAN']));
  });

  test('each set has columns, and each note and protocol is of one', () => {
    for (const { id } of paperSets) expect([id, columnsOf(id).length > 0]).toEqual([id, true]);
    const told = new Set(all.flatMap(({ notes }) => notes));
    for (const { sentence } of printNotes) expect(told).toContain(sentence);
    expect(new Set(all.map(({ protocol }) => protocol))).toEqual(new Set(Object.values(protocols)));
  });

  test('USPS of 2,007, 9,298 and 11,000 points share no column', () => {
    const columns = columnsOf('usps-2007');
    const sizes = (paper: string) => new Set(columns.filter((column) => column.paper === paper).map(({ set }) => set.n));
    expect([sizes('clam'), sizes('dkm'), sizes('k-friendly')]).toEqual([new Set([2007]), new Set([9298]), new Set([11000])]);
    expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
    expect(columns.find(({ key }) => key === 'k-friendly 2 ae-km usps-11000')!.notes.join(' ')).toMatch(/the right one is 0\.717/);
  });

  test('at first those of the method’s own paper stand there, with its network', () => {
    const first = (id: PaperSetId, method: string, network: string | null = null) =>
      firstColumns(columnsOf(id), paperSet(id), method, network).map(({ key }) => key.replace(` ${id}`, ''));
    expect(first('zoo', 'clam')).toEqual(['clam 1 clam']);
    expect(first('usps-2007', 'dclam', 'rae')).toEqual(['dclam 8 dclam.RAE']);
    expect(first('usps-2007', 'dclam', 'quadratic')).toEqual(['dclam 8 dclam.CAE', 'dclam 8 dclam.EAE', 'dclam 8 dclam.RAE']);
    expect(first('zoo', 'kmeans')).toEqual(['clam 1 kmeans']);
    expect(first('usps-2007', 'dkm')).toEqual([]);
    expect(papers['ae-cm'].own).toContain('cm');
  });
});
