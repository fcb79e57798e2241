export const browserArguments: string[];
export function findBrowser(): { path: string; why: string } | null;
export function ensureBrowser(): { path: string; why: string };
