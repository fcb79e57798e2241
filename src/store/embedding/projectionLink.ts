import { createProjection, ProjectionStopped, type ProjectionClient } from '../../projection/client';
import type { ProjectionEvent } from '../../projection/protocol';
import { loadPoints, type EmbeddingSubject } from './subject';
import { currentRun } from '../runStore';

/** A projection worker, made when it is needed, and what it has been given. */
export class ProjectionLink {
  private client: ProjectionClient | null = null;
  private duty = 1;
  private readonly keys = new WeakMap<object, number>();
  private issued = 0;
  /** The points that the worker has or is being given: as many as it keeps. */
  private readonly loads = new Map<object, Promise<boolean>>();

  constructor(
    private readonly onEvent: (event: ProjectionEvent) => void,
    private readonly onDeath: (sentence: string) => void,
  ) {}

  get api(): ProjectionClient['api'] {
    return this.open().api;
  }

  /** Tells the worker, where there is one, what has no answer. That it is gone is no failure of that. */
  tell(what: (api: ProjectionClient['api']) => Promise<void>): void {
    if (!this.client) return;
    what(this.client.api).catch((error: unknown) => {
      if (!(error instanceof ProjectionStopped)) throw error;
    });
  }

  /** A number that stands for a thing, the same each time. */
  keyOf(thing: object): number {
    const known = this.keys.get(thing);
    if (known !== undefined) return known;
    this.keys.set(thing, ++this.issued);
    return this.issued;
  }

  /** @param duty the share of the time that it may work. */
  pace(duty: number): void {
    if (this.duty === duty) return;
    this.duty = duty;
    this.tell((api) => api.pace(duty));
  }

  /** Sees to it that the worker has the points; resolves to the key that it knows them by. @param stop they are not wanted any more. */
  async give(subject: EmbeddingSubject, stop: () => boolean): Promise<number> {
    const { dataset, space } = currentRun.getState();
    const { points } = subject;
    const key = this.keyOf(points);
    const known = this.loads.get(points);
    if (known && (await known)) return key;
    if (!dataset || !space) throw new RangeError('There are no points yet.');
    const load = loadPoints(this.open(), key, subject, dataset, space, stop);
    this.loads.set(points, load);
    for (const old of [...this.loads.keys()].slice(0, -2)) this.loads.delete(old);
    try {
      if (!(await load)) this.loads.delete(points);
    } catch (error) {
      this.loads.delete(points);
      throw error;
    }
    return key;
  }

  terminate(): void {
    this.client?.terminate();
    this.client = null;
    this.loads.clear();
  }

  private open(): ProjectionClient {
    if (this.client) return this.client;
    const { backend } = currentRun.getState().config;
    const onDeath = (sentence: string) => {
      this.client = null;
      this.loads.clear();
      this.onDeath(sentence);
    };
    const client = createProjection(
      { onEvent: this.onEvent, onDeath },
      backend === 'webgpu' ? 'any' : backend === 'auto' ? 'hardware' : 'none',
    );
    this.client = client;
    this.tell((api) => api.pace(this.duty));
    return client;
  }
}
