import { expect, test } from 'vitest';
import { changeInFrame, perFrame, soon } from './frames';

test('what follows from an event is done once, after it, in the order it was first asked for', async () => {
  const done: string[] = [];
  const first = () => done.push('first');
  const second = () => done.push('second');
  soon(first);
  soon(second);
  soon(first);
  expect(done).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done).toEqual(['first', 'second']);
  soon(first);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done).toEqual(['first', 'second', 'first']);
});

test('a frame changes the state before anything is drawn, and draws once', async () => {
  const done: string[] = [];
  const drawing = perFrame(() => done.push('drawn'));
  drawing.request();
  drawing.request();
  changeInFrame(() => done.push('changed'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(done).toEqual(['changed', 'drawn']);
});

test('drawings that take long have tasks of their own, one after the other', async () => {
  const done: string[] = [];
  const long = (name: string) => () => {
    const end = performance.now() + 30;
    while (performance.now() < end);
    done.push(name);
    queueMicrotask(() => done.push('task over')); // runs before any other task
  };
  const drawing = perFrame(long('first part'), long('second part'));
  const given = perFrame(() => {
    long('another')();
    unwanted.cancel();
  });
  const unwanted = perFrame(long('unwanted'));
  for (const one of [drawing, given, unwanted]) one.request();
  changeInFrame(() => done.push('changed'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(done).toEqual(['changed', 'first part', 'task over', 'second part', 'task over', 'another', 'task over']);
});
