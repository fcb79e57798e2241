import { expect, test } from 'vitest';
import { noNumbers } from '../../../core/metrics/numbers';
import * as papers from '../../../data/papers';
import type { Dataset } from '../../../data/dataset';
import { defaultsOf, methodOf } from '../../../methods/config';
import { methods } from '../../../methods';
import { tableOf } from '../table';
import {
  grouped,
  printedColumn,
  printedNotes,
  printedProtocols,
  printedTable,
  recognitionSentence,
  rowsWithPrinted,
  setWords,
} from './columns';
import { printedBeside } from './state';

const { paperSet, paperSets, printedOf } = papers;
const dataset = { id: 'file:a.csv' } as Dataset;
const clam = methodOf({ method: 'clam' });
const dclam = methodOf({ method: 'dclam' });
const state = (as: papers.Recognition, rest: object = {}) => ({
  papers,
  recognised: { dataset, as },
  taken: new Map(),
  columns: new Map(),
  ...rest,
});
const usps = { kind: 'is', set: paperSet('usps-2007'), labelColumn: null } as const;
const keysOf = (beside: ReturnType<typeof printedBeside>) => beside?.chosen.map(({ key }) => key);

test('methods of printed columns are those that there are', () => {
  const ids = new Set(methods.map(({ id }) => id));
  const of = paperSets.flatMap(({ id }) => printedOf(paperSet(id))).flatMap((column) => (column.of === null ? [] : [column.of]));
  expect(of.filter((id) => !ids.has(id))).toEqual([]);
});

test('known data have the columns of the shown method’s paper, or those that were chosen', () => {
  const set = paperSet('usps-2007');
  expect(keysOf(printedBeside(state(usps), dataset, { ...defaultsOf('dclam'), network: 'rae' }))).toEqual(['dclam 8 dclam.RAE usps-2007']);
  const chosen = ['dkm 1 dkm-p usps-9298', 'clam 1 clam usps-2007'];
  const own = state(usps, { columns: new Map([[set.id, chosen]]) });
  expect(keysOf(printedBeside(own, dataset, defaultsOf('clam')))).toEqual(chosen.toReversed());
  expect(printedBeside(state(usps), { ...dataset }, defaultsOf('clam'))).toBeNull();
  expect(printedBeside({ ...state(usps), papers: null }, dataset, defaultsOf('clam'))).toBeNull();
});

test('data that only look like a set have no columns until they are taken for it', () => {
  const yale = { kind: 'looks', sets: [paperSet('yale')] } as const;
  expect(printedBeside(state(yale), dataset, defaultsOf('clam'))).toBeNull();
  const taken = state(yale, { taken: new Map([[dataset.id, paperSet('yale')]]) });
  expect(keysOf(printedBeside(taken, dataset, defaultsOf('clam')))?.[0]).toBe('clam 1 clam yale');
  // Other data of the same name are not what these were taken for.
  const glass = state({ kind: 'looks', sets: [paperSet('glass')] }, { taken: new Map([[dataset.id, paperSet('yale')]]) });
  expect(printedBeside(glass, dataset, defaultsOf('cm'))).toBeNull();
  expect(printedBeside(state({ kind: 'other', set: paperSet('zoo') }), dataset, defaultsOf('clam'))).toBeNull();
});

test('a printed column names its paper and is not weighed against what is seen here', () => {
  const all = printedOf(paperSet('usps-2007'));
  const column = (key: string) =>
    printedColumn(
      all.find((one) => one.key === key)!,
      paperSet('usps-2007'),
    );
  expect(column('dclam 8 dclam.CAE usps-2007')).toMatchObject({ name: 'DCLAM CAE', detail: 'DCLAM paper, T8', printed: true });
  expect(column('dkm 1 dkm-a usps-9298').detail).toBe('DKM paper, T1, n 9,298');
  expect([...grouped(all, (one) => printedTable(one, paperSet('usps-2007'))).keys()]).toEqual([
    'CLAM paper, tables 1, 9',
    'DCLAM paper, table 8',
    'DCLAM paper, table 9',
    'DCLAM paper, table 10',
    'DKM paper, tables 1, 4: USPS, both parts, n 9,298',
    'DKM paper, table 2: USPS, both parts, n 9,298',
    ...[1, 4, 5, 7, 11, 15].map((no) => `AE-CM paper, table ${no}: USPS, both parts, n 9,298`),
    'K-friendly paper, tables 2, 3: USPS, 11,000 points, n 11,000',
    'K-friendly paper, tables 5, 6: USPS, 11,000 points, n 11,000',
  ]);
  const own = { key: 'own', name: 'CLAM', detail: '', metrics: { ...noNumbers, silhouette: 0.1 } };
  const other = { ...own, key: 'other', metrics: { ...noNumbers, silhouette: 0.12 } };
  const table = tableOf(rowsWithPrinted([clam], false, []), [own, other, column('clam 1 spectral usps-2007')], true);
  expect(table.rows[0].cells.map((cell) => [cell?.text, cell?.best])).toEqual([
    ['0.100', false],
    ['0.120', true],
    ['0.228', false],
  ]);
});

test('silhouettes of each space have their own row', () => {
  const all = printedOf(paperSet('usps-2007'));
  const named = (methodsShown: Parameters<typeof rowsWithPrinted>[0], ...keys: string[]) =>
    rowsWithPrinted(
      methodsShown,
      false,
      all.filter(({ key }) => keys.includes(key)),
    ).map(({ name }) => name);
  expect(named([clam], 'clam 1 clam usps-2007')[0]).toBe('SC');
  expect(named([clam], 'dclam 8 dclam.CAE usps-2007').slice(0, 5)).toEqual(['SC on A(e(x))', 'SC, input space', 'RL', 'RL_p', 'RRL']);
  expect(named([dclam], 'dclam 8 kmeans.NAE usps-2007').slice(0, 3)).toEqual(['SC on A(e(x))', 'SC on e(x)', 'SC, input space']);
  expect(named([dclam], 'dclam 8 dclam.CAE usps-2007')).not.toContain('SC, input space');
});

test('protocol and contradictions are told once, and what is not sure is said', () => {
  const all = printedOf(paperSet('usps-2007'));
  const chosen = all.filter(({ key }) => /^dclam 8 dclam\..AE usps-2007/.test(key));
  const notes = printedNotes(chosen, defaultsOf('dclam'));
  expect(printedProtocols(chosen)).toEqual([
    expect.stringMatching(/^DCLAM paper, tables 8, 11: of all settings the best SC with RRL at most 10%/),
  ]);
  expect(notes.filter((note) => note.includes('exchanged'))).toHaveLength(1);
  const zoo = printedOf(paperSet('zoo')).slice(0, 1);
  expect(printedNotes(zoo, { ...defaultsOf('clam'), scaling: 'minmax' }).at(-1)).toMatch(/scaled otherwise/);
  expect(setWords(paperSet('yale'))).toBe('Yale (165 × 1,024, 15 classes)');
  expect(recognitionSentence({ kind: 'looks', sets: [paperSet('rcv1'), paperSet('reuters-10k')] })).toMatch(
    /may be RCV1 \(.*\) or Reuters-10k \(.*\) of the papers\.$/,
  );
  expect(recognitionSentence({ kind: 'other', set: paperSet('zoo') })).toMatch(/other columns/);
  expect(recognitionSentence({ kind: 'none' })).toBeNull();
});

test('beside points of a generator the papers’ columns say that theirs are of another draw', () => {
  const drawn = { kind: 'drawn', set: paperSet('five-gaussians') } as const;
  const beside = printedBeside(state(drawn), dataset, defaultsOf('cm'))!;
  expect(beside.chosen.map((column) => printedColumn(column, beside.set))).toMatchObject([
    { name: 'CM', detail: 'AE-CM paper, T3, its own draw', metrics: { ari: 0.833 } },
  ]);
  // Of CLAM the paper prints nothing on these.
  expect(printedBeside(state(drawn), dataset, defaultsOf('clam'))).toBeNull();
  expect(recognitionSentence(drawn)).toBe(
    'A paper has Five Gaussians (2,000 × 2, 5 classes), of its own draw: its numbers are of other points than these.',
  );
  expect(setWords(paperSet('clam-outliers'))).toBe('Two clusters with outliers (2 features, 2 classes)');
  const outliers = printedOf(paperSet('clam-outliers'));
  expect(printedNotes(outliers, { ...defaultsOf('clam'), scaling: 'none' }).join(' ')).not.toMatch(/scaled otherwise/);
});
