import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  defaultsOf,
  leftOutSentence,
  methodOf,
  parseConfig,
  presets,
  resolveConfig,
  sameRun,
  suggestedConfig,
  withoutForeign,
  type Config,
  type ConfigPatch,
  type MethodId,
} from '../methods/config';
import { methods } from '../methods/index';
import { controlRange, travelOf, visibleControls } from './controls/table';
import { decodeUrl, linkParameters } from './url';

/** Settings, links and files of an earlier version: what they meant is stored, and must go on to mean it. */

const folder = 'e2e/stored';
/** The stored value. With STORE=1 the present value is stored first. */
function stored(name: string, now: unknown): unknown {
  const file = `${folder}/${name}.json`;
  if (process.env['STORE'] === '1') writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const shapes = [
  { n: 150, d: 4, k: 3, image: null },
  { n: 500, d: 2, k: 12, image: null },
  { n: 569, d: 100, k: 2, image: null },
  { n: 1797, d: 64, k: 10, image: { width: 8 } },
];

/** Another valid value of each key. */
const others: Record<string, unknown> = {
  k: 4,
  beta: 2,
  steps: 7,
  stepSize: 0.3,
  similarity: 'spherical',
  weights: 'learned',
  init: 'points',
  learningRate: 0.3,
  batchSize: 7,
  epochs: 17,
  restarts: 2,
  choose: 'silhouette',
  seed: 5,
  scaling: 'none',
  network: 'cae',
  latent: 2,
  pretrainEpochs: 7,
  networkSeed: 3,
  pretrainRate: 0.3,
  rates: { encoder: 1, decoder: 1, head: 1 },
  embed: { method: 'pca' } as Config['embed'],
  backend: 'cpu',
  mask: { probability: 0.3, value: 'max', wholeBatchEveryThird: true },
  preset: 'x',
};

function settingsOf(method: MethodId) {
  const base = defaultsOf(method);
  const own = Object.keys(others).filter((key) => key in base);
  const panelOf = (key: string) => methodOf(base).panels.find(({ fields }) => fields.includes(key))?.id;
  const context = { config: base, n: 150, suggestedK: 3, pretrained: false };
  return {
    defaults: base,
    live: own.filter((key) => sameRun(base, { ...base, [key]: others[key] } as Config)),
    suggested: shapes.map((shape) => suggestedConfig(shape, method)),
    controls: visibleControls(base).map((control) => ({
      id: control.id,
      kind: control.kind,
      panel: panelOf(control.about),
      label: control.label,
      about: control.about,
      ...(control.kind === 'slider' || control.kind === 'number'
        ? {
            range: controlRange(control, context),
            travel: travelOf(control, context),
            scale: control.scale,
            whole: control.whole,
            value: control.read(base),
          }
        : {}),
      ...(control.kind === 'choice' ? { options: control.options, value: control.read(base) } : {}),
      ...(control.kind === 'toggle' ? { value: control.read(base) } : {}),
      ...(control.kind === 'list' ? { range: control.range, whole: control.whole, value: control.read(base) } : {}),
      ...(control.kind === 'readout' ? { text: control.text(base) } : {}),
    })),
    presets: presets
      .filter(({ values }) => values.method === method)
      .map(({ id, name, dataset }) => ({ id, name, dataset, config: resolveConfig({ preset: id }) })),
  };
}

/** Version 1 had the keys of both methods side by side, and two of them under other names. */
function ofVersion1(stored: Settings, method: MethodId): Settings {
  const config = (of: object) => parseConfig(withoutForeign({ ...of, preset: null }, method).patch);
  const renamed = methodOf({ method }).renamed ?? {};
  const nameOf = (key: string) => renamed[key] ?? key;
  return {
    ...stored,
    defaults: config(stored.defaults),
    live: stored.live.map(nameOf).filter((key) => key in stored.defaults),
    controls: stored.controls.map((control) => ({ ...control, about: nameOf(control.about) })),
    presets: stored.presets.map((preset) => ({ ...preset, config: { ...config(preset.config), preset: preset.id } })),
  };
}
type Settings = ReturnType<typeof settingsOf>;

/** Presets and settings may have come since. */
const asStored = (now: Record<string, Settings>, before: Record<string, Settings>) =>
  Object.fromEntries(
    Object.entries(now).map(([id, settings]) => {
      const known = before[id].presets.map((preset) => preset.id);
      const controls = before[id].controls.map((control) => control.id);
      return [
        id,
        {
          ...settings,
          controls: settings.controls.filter((control) => controls.includes(control.id)),
          presets: settings.presets.filter((preset) => known.includes(preset.id)),
        },
      ];
    }),
  );

test('defaults, live keys, suggestions, controls and presets of each method are as they were', () => {
  const now = plain(
    Object.fromEntries(methods.filter(({ id }) => id === 'clam' || id === 'dclam').map(({ id }) => [id, settingsOf(id as MethodId)])),
  ) as Record<string, Settings>;
  const before = stored('settings', now) as Record<string, Settings>;
  expect(asStored(now, before)).toEqual(
    plain(Object.fromEntries(Object.entries(before).map(([id, settings]) => [id, ofVersion1(settings, id as MethodId)]))),
  );
});

test('a link has the parameters that it had', () => {
  const now = linkParameters.map(({ key }) => key);
  expect(now).toEqual(expect.arrayContaining(stored('parameters', now) as string[]));
});

const links = JSON.parse(readFileSync(`${folder}/links.json`, 'utf8')) as { link: string }[];

test('stored links ask for what they asked for, but for settings that their method does not have', () => {
  const now = Object.fromEntries(links.map(({ link }) => [link, plain(decodeUrl(link)) as ReturnType<typeof decodeUrl>]));
  const before = stored('linksAsk', now) as typeof now;
  const asked = Object.entries(before).map(([link, { url, problems }]) => {
    const given = withoutForeign(url.config);
    const leftOut = leftOutSentence(given, 'The link');
    return [link, { url: { ...url, config: given.patch }, problems: leftOut ? [...problems, leftOut] : problems }];
  });
  expect(Object.entries(now)).toEqual(asked);
});

test('the config of a stored result is still a config', () => {
  const { config } = JSON.parse(readFileSync(`${folder}/result-dclam-cae.json`, 'utf8')) as { config: ConfigPatch };
  expect(withoutForeign(config).leftOut).toEqual([]);
  expect(parseConfig(config)).toMatchObject(withoutForeign(config).patch);
});
