import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The oracle files of e2e/golden (or GOLDEN_DIR), by name: am, basins, metrics, classical, scaling. */
    golden: Record<string, any>;
  }
}
