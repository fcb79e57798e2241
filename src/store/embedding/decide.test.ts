import { expect, test } from 'vitest';
import type { EmbeddingSubject } from './subject';
import { nextLayout, type Asked, type Standing } from './decide';

const subject: EmbeddingSubject = {
  run: 1,
  restart: 0,
  epoch: 3,
  of: 'encoded',
  points: {},
  n: 1,
  d: 1,
  attract: null,
  memories: Float32Array.of(1, 2),
  untouched: true,
};
const asked: Asked = { dataset: null, of: 'codes', subject, cold: false, lean: false };
/** A layout of what is shown, with nothing to do. */
const atRest: Standing = {
  asked,
  subject,
  of: 'codes',
  training: false,
  still: false,
  busy: false,
  laidOut: true,
  restless: false,
  known: true,
};
const elsewhere: EmbeddingSubject = { ...subject, epoch: 4, points: {} };

test.each<[string, Partial<Standing>, ReturnType<typeof nextLayout>]>([
  ['nothing has changed', {}, 'wait'],
  ['nothing was asked for yet', { asked: null }, 'begin'],
  ['another thing is shown', { of: 'input' }, 'begin'],
  ['another thing is shown, which the user let stand still', { of: 'input', still: true }, 'wait'],
  ['the layout there was is gone', { laidOut: false }, 'begin'],
  ['it waits for the user', { asked: { ...asked, offered: true }, laidOut: false }, 'wait'],
  ['points moved', { subject: elsewhere, known: false }, 'follow'],
  ['points moved, and the user let it stand still', { subject: elsewhere, known: false, still: true }, 'wait'],
  ['points moved to where they have been', { subject: elsewhere }, 'keep'],
  ['points moved while the worker is at the last ones', { subject: elsewhere, known: false, busy: true }, 'wait'],
  [
    'points moved while they were coming to rest',
    { asked: { ...asked, settling: true }, subject: elsewhere, known: false, busy: true },
    'follow',
  ],
  ['they are coming to rest', { asked: { ...asked, settling: true }, busy: true, restless: true }, 'wait'],
  [
    'a training began while they were coming to rest',
    { asked: { ...asked, settling: true }, busy: true, restless: true, known: false, training: true },
    'follow',
  ],
  ['a training that was followed is over', { restless: true }, 'settle'],
  ['it is over at another epoch', { restless: true, subject: elsewhere, known: false }, 'settle'],
  ['it is over at an epoch that is known', { restless: true, subject: elsewhere }, 'keep'],
  ['it goes on', { restless: true, training: true }, 'wait'],
  ['it is over, and a memory is moved by hand', { restless: true, subject: { ...elsewhere, untouched: false }, known: false }, 'follow'],
  ['it was given up half-way', { asked: { ...asked, givenUp: true }, known: false }, 'follow'],
  ['it was given up half-way, and is known', { asked: { ...asked, givenUp: true } }, 'keep'],
  ['only the memories moved', { subject: { ...subject, memories: Float32Array.of(1, 3) } }, 'place'],
  ['another epoch has the same points', { subject: { ...subject, epoch: 4 } }, 'place'],
  ['memories of earlier epochs were left where they were for a training that is over', { asked: { ...asked, lean: true } }, 'place'],
  [
    'memories of earlier epochs were left where they were for a training that goes on',
    { asked: { ...asked, lean: true }, training: true },
    'wait',
  ],
])('%s', (_, change, next) => expect(nextLayout({ ...atRest, ...change })).toBe(next));
