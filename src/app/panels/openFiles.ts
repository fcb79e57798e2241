import { create } from 'zustand';
import type { TableSummary } from '../../data/table/summary';
import { session } from '../../store/session';
import { inspectFile } from '../../store/source';
import { useStore } from '../../store/state';
import { act } from '../act';

/** A file that was read and waits for a person to say what to use of it; null when there is none. */
export const useImport = create<{ pending: { file: File; summary: TableSummary } | null }>()(() => ({ pending: null }));

/** Reads the file that was chosen or dropped, and asks what to use of it. What was there stays until that is answered. */
export function openFiles(files: readonly File[]): void {
  const [file, ...others] = files;
  if (!file) return;
  session.clear('files');
  if (others.length > 0) {
    session.say('error', `${files.length} files were given, and one at a time can be opened: choose ${files.map(({ name }) => `“${name}”`).slice(0, 3).join(' or ')}.`, 'files');
    return;
  }
  act(async () => {
    let ended = false;
    const summary = await inspectFile(file, (loading) => {
      // Progress that was on its way when reading was cancelled may still arrive.
      if (!ended) useStore.setState({ loading });
      ended ||= loading === null;
    });
    useImport.setState({ pending: { file, summary } });
  }, 'files');
}
