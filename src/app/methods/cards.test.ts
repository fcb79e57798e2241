import { expect, test } from 'vitest';
import { methods } from '../../methods/index';
import { cards, drawn, found, inGroups, meant } from './cards';

const ids = (query: string) => found(query).map(({ id }) => id);

test('every method has a card, in the groups of the native list; what is not here comes last', () => {
  expect(cards.map(({ id }) => id).sort()).toEqual([...methods.map(({ id }) => id), 'scan', 'nnm', 'clustergan'].sort());
  expect(inGroups(cards).map(([group]) => group)).toEqual(['Associative memory', 'On the points', 'Deep', 'Not here']);
  expect(inGroups(cards).flatMap(([, own]) => own)).toEqual(cards);
});

test('what a card says fits its place: at most eight words in the list, one sentence, papers with authors and a year', () => {
  for (const { brief, papers } of cards) {
    expect(brief.split(' ').length).toBeLessThanOrEqual(8);
    expect(brief).toMatch(/^\p{Lu}.*\.$/u);
    for (const { authors, year } of papers) {
      expect(authors.length).toBeGreaterThan(0);
      expect(year).toBeGreaterThan(1950);
    }
  }
  for (const { sentence } of methods) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
});

test('a search finds names however they are written, authors, years and what is drawn; every word counts', () => {
  expect(ids('kmeans')).toEqual(expect.arrayContaining(['kmeans', 'ae-kmeans', 'dkm']));
  expect(ids('K-Means')).toEqual(ids('kmeans'));
  expect(ids('krotov')).toEqual(expect.arrayContaining(['clam', 'dclam']));
  expect(ids('krotov')).not.toContain('dkm');
  expect(ids('Krotov 2023')).not.toContain('dclam');
  expect(ids('  drop  ')).toEqual(expect.arrayContaining(['clam', 'dclam']));
  expect(ids('drop')).not.toContain('kmeans');
  expect(ids('zebra')).toEqual([]);
  expect(found('')).toEqual(cards);
});

test('of what is found the one whose name was meant is shown', () => {
  const first = (query: string) => meant(query, found(query))?.id;
  expect(first('dkm')).toBe('dkm');
  expect(first('gan')).toBe('clustergan');
  expect(first('dcam')).toBe('dclam');
  expect(first('lloyd')).toBe('kmeans');
  expect(first('zebra')).toBeUndefined();
});

test('what a method draws follows from its kind of partition and where it lives', () => {
  const of = (id: string) => drawn(methods.find((method) => method.id === id)!);
  expect(of('clam')).toEqual([
    'basins on the map',
    'borders of the nearest memory',
    'terrain of energy',
    'the way of a drop',
    'memories',
    'how sure they are',
    'a film of its epochs',
  ]);
  expect(of('kmeans')).toEqual(['cells on the map', 'terrain of distance²', 'centres', 'a film of its epochs']);
  expect(of('agglomerative')).toEqual(['clusters on the map', 'dendrogram', 'means']);
  expect(of('dkm')).toEqual(expect.arrayContaining(['how sure they are', 'where they split']));
  expect(of('k-friendly')).not.toContain('where they split');
  expect(of('ae-kmeans')).toEqual(['cells among codes', 'terrain of distance²', 'decoded centres', 'interpolation']);
  expect(of('dec')).toContain('points nearest to centres');
});
