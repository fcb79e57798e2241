import { expect, test } from 'vitest';
import { noCluster } from '../../../core/algebra/noCluster';
import type { Shown } from '../../../store/state';
import { clustersOf } from './caption';
import { flowed, wrapped } from './layout';
import { escaped, intersection, layersOf, tag, union, type Box, type Part } from './parts';

test('names of users are text, and hold nothing that XML cannot write', () => {
  expect(escaped('<b>"a" & b</b>\u0000\ud800 ok 🌊')).toBe('&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt; ok 🌊');
  expect(tag('text', { x: 1.23456, y: 0, fill: '', 'font-family': '"A", b' }, 'c')).toBe(
    '<text x="1.235" y="0" font-family="&quot;A&quot;, b">c</text>',
  );
  expect(tag('path', { d: null })).toBe('<path/>');
});

test('what is seen of a box is what its clip holds', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(intersection(box, { x: 4, y: -5, width: 20, height: 8 })).toEqual({ x: 4, y: 0, width: 6, height: 3 });
  expect(intersection(box, { x: 40, y: 40, width: 1, height: 1 })).toMatchObject({ width: 0, height: 0 });
  expect(union([box, { x: -5, y: 4, width: 1, height: 10 }])).toEqual({ x: -5, y: 0, width: 15, height: 14 });
  expect(union([])).toMatchObject({ width: 0, height: 0 });
});

test('lines break between words, and within a word that is longer than a line', () => {
  const measure = (text: string) => text.length;
  expect(wrapped('β 1 · T 10 · k 5', 8, measure)).toEqual(['β 1 · T', '10 · k 5']);
  expect(wrapped('a_very_long_name b', 6, measure)).toEqual(['a_very', '_long_', 'name b']);
  expect(wrapped('  ', 6, measure)).toEqual([]);
});

test('entries of a legend fill rows from the left', () => {
  expect(flowed([30, 30, 30, 120, 10], 100, 10)).toEqual([
    { x: 0, row: 0 },
    { x: 40, row: 0 },
    { x: 0, row: 1 },
    { x: 0, row: 2 },
    { x: 0, row: 3 },
  ]);
});

test('what overlaps is drawn in its order, and all else in as few layers as can be', () => {
  const at = (x: number): Box => ({ x, y: 0, width: 10, height: 10 });
  const words = (markup: string, box: Box): Part => ({ kind: 'markup', markup, box });
  const canvas = (x: number): Part => ({
    kind: 'pixels',
    pixels: null as unknown as OffscreenCanvas,
    box: at(x),
    clip: at(x),
    smooth: true,
    opacity: 1,
  });
  const rows = [
    words('caption', { x: 0, y: 0, width: 100, height: 10 }),
    ...[0, 20, 40].flatMap((x) => [canvas(x), words(`${x}`, at(x + 10))]),
  ];
  expect(layersOf(rows).map((layer) => (layer.kind === 'markup' ? layer.markup : layer.parts.length))).toEqual(['caption\n0\n20\n40', 3]);
  const map = [canvas(0), words('borders', at(0)), canvas(5), words('over', at(5)), words('beside', at(30))];
  expect(layersOf(map).map((layer) => (layer.kind === 'markup' ? layer.markup : layer.parts.length))).toEqual([
    'beside',
    1,
    'borders',
    1,
    'over',
  ]);
});

test('the legend of clusters has emergent memories with points, and the points that are in none', () => {
  const model = {
    kind: 'memory',
    k: 2,
    d: 1,
    memories: Float64Array.of(0, 1),
    beta: 1,
    steps: 10,
    stepSize: 0.1,
    energy: 'lsr',
    sets: [[0, 1]],
  };
  const legend = (labels: number[]) =>
    clustersOf({ shown: { model, labels: Uint16Array.from(labels) } as unknown as Shown }).map(({ index, emergent, text }) => [
      index,
      emergent,
      text,
    ]);
  expect(legend([0, 2, 2, noCluster])).toEqual([
    [0, false, 'basin 1: 1 point'],
    [1, false, 'basin 2: 0 points'],
    [2, true, 'emergent memory 1+2: 2 points'],
    [null, false, 'no memory: 1 point'],
  ]);
  expect(legend([0, 1])).toHaveLength(2);
});
