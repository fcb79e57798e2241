import type { BackendChoice } from '../../methods/shared/common';
import type { BackendInfo, BackendName } from '../protocol';

/** The backend in use, as the engine sees it. */
export interface Backends {
  readonly current: BackendInfo | null;
  /** True between the loss of a device and its replacement. */
  readonly lost: boolean;
  /** Picks a backend and says why; cheap, loads no TensorFlow.js. */
  choose(choice: BackendChoice): Promise<BackendInfo>;
  /** The name of the backend in use, loaded and answering where it needs TensorFlow.js. */
  ready(): Promise<BackendName>;
  /**
   * Resolves to true if the device is lost. The browser may report a loss long after the failure that it caused, so the device is asked.
   */
  lossBehind(): Promise<boolean>;
  onLost(listener: (sentence: string) => void): void;
  /** A new device, or the next backend. */
  replaceLost(): Promise<BackendInfo>;
  destroyDevice(): void;
  memory(): { tensors: number; bytes: number };
}
