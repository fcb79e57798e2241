import { create } from 'zustand';
import type { Config } from '../methods/config';
import type { Dataset } from '../data/dataset';
import { session } from '../store/session';
import { currentRun } from '../store/runStore';
import { formatSeconds } from '../views/format';
import { components, costlyTraining, type Change, type Costly } from './costChoices';
import { inSlices } from '../core/work/inSlices';

/** Asks, or tells, before a training that is likely to take minutes. */

/** The training that waits for a person's choice; null where none does. */
export const useCostly = create<{ asked: Costly | null }>()(() => ({ asked: null }));

/** Asks a person where the training is likely to be long; else begins it. */
export async function trainOrAsk(): Promise<void> {
  const asked = costlyTraining(currentRun.getState());
  if (asked) useCostly.setState({ asked });
  else await session.train();
}

/** Makes the change that was chosen, and begins the training. */
export async function trainWith(change: Change): Promise<void> {
  const { dataset, config } = currentRun.getState();
  const { k, seed } = config;
  if (dataset && (change.kind === 'side' || change.kind === 'pca')) {
    const { principalColumns, smallerPictures } = await import('../store/files/lighter');
    const smaller = await made(
      change.kind === 'side' ? smallerPictures(dataset, change.side) : principalColumns(dataset, components, seed),
    );
    // Another set may have been opened meanwhile: it stays.
    if (currentRun.getState().dataset !== dataset) return;
    await session.load(smaller, { config: { k } });
  }
  if (change.kind === 'dclam') await session.configure({ method: 'dclam', network: change.network, k });
  await session.train();
}

/** Runs the work to its end, and shows meanwhile that it goes on. */
async function made(work: Generator<unknown, Dataset>): Promise<Dataset> {
  currentRun.setState({ loading: { what: 'Making the data smaller', fraction: null, cancel: null } });
  try {
    return await inSlices(work);
  } finally {
    currentRun.setState({ loading: null });
  }
}

/**
 * Scripts are not asked: they are told what they began, and what would take less.
 * @param epochs that are trained; left out, those of the config.
 */
export function noteCost(epochs?: number): void {
  const state = currentRun.getState();
  const costly = costlyTraining(epochs === undefined ? state : { ...state, config: { ...state.config, epochs } as Config });
  if (!costly) return;
  const less = costly.choices.slice(0, -1).map(({ label, seconds }) => `${label}: about ${formatSeconds(seconds)}`);
  session.say('info', `${costly.sentence} Instead: ${less.join('; ')}.`, 'cost');
}
