import 'react';

declare module 'react' {
  /** Custom properties that our style sheets read. */
  interface CSSProperties {
    '--filled'?: number;
  }
}
