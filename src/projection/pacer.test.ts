import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Pacer, LayoutSuperseded } from './pacer';
import type { Work } from './work';

const slice = 10;
let clock = 0;
let rested = 0;

/** Takes so many slices of 10 ms. */
function* busy(slices: number): Work<string> {
  for (let i = 0; i < slices; i++) {
    clock += slice;
    yield { stage: 'Working', fraction: i / slices };
  }
  return 'done';
}

beforeEach(() => {
  clock = rested = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((then: () => void, ms: number) => {
    clock += ms;
    rested += ms;
    queueMicrotask(then);
  }) as unknown as typeof setTimeout);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const drive = (pacer: Pacer, slices: number, signal = new AbortController().signal) => {
  pacer.begin();
  return pacer.drive(busy(slices), signal, () => {});
};

describe('a pacer', () => {
  test('does not rest where all the time is its own', async () => {
    expect(await drive(new Pacer(), 500)).toBe('done');
    expect(rested).toBe(0);
  });

  test('lets little work through at once, and keeps long work to its share', async () => {
    const pacer = new Pacer();
    pacer.share = 0.1;
    await drive(pacer, 20);
    expect(rested).toBe(0);
    await drive(pacer, 500);
    expect(rested / clock).toBeGreaterThan(0.88);
    expect(rested / clock).toBeLessThan(0.9);
  });

  test('lets little work through again when its time has been earned', async () => {
    const pacer = new Pacer();
    pacer.share = 0.1;
    await drive(pacer, 100);
    const before = rested;
    clock += 1000;
    await drive(pacer, 10);
    expect(rested).toBe(before);
    await drive(pacer, 10);
    expect(rested).toBeGreaterThan(before);
  });

  test('rests no longer than 0.4 s after a slice that was long, and owes nothing then', async () => {
    const pacer = new Pacer();
    pacer.share = 0.1;
    pacer.begin();
    clock += 5000;
    await pacer.breathe(new AbortController().signal);
    expect(rested).toBe(400);
    clock += slice;
    await pacer.breathe(new AbortController().signal);
    expect(rested).toBe(400 + 9 * slice);
  });

  test('stands still while it is paused, and lets go of what is not wanted any more', async () => {
    const pacer = new Pacer();
    pacer.pause();
    let done = false;
    const going = drive(pacer, 3).then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    pacer.resume();
    await going;
    expect(done).toBe(true);
    const controller = new AbortController();
    pacer.pause();
    const dropped = drive(pacer, 3, controller.signal);
    controller.abort();
    await expect(dropped).rejects.toThrow(LayoutSuperseded);
  });
});
