import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { csvFile, toCsv } from './csv';
import { fileStem } from './download';
import { labelsTable, layoutTable, memoriesTable, shortest } from './tables';

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
  expect(Papa.parse(toCsv({ header, rows }), { newline: '\r\n', skipEmptyLines: true }).data).toEqual([header, ...rows]);
});

test('a text that a spreadsheet would run as a formula gets an apostrophe; numbers stay numbers', () => {
  const row = ['=1+1', '@SUM(A1)', '+1+1', '-2+3', '\t=1', '\r=1', '-3.5', '+4e-3', 'a=1', '−5', -6];
  expect(toCsv({ header: ['=h'], rows: [row] })).toBe(`'=h\r\n'=1+1,'@SUM(A1),'+1+1,'-2+3,"'\t=1","'\r=1",-3.5,+4e-3,a=1,−5,-6\r\n`);
});

test('a file in slices is the same text', async () => {
  const table = () => ({ header: ['a', 'b'], rows: Array.from({ length: 5000 }, (_, i) => [i, `text ${i}`.repeat(40)]) });
  expect(await (await csvFile(table())).text()).toBe(toCsv(table()));
});

const anyModel = {
  kind: 'memory',
  k: 2,
  d: 2,
  beta: 1,
  steps: 1,
  stepSize: 1,
  similarity: 'euclidean',
  logWeights: null,
  memories: new Float32Array(4),
} as const;
const shown = { model: anyModel, labels: Uint16Array.from([0, 1]), voronoiLabels: Uint16Array.from([1, 1]) };
const certainties = { entropy: Float32Array.of(0.25, 0), largest: Float32Array.of(0.75, 1) };

test('labels stand beside what names a point and its own columns', () => {
  expect(toCsv(labelsTable(dataset, shown, certainties))).toBe(
    [
      'row,label,"height, in ""cm""",weight,cluster,largest membership,entropy (nats),Voronoi cell',
      '1,"<b>""bold""</b>, =1+1",1,2,1,0.75,0.25,2',
      '2,"line\nbreak",3,4,2,1,0,2',
      '',
    ].join('\r\n'),
  );
  expect(() => labelsTable(dataset, { model: anyModel, labels: null, voronoiLabels: null }, certainties)).toThrow('still being computed');
});

test('points keep their names and the numbers of their rows in the file; equal column names are told apart; pixels are left out', () => {
  const kept = { ...dataset, labels: null, rows: Uint32Array.from([1, 4]), itemNames: ['Ann', '=Bob'], features: ['cluster', 'row'] };
  expect(toCsv(labelsTable(kept, shown, certainties))).toBe(
    "row (Basins),name,cluster,row,cluster (Basins),largest membership,entropy (nats),Voronoi cell\r\n2,Ann,1,2,1,0.75,0.25,2\r\n5,'=Bob,3,4,2,1,0,2\r\n",
  );
  const others = [{ name: 'town', cells: ['Bonn', '@Rome'] }];
  expect(toCsv(labelsTable({ ...kept, otherColumns: others }, shown, certainties)).split('\r\n')[2]).toBe("5,'=Bob,'@Rome,3,4,2,1,0,2");
  const pictures: Dataset = { ...kept, image: { width: 2, height: 1, channels: 1, range: [0, 255] } };
  expect(toCsv(labelsTable(pictures, shown, certainties))).toContain('row,name,cluster,largest membership');
  expect(
    toCsv(layoutTable(kept, shown, { rows: null, coordinates: Float32Array.of(0, 1, 2, 3), memories: Float32Array.of(4, 5) }, 'memory')),
  ).toBe("what,row,name,cluster,x,y\r\npoint,2,Ann,1,0,1\r\npoint,5,'=Bob,2,2,3\r\nmemory,1,,1,4,5\r\n");
});

test('single-precision numbers are written in as few digits as read back to them', () => {
  expect([5.1, 16_777_215, 1e-7, 0, -0.3333333].map((value) => shortest(Math.fround(value)))).toEqual([
    5.1, 16_777_215, 1e-7, 0, -0.3333333,
  ]);
  expect(Math.fround(shortest(Math.fround(Math.PI)))).toBe(Math.fround(Math.PI));
});

const space = { d: 2, scaling: { kind: 'standard', shift: Float64Array.of(10, 0), scale: Float64Array.of(2, 0.5) } } as unknown as Space;
const dynamics = { k: 2, beta: 1, steps: 1, stepSize: 1, similarity: 'euclidean', logWeights: null } as const;

test('memories are written in the data’s units', () => {
  const model = { kind: 'memory' as const, ...dynamics, memories: Float32Array.of(1, -1, 0, 4), d: 2 };
  expect(toCsv(memoriesTable(dataset, space, { model, latent: null }, { rows: model.memories, points: null }))).toBe(
    'memory,"height, in ""cm""",weight\r\n1,12,-0.5\r\n2,10,2\r\n',
  );
});

test('memories among codes are written with their codes, and decoded where that is known', () => {
  const model = { kind: 'memory' as const, ...dynamics, memories: Float32Array.of(0.5, -2, 3, 7, 8, 9), d: 3 };
  const latent = { m: 3, codes: new Float32Array(6), decoded: Float32Array.of(1, -1, 0, 4), pretrained: true };
  const rows = Float32Array.of(1, -1, Number.NaN, Number.NaN);
  expect(toCsv(memoriesTable(dataset, space, { model, latent }, { rows, points: null }))).toBe(
    'memory,code 1,code 2,code 3,"height, in ""cm""",weight\r\n1,0.5,-2,3,12,-0.5\r\n2,7,8,9,,\r\n',
  );
  // A point that stands in for one is named by its row in the file.
  const points = Uint32Array.of(1, 0);
  expect(toCsv(memoriesTable({ ...dataset, rows: Uint32Array.of(3, 8) }, space, { model, latent }, { rows: latent.decoded, points }))).toBe(
    'memory,nearest point (row),code 1,code 2,code 3,"height, in ""cm""",weight\r\n1,9,0.5,-2,3,12,-0.5\r\n2,4,7,8,9,10,2\r\n',
  );
});

test('file names hold no character that a file system refuses', () => {
  expect(fileStem('a/b:c*d?"<e>|', 'labels')).toBe('basins-a-b-c-d-e-labels');
  expect(fileStem('..', 'x')).toBe('basins-data-x');
});
