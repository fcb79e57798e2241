import { beforeEach, expect, test } from 'vitest';
import { captionMoment, deleteMoment, keepMoment, mostCaption, moveMoment } from './moments';
import { useStore } from './state';

const captions = () => useStore.getState().moments.map(({ caption }) => caption);
const id = (index: number) => useStore.getState().moments[index]!.id;

beforeEach(() => {
  useStore.setState({ moments: [] });
  for (const caption of ['a', 'b', 'c']) keepMoment(`?data=${caption}`, caption);
});

test('moments stand in the order in which they were kept, and can be moved, worded anew and deleted', () => {
  expect(captions()).toEqual(['a', 'b', 'c']);
  moveMoment(id(2), -2);
  expect(captions()).toEqual(['c', 'a', 'b']);
  captionMoment(id(1), '  two\n lines ');
  deleteMoment(id(0));
  expect(captions()).toEqual(['two lines', 'b']);
  expect(useStore.getState().moments[0]!.link).toBe('?data=a');
});

test('none is moved beyond the ends, and unknown ones change nothing', () => {
  const before = useStore.getState().moments;
  moveMoment(id(0), -1);
  moveMoment(id(2), 1);
  moveMoment('none', 1);
  deleteMoment('none');
  captionMoment('none', 'x');
  expect(useStore.getState().moments).toEqual(before);
  expect(new Set(before.map((one) => one.id)).size).toBe(3);
});

test('a caption is as long as stands under a map', () => {
  captionMoment(id(0), 'x'.repeat(1000));
  expect(captions()[0]).toHaveLength(mostCaption);
});
