import { beforeEach, expect, test } from 'vitest';
import type { EngineClient } from '../../engine/client';
import type { TrainingResult } from '../../engine/protocol';
import { defaultConfig } from '../../methods/config';
import { createQueue, type Queue } from './queue';

/** A worker whose trainings end when the test says so. */
interface Hand {
  readonly client: EngineClient;
  ended: boolean;
  run: number;
  finish(): Promise<void>;
  die(): Promise<void>;
}

let hands: Hand[] = [];
let said: string[] = [];
let rested: boolean[] = [];

const turn = () => new Promise((resolve) => setTimeout(resolve));

function hand(onDeath: (sentence: string) => void): Hand {
  let settle: { resolve: (result: TrainingResult) => void; reject: (error: Error) => void } | null = null;
  const one: Hand = {
    ended: false,
    run: 0,
    client: {
      start: async () => null as never,
      terminate() {
        if (one.ended) return;
        one.ended = true;
        settle?.reject(new Error('It was stopped.'));
      },
      api: {
        load: async () => null as never,
        train: (run: number) => {
          one.run = run;
          return new Promise<TrainingResult>((resolve, reject) => (settle = { resolve, reject }));
        },
      } as unknown as EngineClient['api'],
    },
    async finish() {
      settle!.resolve({ run: one.run } as TrainingResult);
      await turn();
    },
    async die() {
      one.ended = true;
      settle!.reject(new Error('A worker stopped unexpectedly.'));
      onDeath('A worker stopped unexpectedly.');
      await turn();
    },
  };
  hands.push(one);
  return one;
}

const queueOf = (size: number, rests = false): Queue =>
  createQueue({
    size,
    rests,
    spawn: ({ onDeath }) => hand(onDeath).client,
    rest: (on) => rested.push(on) > 0,
    told: () => {},
    began: (run) => said.push(`${run} began`),
    finished: (run) => said.push(`${run} finished`),
    failed: (run, sentence) => said.push(`${run} failed: ${sentence}`),
  });

const job = (run: number) => ({
  run,
  config: defaultConfig,
  scaling: null,
  pretrained: null,
  exact: false,
  data: async () => null as never,
});

beforeEach(() => {
  hands = [];
  said = [];
  rested = [];
});

test('as many runs are trained at a time as there may be workers, in the order they were added', async () => {
  const queue = queueOf(2);
  for (const run of [1, 2, 3]) queue.add(job(run));
  await turn();
  expect([hands.length, queue.runs]).toEqual([2, [1, 2, 3]]);
  await hands[1].finish();
  await hands[0].finish();
  expect([hands.length, said]).toEqual([2, ['1 began', '2 began', '2 finished', '3 began', '1 finished']]);
  const all = queue.settled([3]);
  await hands[1].finish();
  await all;
  expect(queue.runs).toEqual([]);
});

test('a worker that dies fails its run with a sentence, and the others go on with another worker', async () => {
  const queue = queueOf(1);
  for (const run of [1, 2]) queue.add(job(run));
  await turn();
  await hands[0].die();
  expect(said).toEqual(['1 began', '1 failed: A worker stopped unexpectedly.', '2 began']);
  expect(hands).toHaveLength(2);
  await hands[1].finish();
  expect(said.at(-1)).toBe('2 finished');
});

test('jobs that nobody waits for any more end without a word, also in mid-training', async () => {
  const queue = queueOf(1);
  for (const run of [1, 2, 3]) queue.add(job(run));
  await turn();
  const settled = queue.settled([1, 2]);
  queue.keepOnly([3]);
  await settled;
  await turn();
  expect([hands[0].ended, queue.runs, said]).toEqual([true, [3], ['1 began', '3 began']]);
});

test('beside a training in the foreground workers rest on few processors, and no job is begun', async () => {
  const queue = queueOf(1, true);
  queue.foreground(true);
  queue.add(job(1));
  await turn();
  expect([rested, hands.length]).toEqual([[true], 0]);
  queue.foreground(true);
  queue.foreground(false);
  expect(hands.length).toBe(0);
  queue.foreground(false);
  await turn();
  expect([rested.at(-1), said]).toEqual([false, ['1 began']]);

  const busy = queueOf(2);
  busy.foreground(true);
  busy.add(job(9));
  expect(said.at(-1)).toBe('9 began');
});
