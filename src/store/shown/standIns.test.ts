import { expect, test } from 'vitest';
import { decodedBy, nearestPoints, pointsDrawn, prototypesDrawn } from './standIns';

const decoded = Float32Array.of(1, 2);
const drawn = Float32Array.of(3, 4);
const points = Uint32Array.of(5, 6);

test.each([
  ['a decoder that learned on', undefined, 'decoder', 'decoder', decoded, null],
  ['one that was left behind', { points, drawn }, 'nearest point', 'pretrained decoder', drawn, points],
  ['prototypes that are points', { points, drawn: null }, 'nearest point', 'nearest point', decoded, points],
] as const)(
  'of %s it is known what draws prototypes, as it is and when its pictures are asked for',
  (_, standIns, usual, asked, rows, marks) => {
    const latent = { decoded, ...(standIns && { standIns }) };
    expect([decodedBy(latent, 'nearest point'), decodedBy(latent, 'pretrained decoder')]).toEqual([usual, asked]);
    expect([prototypesDrawn(latent, 'nearest point'), prototypesDrawn(latent, 'pretrained decoder')]).toEqual([decoded, rows]);
    expect(pointsDrawn(latent, 'nearest point')).toBe(marks);
    expect(pointsDrawn(latent, 'pretrained decoder')).toBe(asked === 'nearest point' ? marks : null);
  },
);

test('places among codes are shown by the points whose codes are nearest, scaled', async () => {
  const codes = Float32Array.of(0, 0, 5, 5, 9, 9);
  const dataset = { values: Float32Array.of(10, 20, 30, 40, 50, 60), n: 3, d: 2 };
  const scaling = { kind: 'standard', shift: Float64Array.of(10, 0), scale: Float64Array.of(10, 20) } as const;
  const found = await nearestPoints(Float32Array.of(6, 6, 1, 0), { codes, m: 2 }, dataset, { scaling });
  expect(found).toEqual({ values: Float32Array.of(2, 2, 0, 1), points: Uint32Array.of(1, 0) });
});
