import { zoomIdentity, type ZoomTransform } from 'd3';
import { expect, test, vi } from 'vitest';
import { dataPlane } from '../core/map/plane';
import { createLinkedMaps } from './linkedMaps';

const plane = dataPlane(2);
const box = (s0: number, t0: number, s1: number, t1: number) => ({ s0, t0, s1, t1 });

function maps(width = 100) {
  const link = createLinkedMaps();
  const join = (size: { width: number; height: number }) => {
    const told = { zoom: vi.fn<(transform: ZoomTransform) => void>(), changed: vi.fn<() => void>() };
    return { ...told, end: link.join({ ...told, size: () => size }) };
  };
  return [join({ width: 100, height: 50 }), join({ width, height: width / 2 })] as const;
}

test('maps on one plane show what either has to show, and keep the same part while nothing changes', () => {
  const [a, b] = maps();
  const own = box(0, 0, 4, 4);
  const other = box(-2, 1, 3, 6);
  expect(a.end.domain(plane, own)).toEqual(own);
  const union = b.end.domain(plane, other);
  expect(union).toEqual(box(-2, 0, 4, 6));
  expect(a.changed).toHaveBeenCalledTimes(1);
  expect(a.end.domain(plane, own)).toBe(union);
  expect(b.end.domain(plane, other)).toBe(union);
  expect([a.changed, b.changed].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  b.end.leave();
  expect(a.end.domain(plane, own)).toEqual(own);
});

test('the camera of one moves the others, in their own pixels, and none twice', () => {
  const [a, b] = maps(200);
  a.end.domain(plane, box(0, 0, 1, 1));
  b.end.domain(plane, box(0, 0, 1, 1));
  b.zoom.mockImplementation((transform) => b.end.zoomed(transform));
  a.end.zoomed(zoomIdentity.translate(10, 5).scale(2));
  expect(b.zoom.mock.calls).toEqual([[zoomIdentity.translate(20, 10).scale(2)]]);
  expect(a.zoom).not.toHaveBeenCalled();
});

test('the cursor of one is met by the other, until it leaves', () => {
  const [a, b] = maps();
  a.end.domain(plane, box(0, 0, 1, 1));
  b.end.domain(plane, box(0, 0, 1, 1));
  a.end.point([0.5, 0.25]);
  expect([a.end.cursor, b.end.cursor]).toEqual([null, [0.5, 0.25]]);
  // What another map says of its own empty cursor changes nothing.
  b.end.point(null);
  expect(b.end.cursor).toEqual([0.5, 0.25]);
  a.end.point(null);
  expect(b.end.cursor).toBeNull();
});

test('maps on planes of their own are not linked', () => {
  const [a, b] = maps();
  a.end.domain(plane, box(0, 0, 1, 1));
  expect(b.end.domain(dataPlane(2), box(5, 5, 6, 6))).toEqual(box(5, 5, 6, 6));
  a.end.zoomed(zoomIdentity.scale(2));
  a.end.point([0, 0]);
  expect([b.zoom.mock.calls.length, b.end.cursor]).toEqual([0, null]);
});
