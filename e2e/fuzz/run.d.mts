import type { Browser } from 'playwright';

export interface Row {
  format: string;
  opened: number;
  refused: number;
  failed: { case: number; why: string[] }[];
  /** Seconds. */
  slowest: number;
  mostBytes: number;
}

export function fuzz(
  browser: Browser,
  url: string,
  options: { only?: string[]; cases: number; seed: number; first?: number; timed?: boolean; tell?: (row: Row) => void },
): Promise<Row[]>;
