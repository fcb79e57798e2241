import { afterEach, expect, inject, test, vi } from 'vitest';
import { DataClient } from './client';
import { DataError } from './dataset';
import type { ReadProgress } from './formats/bytes';
import { defaultChoice } from './table/choice';

const clients: DataClient[] = [];
const client = (spawn?: () => Worker): DataClient => {
  const made = new DataClient(spawn);
  clients.push(made);
  return made;
};
afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

const csv = (text: string, name = 'a.csv'): File => new File([text], name);
const small = csv('a,b,class\n1,2,x\n3,4,y\n5,6,x\n');

/** Some `megabytes` of nine numbers and a class a row. */
function large(megabytes: number): { file: File; rows: number } {
  const block = Array.from(
    { length: 10_000 },
    (_, i) =>
      `${Array.from({ length: 9 }, (_, j) => ((i * 31 + j * 17) % 9973) / 97)
        .map((value) => value.toFixed(6))
        .join(',')},c${i % 5}\n`,
  ).join('');
  const blocks = Math.ceil((megabytes * 1e6) / block.length);
  return {
    file: new File(['a,b,c,d,e,f,g,h,i,class\n', ...Array.from({ length: blocks }, () => block)], 'large.csv'),
    rows: blocks * 10_000,
  };
}

test('a large file is read and built, with progress that a page hears meanwhile', async () => {
  const { file, rows } = large(inject('full') ? 60 : 30);
  const seen: ReadProgress[] = [];
  const data = client();
  const summary = await data.inspect(file, { onProgress: (progress) => seen.push(progress) });
  const set = await data.build(defaultChoice(summary));

  expect(summary).toMatchObject({ name: 'large.csv', rows, proposedLabel: 'class', bytes: file.size });
  expect(set).toMatchObject({ n: rows, d: 9, k: 5, id: 'file:large.csv' });
  expect(set.values.length).toBe(rows * 9);
  expect([set.values[0], set.values[9 * (rows - 1)]]).toEqual([0, Math.fround(Number((((9999 * 31) % 9973) / 97).toFixed(6)))]);
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.every(({ bytes, total }, i) => total === file.size && (i === 0 || bytes >= seen[i - 1].bytes))).toBe(true);
  // Told on the way, not all at the end.
  expect(seen[0].bytes).toBeLessThan(file.size / 2);
  expect(seen[0].rows).toBeLessThan(rows / 2);
});

test('a cancelled call is rejected at once, and the next one works', async () => {
  const data = client();
  const abort = new AbortController();
  const reading = data.inspect(large(12).file, { signal: abort.signal, onProgress: () => abort.abort() });
  await expect(reading).rejects.toMatchObject({ name: 'DataError', code: 'cancelled', message: 'Reading “large.csv” was cancelled.' });
  expect((await data.inspect(small)).rows).toBe(3);

  const early = AbortSignal.abort();
  await expect(data.inspect(small, { signal: early })).rejects.toMatchObject({ code: 'cancelled' });
});

test('calls made together are taken one after another; cancelling one leaves the others', async () => {
  const data = client();
  const abort = new AbortController();
  const first = data.inspect(large(20).file, { signal: abort.signal });
  const second = data.inspect(small);
  const third = data.load('moons', { n: 50 });
  setTimeout(() => abort.abort(), 100);
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  expect((await second).rows).toBe(3);
  expect((await third).n).toBe(50);
});

test('errors cross as DataErrors with their code', async () => {
  const data = client();
  const refused = data.inspect(csv('a,b\n1,2\n3\n'));
  await expect(refused).rejects.toBeInstanceOf(DataError);
  await expect(refused).rejects.toMatchObject({
    code: 'ragged-row',
    message: expect.stringContaining('row 3 has 1 field where row 1 has 2'),
  });
  await expect(data.inspect(csv('x', 'a.docx'))).rejects.toMatchObject({ code: 'unknown-format' });
  await expect(data.load('nothing')).rejects.toMatchObject({ code: 'unknown-set' });
  await expect(data.load('moons', { n: 1 })).rejects.toMatchObject({ code: 'out-of-range' });
  const summary = await data.inspect(small);
  await expect(data.build({ ...defaultChoice(summary), use: ['class'] })).rejects.toMatchObject({ code: 'not-numeric' });
});

test('a gzip file, and the header overruled', async () => {
  const data = client();
  const packed = await new Response(small.stream().pipeThrough(new CompressionStream('gzip'))).blob();
  const summary = await data.inspect(packed, { name: 'b.csv.gz' });
  expect(summary).toMatchObject({ name: 'b.csv.gz', rows: 3, hasHeader: true, proposedLabel: 'class' });
  expect(await data.build(defaultChoice(summary))).toMatchObject({ name: 'b', n: 3, d: 2, k: 2, labelNames: ['x', 'y'] });
  const headless = await data.build({ label: 'x3', use: ['x1'], oneHot: [], missing: 'drop', header: false });
  expect(headless).toMatchObject({ n: 3, labelNames: ['x', 'y'] });
  const units = await data.inspect(csv('a,b\ncm,kg\n1,2\n3,4\n5,6\n'));
  expect(units).toMatchObject({ rows: 3, underHeader: 1 });
  for (const [header, n] of [
    ['alone', 4],
    [true, 3],
    [false, 5],
  ] as const)
    expect(await data.build({ ...defaultChoice(units), use: n === 5 ? ['x1'] : ['a'], header })).toMatchObject({ n });
});

test('named sets come from the worker, wherever the page lies', async () => {
  const data = client();
  expect(await data.load('digits')).toMatchObject({ n: 1797, d: 64, k: 10 });
  const set = await data.load('synthetic/two-elongated', { n: 1000, seed: 5 });
  expect(set.values.length).toBe(2000);
});

test('a worker that dies rejects the call, and the next call gets a new one that still knows the file', async () => {
  const workers: Worker[] = [];
  const data = client(() => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    workers.push(worker);
    return worker;
  });
  const summary = await data.inspect(small);
  const reading = data.inspect(large(20).file);
  await vi.waitFor(() => expect(workers.length).toBe(1));
  setTimeout(() => workers[0].dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true })), 50);
  await expect(reading).rejects.toMatchObject({ code: 'worker-died', message: expect.stringContaining('out of memory') });
  expect(await data.build(defaultChoice(summary))).toMatchObject({ n: 3 });
  expect(workers.length).toBe(2);
});

test('a worker that cannot even start rejects the call', async () => {
  const broken = URL.createObjectURL(new Blob(['throw new Error("no way")'], { type: 'text/javascript' }));
  let spawned = 0;
  const data = client(() =>
    spawned++ === 0 ? new Worker(broken) : new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  );
  await expect(data.inspect(small)).rejects.toMatchObject({ code: 'worker-died', message: expect.stringContaining('no way') });
  expect((await data.inspect(small)).rows).toBe(3);
});
