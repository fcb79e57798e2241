import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { guardWorker, type WorkerGuard } from '../core/work/workerProxy';
import { pageBase, type LoadOptions } from './catalogue';
import { DataError, type Dataset, cancelled } from './dataset';
import type { HeaderChoice, ReadProgress } from './formats/bytes';
import type { ImageChoice, SheetChoice } from './images/choice';
import type { ImagesPreview, ImagesSummary } from './images/collection';
import type { ImageFile } from './images/paths';
import type { SheetSummary } from './images/sheet';
import type { DataWorker, FileRequest, ImagesRequest, Reply, Report, SheetRequest } from './worker';
import type { TableSummary } from './table/types';
import type { TableChoice } from './table/types';

export interface CallOptions {
  /** Aborting rejects the call with DataError "cancelled", at once, whatever the worker is doing. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface InspectOptions extends CallOptions {
  readonly header?: HeaderChoice;
  /** For a Blob that is not a File. */
  readonly name?: string;
}

/** Files posted at a time: some 10 milliseconds of the page's time on a busy machine. */
const BATCH = 25;

const spawnWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'data' });

/** A worker, its guard and its proxy. */
interface Running {
  readonly guard: WorkerGuard;
  readonly remote: Remote<DataWorker>;
}

/**
 * The page's side of reading data. Files are parsed and sets are made in a worker, so that the page never waits. Calls are
 * taken one after another. Every call rejects with a DataError when its input cannot be used, when it is cancelled, or when the
 * worker dies; the next call then starts a new worker.
 */
export class DataClient {
  private running: Running | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private inspected: FileRequest | null = null;
  private images: (ImagesRequest & { readonly files: readonly ImageFile[] }) | null = null;
  /** The worker that has pictures, and which. */
  private gathered: { readonly remote: Remote<DataWorker>; readonly key: number } | null = null;
  private sheet: SheetRequest | null = null;
  private keys = 0;

  constructor(private readonly spawn: () => Worker = spawnWorker) {}

  /** Reads a file and says what is in it. The table stays in the worker for `build`; it takes the place of an earlier one. */
  async inspect(file: Blob, options: InspectOptions = {}): Promise<TableSummary> {
    const name = options.name ?? (file instanceof File ? file.name : 'data.csv');
    const request: FileRequest = { key: ++this.keys, file, name, header: options.header };
    const summary = await this.call(name, options.signal, (remote) => this.other(remote).inspect(request, reporter(options)));
    this.inspected = request;
    return summary;
  }

  /**
   * The chosen columns of the file inspected last. Its table is read again only if the worker had to be replaced, or if the
   * choice overrules the header. Throws RangeError when no file has been inspected.
   */
  async build(choice: TableChoice, options: CallOptions = {}): Promise<Dataset> {
    const { inspected } = this;
    if (!inspected) throw new RangeError('A file must be inspected before a data set can be built of it.');
    const request = { ...inspected, header: choice.header ?? inspected.header };
    return this.call(inspected.name, options.signal, (remote) => this.other(remote).build(request, choice, reporter(options)));
  }

  /** The one table in a zip, as a file of its own; null where the zip is to be read as pictures. */
  tableIn(file: File, options: CallOptions = {}): Promise<File | null> {
    return this.call(file.name, options.signal, (remote) => remote.tableIn({ file, name: file.name }, reporter(options)));
  }

  /** Finds the pictures among files, or in a zip, and says what they are. @param name for people, of the folder or of all together. */
  async inspectImages(files: readonly ImageFile[], name: string, options: CallOptions = {}): Promise<ImagesSummary> {
    const request = { key: ++this.keys, name, files };
    const summary = await this.withImages(request, options, (remote) =>
      remote.inspectImages({ key: request.key, name }, reporter(options)),
    );
    this.images = request;
    return summary;
  }

  /** Up to `most` of the pictures inspected last, as they would be. Throws RangeError when none have been inspected. */
  previewImages(choice: ImageChoice, most: number, options: CallOptions = {}): Promise<ImagesPreview> {
    const { key, name } = this.lastImages();
    return this.withImages(this.lastImages(), options, (remote) => remote.previewImages({ key, name }, choice, most));
  }

  /** The pictures inspected last, decoded and resized. Throws RangeError when none have been inspected. */
  buildImages(choice: ImageChoice, options: CallOptions = {}): Promise<Dataset> {
    const { key, name } = this.lastImages();
    return this.withImages(this.lastImages(), options, (remote) => remote.buildImages({ key, name }, choice, reporter(options)));
  }

  /** Decodes one picture that is to be cut into tiles, and guesses their size. */
  async inspectSheet(file: File, options: CallOptions = {}): Promise<SheetSummary> {
    const request: SheetRequest = { key: ++this.keys, file, name: file.name };
    const summary = await this.call(file.name, options.signal, (remote) => this.other(remote).inspectSheet(request));
    this.sheet = request;
    return summary;
  }

  /** The tiles of the sheet inspected last. Throws RangeError when none has been inspected. */
  async buildSheet(choice: SheetChoice, options: CallOptions = {}): Promise<Dataset> {
    const { sheet } = this;
    if (!sheet) throw new RangeError('A sheet must be inspected before it can be cut into tiles.');
    return this.call(sheet.name, options.signal, (remote) => this.other(remote).buildSheet(sheet, choice, reporter(options)));
  }

  /** The worker lets go of pictures when something else is opened. */
  private other(remote: Remote<DataWorker>): Remote<DataWorker> {
    this.gathered = null;
    return remote;
  }

  private lastImages(): ImagesRequest & { readonly files: readonly ImageFile[] } {
    if (!this.images) throw new RangeError('Pictures must be inspected before a data set can be built of them.');
    return this.images;
  }

  /** Files go to a worker once, some at a time; to a new one again. */
  private withImages<T>(
    { key, name, files }: ImagesRequest & { readonly files: readonly ImageFile[] },
    { signal }: CallOptions,
    work: (remote: Remote<DataWorker>) => Promise<Reply<T>>,
  ): Promise<T> {
    return this.call(name, signal, async (remote) => {
      if (this.gathered?.remote !== remote || this.gathered.key !== key) {
        this.gathered = null;
        for (let at = 0; at < files.length; at += BATCH) await remote.gather(key, files.slice(at, at + BATCH));
        this.gathered = { remote, key };
      }
      return work(remote);
    });
  }

  /** A set of the catalogue, made or fetched in the worker. */
  load(id: string, options: LoadOptions & { readonly signal?: AbortSignal } = {}): Promise<Dataset> {
    const { signal, ...rest } = options;
    return this.call(id, signal, (remote) => remote.load(id, { base: pageBase(), ...rest }));
  }

  /** Ends the worker; a call in progress is rejected as cancelled. */
  dispose(): void {
    this.running?.guard.end(new DataError('cancelled', 'Reading was cancelled.'));
  }

  private call<T>(name: string, signal: AbortSignal | undefined, work: (remote: Remote<DataWorker>) => Promise<Reply<T>>): Promise<T> {
    const result = this.queue.then(() => this.perform(name, signal, work));
    // The queue goes on whether or not the call succeeds; its caller has `result` to learn from.
    this.queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  private perform<T>(name: string, signal: AbortSignal | undefined, work: (remote: Remote<DataWorker>) => Promise<Reply<T>>): Promise<T> {
    if (signal?.aborted) return Promise.reject(cancelled(name));
    const { guard, remote } = (this.running ??= this.start());
    const abort = (): void => guard.end(cancelled(name));
    signal?.addEventListener('abort', abort);
    return guard
      .call(() => work(remote))
      .then((reply) => {
        if ('error' in reply) throw new DataError(reply.error.code, reply.error.sentence);
        return reply.value;
      })
      .finally(() => signal?.removeEventListener('abort', abort));
  }

  private start(): Running {
    const worker = this.spawn();
    const remote = wrap<DataWorker>(worker);
    const guard = guardWorker(worker, {
      died: (cause) =>
        new DataError('worker-died', `Reading stopped unexpectedly (${cause}): try again, with a smaller file if this one is large.`),
      onEnd: () => {
        this.running = null;
        remote[releaseProxy]();
      },
    });
    return { guard, remote };
  }
}

function reporter({ onProgress }: CallOptions): Report | null {
  return onProgress ? proxy(onProgress) : null;
}
