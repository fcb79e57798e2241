import type { Table } from '../table/table';

/** A way of reading text in pieces. */
export interface Reading {
  /** Rows of the file consumed so far, blank ones included. */
  readonly rowsRead: number;
  /** Rows of data so far. */
  readonly rows: number;
  /** Consumes whole rows of `text`, or all of it when no more follows; returns how many characters that was. */
  take(text: string, more: boolean): number;
  finish(bytes: number): Table;
}
