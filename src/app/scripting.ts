import { ConfigError, type ConfigPatch } from '../engine/protocol';
import { resultFile, type ResultFile } from '../store/result';
import { session, type Source } from '../store/session';
import { useStore } from '../store/state';
import { rememberExport } from './leaving';

/** The same playground without the hands: what scripts find as `window.basins`. */
export interface Basins {
  /** A name of the catalogue, {name, n, noise, seed}, a File, {file, label}, {files, image} of pictures, or {file, sheet} of tiles. Resolves with what was loaded. */
  load(source: Source): Promise<{ name: string; n: number; d: number; k: number; labelled: boolean; notes: readonly string[] }>;
  /** Keys of the config; the rest stays. Rejects, changing nothing, with a sentence that names a bad key. */
  configure(patch: ConfigPatch): Promise<unknown>;
  /** Trains to the end, or `epochs` more. */
  train(options?: { epochs?: number }): Promise<ResultFile | null>;
  step(): Promise<void>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  /** Ends pretraining and forgets what it came to. */
  cancelPretraining(): Promise<void>;
  /** The epoch that is shown, networks and all, as a zip. */
  exportModel(): Promise<Blob>;
  /** Opens such a zip on the loaded data. */
  openModel(file: File): Promise<void>;
  /** What the newest training came to; null before there is one. */
  result(): ResultFile | null;
  /** The state of the page, and what tests need beyond it. */
  readonly state: () => ReturnType<typeof useStore.getState>;
  readonly fail: (how: 'device' | 'worker') => Promise<void>;
  readonly memory: () => Promise<{ tensors: number; bytes: number }>;
  /** Resolves when the first data set is there. */
  readonly ready: Promise<void>;
}

declare global {
  interface Window {
    basins: Basins;
  }
}

/** @param ready settles with the page's own start. */
export function exposeScripting(ready: Promise<void>): void {
  window.basins = {
    async load(source) {
      await ready;
      const { name, n, d, k, labels, notes } = await session.load(source);
      return { name, n, d, k, labelled: labels !== null, notes };
    },
    async configure(patch) {
      await ready;
      await session.configure(patch);
      return useStore.getState().config;
    },
    async train(options = {}) {
      await ready;
      const { epochs } = options;
      if (epochs !== undefined && !(Number.isInteger(epochs) && epochs >= 1)) throw new ConfigError(`“epochs” must be a whole number of at least 1, not ${String(epochs)}.`, 'epochs');
      await session.train(epochs);
      return current();
    },
    step: () => ready.then(() => session.step()),
    pause: () => ready.then(() => session.pause()),
    reset: () => ready.then(() => session.reset()),
    cancelPretraining: () => ready.then(() => session.cancelPretraining()),
    exportModel: () =>
      ready.then(async () => {
        const { result } = useStore.getState();
        const bytes = await session.exportModel();
        rememberExport(result);
        return new Blob([bytes], { type: 'application/zip' });
      }),
    openModel: (file) => ready.then(() => session.openModel(file)),
    result: current,
    state: () => useStore.getState(),
    fail: (how) => session.fail(how),
    memory: () => session.memory(),
    ready,
  };
}

function current(): ResultFile | null {
  return resultFile(useStore.getState());
}
