import { expect, test } from 'vitest';
import { defaultProjection, projectionMethods } from '../../../projection/settings';
import { layoutParameters, rangeSaid, readParameter } from './parameters';
import { cautions, offerSaid, progressSaid, spaceName } from './words';

const of = (key: string) => layoutParameters.find((parameter) => parameter.key === key)!;

test('each parameter has a sentence, a range and what is usual; each method has some', () => {
  for (const parameter of layoutParameters) {
    expect(parameter.sentence).toMatch(/^[A-Z].*\.$/);
    expect(rangeSaid(parameter, defaultProjection)).toMatch(/(usually .+|left empty: .+)\.$/);
  }
  for (const method of projectionMethods) {
    expect(layoutParameters.some(({ methods }) => methods.includes(method))).toBe(true);
    expect(cautions[method]).toBeTruthy();
  }
  expect(rangeSaid(of('neighbours'), defaultProjection)).toBe('2 to 200; usually 15.');
});
test('values out of range are refused with the range; an empty box is what is usual', () => {
  expect(readParameter(of('neighbours'), '30')).toEqual({ value: 30 });
  expect(readParameter(of('neighbours'), '1.5')).toEqual({ refusal: 'Neighbours must be a whole number between 2 and 200, not 1.5.' });
  expect(readParameter(of('neighbours'), '')).toEqual({ refusal: 'Neighbours needs a number.' });
  expect(readParameter(of('iterations'), ' ')).toEqual({ value: null });
  expect(readParameter(of('minDistance'), '0,5')).toEqual({ value: 0.5 });
  expect(readParameter(of('minDistance'), 'abc')).toHaveProperty('refusal');
});
test('words', () => {
  expect(offerSaid('UMAP', 60_000, 40.2)).toBe('UMAP of 60,000 points takes about 40 s.');
  expect([spaceName('attracted', true), spaceName('attracted', false)]).toEqual(['A(e(x))', 'A(x)']);
  expect(progressSaid({ state: 'working', progress: { stage: 'Finding neighbours', fraction: 0.25 }, layout: null })).toBe(
    'Finding neighbours, 25%',
  );
});
