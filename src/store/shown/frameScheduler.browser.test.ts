import { describe, expect, test } from 'vitest';
import { changeInFrame, perFrame, afterEvent } from './frameScheduler';

test('what follows from an event is done once, after it, in the order it was first asked for', async () => {
  const done: string[] = [];
  const first = () => done.push('first');
  const second = () => done.push('second');
  afterEvent(first);
  afterEvent(second);
  afterEvent(first);
  expect(done).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done).toEqual(['first', 'second']);
  afterEvent(first);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done).toEqual(['first', 'second', 'first']);
});

test('a frame changes the state before anything is drawn, and draws once, what the change asks for with it', async () => {
  const done: string[] = [];
  const drawing = perFrame(() => done.push('drawn'));
  const following = perFrame(() => {
    done.push('drawn too');
    queueMicrotask(() => done.push('task over'));
  });
  drawing.request();
  drawing.request();
  changeInFrame(() => {
    done.push('changed');
    following.request();
    return false;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(done).toEqual(['changed', 'drawn', 'drawn too', 'task over']);
});

describe('drawings that take long', () => {
  const done: string[] = [];
  const long = (name: string) => () => {
    const end = performance.now() + 30;
    while (performance.now() < end);
    done.push(name);
    queueMicrotask(() => done.push('task over'));
  };

  /** Two parts of a drawing, and one that cancels the last. */
  async function drawn(anew: boolean): Promise<string[]> {
    done.length = 0;
    const unwanted = perFrame(long('unwanted'));
    const drawings = [perFrame(long('first part'), long('second part')), perFrame(() => unwanted.cancel()), unwanted];
    changeInFrame(() => {
      done.push('changed');
      return anew;
    });
    for (const drawing of drawings) drawing.request();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return done;
  }

  test('are one task, so that no frame shows half of them', async () => {
    expect(await drawn(false)).toEqual(['changed', 'first part', 'second part', 'task over', 'task over']);
  });

  test('have tasks of their own where everything is drawn anew, one after the other', async () => {
    expect(await drawn(true)).toEqual(['changed', 'first part', 'task over', 'second part', 'task over']);
  });
});
