import { expect, test, vi } from 'vitest';
import { guardedProxy, guardWorker } from './workerProxy';

interface Api {
  add(a: number, b: number): Promise<number>;
}

/** A worker on the same thread that never ends by itself, and its guard. */
function guarded() {
  const terminate = vi.fn<() => void>();
  const worker = Object.assign(new EventTarget(), { postMessage: () => {}, terminate }) as unknown as Worker;
  const onEnd = vi.fn<(error: Error, died: boolean) => void>();
  const guard = guardWorker(worker, { died: (cause) => new Error(`died: ${cause}`), onEnd });
  const fail = (message: string) => worker.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  return { guard, onEnd, fail, terminate, worker };
}
const never = () => new Promise<never>(() => {});

test('a call settles as the worker settles it', async () => {
  const { guard } = guarded();
  const remote = {
    add: (a: number, b: number) => (a < 0 ? Promise.reject(new Error('negative')) : Promise.resolve(a + b)),
  };
  const api = guardedProxy<Api>(guard, remote, (error) => new Error(`revived ${(error as Error).message}`));
  expect(await api.add(1, 2)).toBe(3);
  await expect(api.add(-1, 2)).rejects.toThrow('revived negative');
  guard.end(new Error('stopped'));
});

test('a death rejects pending and later calls, and is told once', async () => {
  const { guard, onEnd, fail, terminate, worker } = guarded();
  const pending = [guard.call(never), guard.call(never)];
  fail('out of memory');
  fail('again');
  worker.dispatchEvent(new Event('messageerror'));
  for (const call of [...pending, guard.call(never)]) await expect(call).rejects.toThrow('died: out of memory');
  expect(onEnd.mock.calls).toEqual([[guard.ended, true]]);
  expect(terminate).toHaveBeenCalledTimes(1);
});

test('a worker that the page ends rejects its calls with the reason given, and has not died', async () => {
  const { guard, onEnd, fail } = guarded();
  const pending = guard.call(never);
  guard.end(new Error('stopped'));
  fail('too late');
  const send = vi.fn<() => Promise<never>>(never);
  for (const call of [pending, guard.call(send)]) await expect(call).rejects.toThrow('stopped');
  expect(send).not.toHaveBeenCalled();
  expect(onEnd.mock.calls).toEqual([[guard.ended, false]]);
});
