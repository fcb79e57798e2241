import { beforeEach, expect, test } from 'vitest';
import type { Shown } from '../state';
import { createMoments, type DisplayCommits } from './displayCommit';
import { currentRun } from '../runStore';
import type { CurvePoint } from '../runs/curvePoint';

const shown = (epoch: number): Shown => ({ epoch, model: { beta: epoch } }) as unknown as Shown;
const curves = (epoch: number) => [{ epoch } as CurvePoint];
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
const state = () => currentRun.getState();

let commits: DisplayCommits;
let detach: () => void;
beforeEach(() => {
  currentRun.setState({ shown: shown(0), curves: [], coming: null });
  commits = createMoments();
  detach = commits.attach();
  return () => detach();
});

test('a new model is shown with its map, and all else of its moment with it', async () => {
  const one = shown(1);
  let told = false;
  void commits.show({ shown: one, curves: curves(1) }).then(() => (told = true));
  await frame();
  expect([state().shown!.epoch, state().curves.length, told]).toEqual([0, 0, false]);
  expect(commits.next().shown).toBe(one);
  expect(state().coming?.shown).toBe(one);
  commits.drawn(one.model);
  await frame();
  expect([state().shown, state().curves[0].epoch, told, state().coming]).toEqual([one, 1, true, null]);
});

test('the map of an older model shows that one; a newer one waits on, and nothing between is lost', async () => {
  const models = [shown(1), shown(2), shown(3)];
  void commits.show({ shown: models[0], restart: 5 });
  void commits.show({ shown: models[1], curves: curves(2) });
  void commits.show({ shown: models[2] });
  commits.drawn(models[1].model);
  await frame();
  expect([state().shown, state().restart, state().curves[0].epoch]).toEqual([models[1], 5, 2]);
  expect(commits.next().shown).toBe(models[2]);
  commits.drawn(models[2].model);
  await frame();
  expect(state().shown).toBe(models[2]);
});

test('what belongs to the model that waits, waits with it', async () => {
  const one = shown(1);
  void commits.show({ shown: one });
  void commits.show({ shown: { ...one, altered: true } });
  await frame();
  expect(state().shown!.epoch).toBe(0);
  commits.drawn(one.model);
  await frame();
  expect(state().shown!.altered).toBe(true);
});

test('no map keeps the rest waiting for long', async () => {
  await commits.show({ shown: shown(1) });
  expect(state().shown!.epoch).toBe(1);
});

test('without a map, and where the model stays, a change comes with the next frame', async () => {
  await commits.show({ curves: curves(4) });
  expect(state().curves[0].epoch).toBe(4);
  detach();
  await commits.show({ shown: shown(7) });
  expect(state().shown!.epoch).toBe(7);
});

test('what the hand has changed meanwhile is not taken back', async () => {
  const one = shown(1);
  void commits.show({ shown: one, cursor: 3 });
  commits.now({ cursor: 9 });
  expect(state().cursor).toBe(9);
  commits.drawn(one.model);
  await frame();
  expect([state().shown, state().cursor]).toEqual([one, 9]);
});

test('what waits for a run that is over is never shown, and nobody waits for it', async () => {
  const one = shown(1);
  const showing = commits.show({ shown: one });
  commits.clear();
  await showing;
  commits.drawn(one.model);
  await frame();
  expect([state().shown!.epoch, state().coming]).toEqual([0, null]);
});
