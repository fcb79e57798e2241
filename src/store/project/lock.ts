/**
 * One tab writes a project at a time. The browser's locks say which one; where it has none, only the owner's name in the project's record
 * does.
 */

export interface Lock {
  /** Lets another tab write. */
  release(): void;
}

export interface LockOptions {
  readonly project: string;
  /** Another tab has taken it. */
  onTaken(): void;
  /** Another tab asks for it: all is to be written now. It is released when this resolves. */
  onAsked(): Promise<void>;
}

const lockName = (project: string) => `basins project ${project}`;
/** Another tab that does not answer for so long is taken to be dead or busy. */
const patienceMs = 3000;

const channel = (): BroadcastChannel | null => ('BroadcastChannel' in globalThis ? new BroadcastChannel('basins projects') : null);

/** @param take true: from the tab that has it. Null where another tab has it. */
export async function lockProject({ project, onTaken, onAsked }: LockOptions, take: boolean): Promise<Lock | null> {
  const { locks } = navigator;
  if (!locks) return { release: () => {} };
  if (!take) return hold({ ifAvailable: true });
  const asking = channel();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of its own origin.
  asking?.postMessage({ asks: project });
  asking?.close();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  const given = await hold({ signal: patience.signal }).catch((error: unknown) => {
    if (patience.signal.aborted) return null;
    throw error;
  });
  clearTimeout(timer);
  return given ?? hold({ steal: true });

  /** Resolves when the lock is held, or is not to be had. */
  function hold(options: HowToLock): Promise<Lock | null> {
    return new Promise((resolve, reject) => {
      let release = () => {};
      let held = false;
      const until = new Promise<void>((free) => (release = free));
      const requests = channel();
      locks
        .request(lockName(project), options, (lock) => {
          if (!lock) {
            resolve(null);
            return;
          }
          held = true;
          requests?.addEventListener('message', ({ data }: MessageEvent<{ asks?: string } | null>) => {
            if (data?.asks === project)
              void onAsked().finally(() => {
                release();
                onTaken();
              });
          });
          resolve({ release });
          return until;
        })
        .catch((error: unknown) => {
          // A lock that was held and is stolen is told here.
          if (held) onTaken();
          else reject(error instanceof Error ? error : new Error(String(error)));
        })
        .finally(() => requests?.close());
    });
  }
}

type HowToLock = { ifAvailable?: boolean; steal?: boolean; signal?: AbortSignal };
