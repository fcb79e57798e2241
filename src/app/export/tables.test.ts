import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { toCsv } from './csv';
import { fileStem } from './download';
import { labelsCsv, memoriesCsv } from './tables';

const dataset: Dataset = {
  id: 'file:a.csv',
  name: 'a',
  n: 2,
  d: 2,
  values: Float32Array.from([1, 2, 3, 4]),
  features: ['height, in "cm"', 'weight'],
  labels: Uint16Array.from([1, 0]),
  labelNames: ['line\nbreak', '<b>"bold"</b>, =1+1'],
  image: null,
  k: 2,
  source: null,
  notes: [],
};

test('what is read back is what was written', () => {
  const rows = [
    ['plain', 'a,b', 'say "x"', 'two\r\nlines', ' spaces ', ''],
    ['semi;colon', 'tab\there', '"', ',', '\n', 'ü 中'],
  ];
  const header = ['a', 'b,', '"c"', 'd', 'e', 'f'];
  expect(Papa.parse(toCsv(header, rows), { newline: '\r\n', skipEmptyLines: true }).data).toEqual([header, ...rows]);
});

test('labels of the user are text in quotes', () => {
  expect(labelsCsv(dataset, { labels: Uint16Array.from([0, 1]), voronoiLabels: Uint16Array.from([1, 1]) })).toBe(
    'row,label,basin,voronoi\r\n1,"<b>""bold""</b>, =1+1",1,2\r\n2,"line\nbreak",2,2\r\n',
  );
  expect(() => labelsCsv(dataset, { labels: null, voronoiLabels: null })).toThrow('still being computed');
});

test('points keep the numbers of their rows in the file, whatever rows were left out', () => {
  const kept = { ...dataset, labels: null, rows: Uint32Array.from([1, 4]) };
  expect(labelsCsv(kept, { labels: Uint16Array.from([0, 1]), voronoiLabels: Uint16Array.from([1, 1]) })).toBe('row,basin,voronoi\r\n2,1,2\r\n5,2,2\r\n');
});

const space = { d: 2, scaling: { kind: 'standard', shift: Float64Array.of(10, 0), scale: Float64Array.of(2, 0.5) } } as unknown as Space;
const dynamics = { k: 2, beta: 1, steps: 1, stepSize: 1, similarity: 'euclidean', logWeights: null } as const;

test('memories are written in the data’s units', () => {
  const model = { ...dynamics, memories: Float32Array.of(1, -1, 0, 4), d: 2 };
  expect(memoriesCsv(dataset, space, { model, latent: null }, model.memories)).toBe('memory,"height, in ""cm""",weight\r\n1,12,-0.5\r\n2,10,2\r\n');
});

test('memories among codes are written with their codes, and decoded where that is known', () => {
  const model = { ...dynamics, memories: Float32Array.of(0.5, -2, 3, 7, 8, 9), d: 3 };
  const latent = { m: 3, codes: new Float32Array(6), decoded: Float32Array.of(1, -1, 0, 4), pretrained: true };
  const rows = Float32Array.of(1, -1, Number.NaN, Number.NaN);
  expect(memoriesCsv(dataset, space, { model, latent }, rows)).toBe('memory,code 1,code 2,code 3,"height, in ""cm""",weight\r\n1,0.5,-2,3,12,-0.5\r\n2,7,8,9,,\r\n');
});

test('file names hold no character that a file system refuses', () => {
  expect(fileStem('a/b:c*d?"<e>|', 'labels')).toBe('basins-a-b-c-d-e-labels');
  expect(fileStem('..', 'x')).toBe('basins-data-x');
});
