/** Which data set of the papers the page shows, and which of their columns stand in the table of numbers. */
import { create } from 'zustand';
import { inSlices } from '../../../core/work/inSlices';
import type { Dataset } from '../../../data/dataset';
import type { PaperSet, Printed, Recognition } from '../../../data/papers';
import { settingsOf, type Config } from '../../../methods/config';
import { currentRun } from '../../../store/runStore';

type Papers = typeof import('../../../data/papers');

interface PrintedState {
  /** Null until a table of numbers is shown. */
  readonly papers: Papers | null;
  readonly recognised: { readonly dataset: Dataset; readonly as: Recognition } | null;
  /** Of data that look like a set: by their id the set that they were said to be. */
  readonly taken: ReadonlyMap<string, PaperSet>;
  /** The columns that were chosen, by set; else those of the shown method’s own paper. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

export const usePrinted = create<PrintedState>()(() => ({ papers: null, recognised: null, taken: new Map(), columns: new Map() }));

/** Loads the papers, and finds out which of their data sets this is. */
export async function recognisePrinted(dataset: Dataset): Promise<void> {
  const papers = await import('../../../data/papers');
  if (usePrinted.getState().recognised?.dataset === dataset) return;
  const as = await inSlices(papers.recognise(dataset));
  // Of two data sets the later one is asked for last, but may be known first.
  if (currentRun.getState().dataset === dataset) usePrinted.setState({ papers, recognised: { dataset, as } });
}

/** @param set null: none that is known. */
export const takeFor = (dataset: Dataset, set: PaperSet | null): void =>
  usePrinted.setState(({ taken }) => {
    const others = [...taken].filter(([id]) => id !== dataset.id);
    return { taken: new Map(set ? [...others, [dataset.id, set]] : others) };
  });

export const chooseColumns = (set: PaperSet, keys: readonly string[]): void =>
  usePrinted.setState(({ columns }) => ({ columns: new Map(columns).set(set.id, keys) }));

export interface PrintedBeside {
  readonly set: PaperSet;
  /** All that the papers print of it and of its family. */
  readonly all: readonly Printed[];
  readonly chosen: readonly Printed[];
}

/** The printed columns of these data, or of their kind, beside a run of these settings; null where they are no known set of the papers. */
export function printedBeside(
  { papers, recognised, taken, columns }: PrintedState,
  dataset: Dataset | null,
  config: Config,
): PrintedBeside | null {
  if (!papers || !dataset || recognised?.dataset !== dataset) return null;
  const { as } = recognised;
  const said = taken.get(dataset.id);
  const set = as.kind === 'is' || as.kind === 'drawn' ? as.set : as.kind === 'looks' ? as.sets.find((one) => one === said) : undefined;
  if (!set) return null;
  const all = papers.printedOf(set);
  // Beside points of another draw only what is shown is of interest.
  if (as.kind === 'drawn' && !all.some(({ of }) => of === config.method)) return null;
  const { network } = settingsOf(config);
  const keys = columns.get(set.id);
  const chosen = keys
    ? all.filter(({ key }) => keys.includes(key))
    : papers.firstColumns(all, set, config.method, typeof network === 'string' ? network : null);
  return { set, all, chosen };
}
