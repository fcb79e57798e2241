import { later } from '../later';
import { useImport } from './openFiles';

const ImagesDialog = later(async () => (await import('./ImagesDialog')).ImagesDialog);
const ImportDialog = later(async () => (await import('./ImportDialog')).ImportDialog);
const SheetDialog = later(async () => (await import('./SheetDialog')).SheetDialog);

let dialogs = 0;
/** Tells one proposal from the next, even for the same file. */
const keys = new WeakMap<object, number>();
const keyOf = (pending: object): number => {
  const key = keys.get(pending) ?? ++dialogs;
  keys.set(pending, key);
  return key;
};

/** Asks what to use of the files that were opened. */
export function Dialogs() {
  const pending = useImport((state) => state.pending);
  if (!pending) return null;
  const key = keyOf(pending);
  if (pending.kind === 'images') return <ImagesDialog key={key} {...pending} />;
  if (pending.kind === 'sheet') return <SheetDialog key={key} {...pending} />;
  return <ImportDialog key={key} file={pending.file} first={pending.summary} />;
}
