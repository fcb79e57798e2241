import { expect, test } from 'vitest';
import { defaultConfig, defaultsOf, parseConfig, type Config, type MethodId } from '../../methods/config';
import { methods } from '../../methods/index';
import { exactNumber } from '../../views/typedNumber';
import { fromTravel, toTravel } from './format';
import { readList, readNumber } from './read';
import { controlRange, travelOf, visibleControls } from './table';
import type { ChoiceControl, Context, Control, ListControl, NumberControl } from './types';
import { usualMask } from '../../methods/clam/declare';

const context: Context = { config: defaultConfig, n: 150, suggestedK: 3, pretrained: false };
const deepConfig: Config = defaultsOf('dclam');
/** Configs under which every control of their method is on the page. */
const everything: Config[] = [
  { ...defaultConfig, mask: usualMask, weights: [1, 2, 3], stepSize: 0.2 },
  { ...defaultsOf('dclam'), network: [8], latent: 2 },
];
const controls = everything.flatMap((config) => visibleControls(config));
const byId = (id: string) => controls.find((control) => control.id === id)!;
const bounds = (id: string) => {
  const control = byId(id) as NumberControl;
  return { ...control, range: controlRange(control, context) };
};
const isNumber = (control: Control): control is NumberControl => control.kind === 'slider' || control.kind === 'number';

test('every control has a name of its own and one sentence', () => {
  for (const own of everything.map((config) => visibleControls(config)))
    for (const name of ['id', 'label'] as const) expect(new Set(own.map((control) => control[name])).size).toBe(own.length);
  for (const { sentence } of controls) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test('the names that scripts and screen readers rely on are there', () => {
  for (const label of ['Inverse temperature β', 'Recursion steps T', 'Number of clusters k'])
    expect(controls.find((control) => control.label === label)?.kind).toBe('slider');
});

test('no panel is folded away as a whole, and what scripts rely on is never folded', () => {
  const panels = methods.flatMap(({ id, panels: own }) => own.map((panel) => visibleControls(defaultsOf(id as MethodId), panel.id)));
  for (const own of panels) expect(own.some(({ secondary }) => !secondary)).toBe(true);
  const folded = panels.flat().filter(({ secondary }) => secondary);
  expect(folded.filter(({ id }) => ['beta', 'steps', 'k'].includes(id))).toEqual([]);
});

test('every option and both ends of every range are a config that is accepted', () => {
  for (const base of [defaultConfig, deepConfig]) {
    const on = { ...context, config: base };
    const shown = visibleControls(base);
    for (const control of shown.filter(isNumber))
      for (const end of controlRange(control, on)) expect(control.read(parseConfig(control.patch(end, on), base))).toBe(end);
    for (const control of shown.filter((one): one is ChoiceControl => one.kind === 'choice'))
      for (const { value } of control.options) expect(control.read(parseConfig(control.patch(value, on), base))).toBe(value);
  }
});

test('k ends at the number of points', () => {
  expect(readNumber('151', bounds('k'), 3)).toBe(
    'Number of clusters k must be a whole number between 1 and 150, not 151. 3 stays in force.',
  );
  expect(readNumber('150', bounds('k'), 3)).toBe(150);
});

test('what is no number, or out of range, is answered with a sentence', () => {
  const beta = bounds('beta');
  expect(readNumber('1e-3', beta, 1)).toBe(0.001);
  expect(readNumber(' 2 ', beta, 1)).toBe(2);
  expect(readNumber('0', beta, 1)).toBe('Inverse temperature β must be a number between 1e-5 and 1000, not 0. 1 stays in force.');
  for (const text of ['', 'x', '1,5,5', 'NaN', 'Infinity'])
    expect(readNumber(text, beta, 1)).toMatch(/^Inverse temperature β must be a number between 1e-5 and 1000(, not “.*”)?\. 1 stays/);
  expect(readNumber('1,234', beta, 1)).toBe(
    'Inverse temperature β is unclear: “1,234” can mean 1234 or 1.234; type one of these. 1 stays in force.',
  );
  expect(readNumber('2,25', beta, 1)).toBe(2.25);
  expect(readNumber('2.5', bounds('steps'), 10)).toMatch(/whole number between 1 and 200, not 2\.5/);
});

test('a list of weights has one positive number for each memory', () => {
  const list = byId('weight-list') as ListControl;
  expect(readList('1, 2 0.5', list, context)).toEqual([1, 2, 0.5]);
  expect(readList('1 2', list, context)).toMatch(/2 numbers for 3 memories/);
  expect(readList('1 x 2', list, context)).toMatch(/“x” is not a number between 1e-6 and 1000000/);
  expect(readList('1 -1 2', list, context)).toMatch(/“-1”/);
  for (const text of ['1,2,3', '1, 2, 3', '1;2;3', '1 2 3', '1, 2, 3, ']) expect(readList(text, list, context)).toEqual([1, 2, 3]);
  for (const text of ['1,5 2 3', '1,5; 2; 3', '1.5, 2, 3']) expect(readList(text, list, context)).toEqual([1.5, 2, 3]);
});

test('fixed weights follow k', () => {
  const config = parseConfig({ weights: [1, 2, 3] });
  expect((byId('k') as NumberControl).patch(5, { ...context, config })).toEqual({ k: 5, weights: [1, 2, 3, 1, 1] });
});

test('another k on a pretrained network leaves its code as wide as it is', () => {
  const k = visibleControls(deepConfig).find(({ id }) => id === 'k') as NumberControl;
  expect(k.patch(5, { ...context, config: deepConfig, pretrained: true })).toEqual({ k: 5, latent: 3 });
  expect(k.patch(5, { ...context, config: deepConfig })).toEqual({ k: 5 });
});

test('widths are whole numbers, as many as one likes', () => {
  const list = byId('widths') as ListControl;
  expect(readList('64, 32', list, context)).toEqual([64, 32]);
  expect(readList('64 3.5', list, context)).toMatch(/“3\.5” is not a whole number between 1 and 4096/);
});

test('each method has its own controls', () => {
  const ids = (config: Config) => visibleControls(config).map(({ id }) => id);
  expect(ids(deepConfig)).toEqual(expect.arrayContaining(['network', 'latent-rule', 'rate-encoder', 'pretrainEpochs']));
  expect(ids(deepConfig)).not.toContain('mask');
  expect(ids(defaultConfig)).not.toContain('network');
});

test('controls that have no meaning now are not shown', () => {
  const ids = (patch: object) => visibleControls(parseConfig(patch)).map(({ id }) => id);
  expect(ids({ mask: usualMask })).toContain('mask-value');
  expect(ids({})).not.toContain('mask-value');
  expect(ids({})).not.toContain('stepSize');
  expect(ids({ stepSize: 0.2 })).toContain('stepSize');
});

test('sliders travel in powers of ten, and reach the value in force', () => {
  const beta = byId('beta') as NumberControl;
  expect(toTravel(0.001, 'log')).toBeCloseTo(-3);
  expect(fromTravel(0.08, 'log', [1e-5, 1e3])).toBe(1.2);
  expect(fromTravel(3.01, 'log', [1e-5, 1e3])).toBe(1000);
  expect(travelOf(beta, context)).toEqual([1e-5, 1e3]);
  expect(travelOf(byId('k') as NumberControl, { ...context, config: parseConfig({ k: 40 }) })).toEqual([1, 40]);
});

test('numbers are written whole in boxes', () => {
  expect([0.00123456, 1e-5, 0.02, 123456.789].map(exactNumber)).toEqual(['0.00123456', '1e-5', '0.02', '123456.789']);
});
