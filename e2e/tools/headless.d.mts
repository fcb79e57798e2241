import type { Page } from 'playwright';

export function main(
  args: string[],
  open?: (backend?: string) => Promise<{ page: Page; close: () => Promise<void> }>,
  say?: (text: string) => void,
): Promise<0 | 1 | 2>;
