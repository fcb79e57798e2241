import { expect, test } from 'vitest';
import { frameOf } from '../frame';
import type { EmergentSpot } from './emergent';
import type { MapSpot } from './memories';
import { boxesOf, emergentSides, regionShift } from './room';

/** One unit is two pixels, the middle at (100, 50). */
const frame = frameOf({ s0: 0, t0: 0, s1: 100, t1: 50 }, 200, 100);
const stored = (s: number, t: number): MapSpot => ({ index: 0, look: 0, place: [s, t], members: 1, selected: false });
const emergent = (s: number, t: number, name = '1+2'): EmergentSpot => ({ label: 3, place: [s, t], name });

test('the name of an emergent memory stands beside its ring, clear of memories, other names and the edge', () => {
  expect(emergentSides([emergent(50, 25)], [], frame)).toEqual(['right']);
  expect(emergentSides([emergent(50, 25)], [stored(60, 25)], frame)).toEqual(['left']);
  expect(emergentSides([emergent(98, 25)], [], frame)).toEqual(['left']);
  expect(emergentSides([emergent(50, 25)], [stored(60, 25), stored(40, 25)], frame)).toEqual([null]);
});

test('names that would run into each other are left out, the later ones', () => {
  const column = [0, 5, 10].map((up) => emergent(50, 10 + up, '1+2+3'));
  // Ten pixels apart: the first takes the right, the second the left, and the third is clear of the first.
  expect(emergentSides(column, [], frame)).toEqual(['right', 'left', 'right']);
  const row = [0, 6, 12].map((along) => emergent(40 + along, 25, '1+2+3'));
  // Between the others' rings there is no room.
  expect(emergentSides(row, [], frame)).toEqual(['left', null, 'right']);
});

test('the name of a region gives way to a memory that stands on it', () => {
  const taken = boxesOf([stored(50, 25)], frame);
  expect(regionShift(20, 20, '4', taken)).toBe(0);
  expect(regionShift(100, 50, '4', taken)).toBeLessThan(-18);
  expect(regionShift(100, 50, '4', [...taken, { left: 0, top: 0, right: 200, bottom: 45 }])).toBeGreaterThan(18);
});
