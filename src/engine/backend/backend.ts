/** Chooses among WebGPU, WebGL, WebAssembly and JavaScript, states the reason, and replaces a lost device. */
import { chooseBackend, probe } from './probe';
import type { Probe } from './probe';
import type { Backends } from './backends';
import type { BackendChoice } from '../../methods/shared/common';
import { EngineError } from '../wire/error';
import { readAgain, readNothing } from '../kernels/read';
import type { BackendInfo, BackendName } from '../protocol';

type Loader = typeof import('./load');

/** After so many losses a graphics device is not tried again. */
const patience = 3;

/** One for each worker: TensorFlow.js has one current backend. */
export function createBackends(): Backends {
  let choice: BackendChoice = 'auto';
  let found: Probe | null = null;
  let current: BackendInfo | null = null;
  let loader: Loader | null = null;
  let active: BackendName | null = null;
  let lost = false;
  /** Lost, and still registered with TensorFlow.js. */
  const dead = new Set<BackendName>();
  const losses: Partial<Record<BackendName, number>> = {};
  const listeners: ((sentence: string) => void)[] = [];

  const failed = new Set<BackendName>();
  const look = async (): Promise<Probe> => ({ ...(await probe()), failed });

  /** Notes the loss of the device in use, once. */
  let noteLoss: ((message: string) => void) | null = null;

  function watch(name: BackendName, { whenLost }: Loader): void {
    let noted = false;
    const note = (message: string) => {
      if (noted) return;
      noted = true;
      dead.add(name);
      losses[name] = (losses[name] ?? 0) + 1;
      if (active !== name) return;
      lost = true;
      const sentence = `The graphics device was lost${message ? ` (${message.trim()})` : ''}.`;
      readNothing(sentence);
      for (const listener of listeners) listener(sentence);
    };
    noteLoss = note;
    void whenLost(name).then(note);
  }

  /** Brings up the current backend, or the next that comes up. */
  async function ready(): Promise<BackendName> {
    const load = (loader ??= await import('./load'));
    for (;;) {
      if (!current) throw new EngineError('no-backend', 'No backend was chosen yet.');
      const { name } = current;
      if (active === name && !dead.has(name)) return name;
      for (const gone of dead) load.bury(gone);
      dead.clear();
      if (await load.activate(name)) {
        active = name;
        readAgain();
        watch(name, load);
        return name;
      }
      if (name === 'cpu') throw new EngineError('no-backend', 'TensorFlow.js could not be started, not even in plain JavaScript.');
      failed.add(name);
      found ??= await look();
      current = {
        ...chooseBackend(choice, found),
        reason: `The ${name} backend did not start; ${chooseBackend('auto', found).name} stands in.`,
      };
    }
  }

  return {
    get current() {
      return current;
    },
    get lost() {
      return lost;
    },
    async choose(wanted) {
      choice = wanted;
      found ??= await look();
      current = chooseBackend(choice, found);
      return current;
    },
    ready,
    async lossBehind() {
      if (lost || !loader || (active !== 'webgpu' && active !== 'webgl')) return lost;
      const note = noteLoss;
      if (!(await loader.answers(active))) note?.('it does not answer');
      return lost;
    },
    onLost(listener) {
      listeners.push(listener);
    },
    async replaceLost() {
      const name = active;
      if (!name || !lost) throw new EngineError('no-backend', 'No device was lost.');
      found = await look();
      if ((losses[name] ?? 0) >= patience) failed.add(name);
      current = chooseBackend(choice, found);
      await ready();
      lost = false;
      return current;
    },
    destroyDevice() {
      if (!loader || !active) throw new EngineError('no-backend', 'There is no device to destroy.');
      loader.destroyDevice(active);
    },
    memory: () => loader?.memoryInUse() ?? { tensors: 0, bytes: 0 },
  };
}
