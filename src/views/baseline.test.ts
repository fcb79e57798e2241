import { expect, test } from 'vitest';
import type { KMeansBaseline } from '../store/runs/readAgainst';
import { defaultConfig, defaultsOf } from '../methods/config';
import { shownMethod } from '../store/shown/shownMethod';
import type { Shown } from '../store/state';
import { baselineOf } from './baseline';

const kmeans = (rlPretrained: number | null) => ({ k: 3, metrics: { rlPretrained } }) as KMeansBaseline;
const shown = (latent: object | null) => ({ method: latent ? 'dclam' : 'clam', latent }) as Shown;
const beside = (latent: object | null, rlPretrained: number | null) =>
  baselineOf({ shown: shown(latent), config: defaultConfig, kmeans: kmeans(rlPretrained), pretraining: null });

test('k-means stands beside what lives in its own space, also where another method was shown before', () => {
  expect(beside(null, null)).toEqual(kmeans(null));
  expect(beside({ pretrained: true }, 0.02)).toEqual(kmeans(0.02));
  expect(beside(null, 0.02)).toBeNull();
  expect(beside({ pretrained: true }, null)).toBeNull();
  expect(beside({ pretrained: false }, 0.02)).toBeNull();
});

test('what is shown tells its method; the settings, which may be of the run to come, only where nothing is shown', () => {
  const config = defaultsOf('dclam');
  expect(shownMethod({ shown: shown(null), config }).name).toBe('CLAM');
  expect(shownMethod({ shown: null, config }).name).toBe('DCLAM');
});
