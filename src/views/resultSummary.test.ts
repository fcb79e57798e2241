import { expect, test } from 'vitest';
import { noNumbers } from '../core/metrics/numbers';
import { clam } from '../methods/clam/declare';
import { dclam } from '../methods/dclam/declare';
import { resultSummary } from './resultSummary';

const none = { ...noNumbers, clusters: 3 };

test('a result in one line, beside k-means in its own space', () => {
  expect(resultSummary(clam, { ...none, loss: 0.391491, silhouette: 0.40512, nmi: 0.5 }, { ...none, silhouette: 0.374 })).toBe(
    'loss 0.3915, SC 0.4051 (k-means 0.3740), NMI 0.5000',
  );
  const deep = { ...none, loss: 0.0119, rl: 0.01234, rrl: -2.14, scAttracted: 0.6171, scEncoded: 0.16, codeVariance: 21.25 };
  expect(resultSummary(dclam, deep, { ...none, scEncoded: 0.1612 })).toBe(
    'RL 0.01234, RRL −2.1%, SC on A(e(x)) 0.6171, SC on e(x) 0.1600 (AE + k-means 0.1612), NMI —, loss 0.0119, code variance 21.25',
  );
  expect(resultSummary(clam, none, null)).toBe('loss —, SC — (k-means —), NMI —');
});
