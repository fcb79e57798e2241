/** What tests of the engine without its worker share: an engine on the processor, and all that it tells. */
import type { Backends } from './backends';
import { Engine } from './engine';
import type { BackendInfo, EngineEvent, Snapshot } from './protocol';

const info: BackendInfo = { name: 'cpu', reason: 'Asked for.', hardware: false, adapter: '', forced: true };

/** The CPU path of no method asks for TensorFlow.js. */
const cpu: Backends = {
  current: info,
  lost: false,
  lossBehind: async () => false,
  choose: async () => info,
  ready: () => Promise.reject(new Error('The CPU path loads no TensorFlow.js.')),
  onLost: () => {},
  replaceLost: async () => info,
  destroyDevice: () => {},
  memory: () => ({ tensors: 0, bytes: 0 }),
};

export interface Desk {
  readonly engine: Engine;
  /** In the order they came. */
  readonly events: EngineEvent[];
  snapshots(): Snapshot[];
  /** Resolves when such an event comes. */
  toldOf(what: (event: EngineEvent) => boolean): Promise<void>;
  /** Resolves when what the engine has told is here. */
  settle(): Promise<void>;
  close(): void;
}

export async function desk(): Promise<Desk> {
  const engine = new Engine(cpu);
  const events: EngineEvent[] = [];
  const listeners: ((event: EngineEvent) => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  const arrived: (() => void)[] = [];
  port1.onmessage = ({ data }: MessageEvent<EngineEvent | string>) => {
    if (typeof data === 'string') {
      arrived.shift()?.();
      return;
    }
    events.push(data);
    for (const listen of listeners) listen(data);
  };
  await engine.start('cpu', port2, null);
  return {
    engine,
    events,
    snapshots: () => events.flatMap((event) => (event.type === 'snapshot' ? [event.snapshot] : [])),
    toldOf: (what) => new Promise((resolve) => listeners.push((event) => what(event) && resolve())),
    // What is posted after all that has been told comes after it.
    settle: () =>
      new Promise((resolve) => {
        arrived.push(resolve);
        port2.postMessage('all told');
      }),
    close: () => port1.close(),
  };
}
