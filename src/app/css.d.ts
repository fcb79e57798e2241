import 'react';

declare module 'react' {
  /** Custom properties that our style sheets read. */
  interface CSSProperties {
    '--filled'?: number;
    '--trained'?: number;
    /** Along a slider, 0 … 1. */
    '--at'?: number;
    /** Of a table. */
    '--columns'?: number;
    /** How much of a colour, 0 … 1. */
    '--share'?: number;
  }
}
