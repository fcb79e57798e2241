import { useEffect, useState } from 'react';
import { openDropped, openFiles } from '../panels/openFiles';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole page takes files; while one hovers, the page says so. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child counts as entering, leaving the parent as leaving: only the difference says where the pointer is.
    let depth = 0;
    const listening = new AbortController();
    const on = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', handle: (event: DragEvent) => void) =>
      window.addEventListener(type, (event) => carriesFiles(event) && handle(event), { signal: listening.signal });
    on('dragenter', (event) => {
      event.preventDefault();
      depth++;
      setOver(true);
    });
    // Without this the browser would navigate to the file.
    on('dragover', (event) => event.preventDefault());
    on('dragleave', () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    });
    on('drop', (event) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      // The dropped entries can be read during this event only.
      const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
      if (entries.some(({ isDirectory }) => isDirectory)) openDropped(entries);
      else openFiles([...(event.dataTransfer?.files ?? [])]);
    });
    return () => listening.abort();
  }, []);
  return over ? (
    <div className="drop-target">
      <p>
        Drop a table here (CSV or TSV, plain or gzipped)
        <br />
        or pictures: a folder, several files, a zip, or a sheet of tiles
        <br />
        or a project (.basins)
      </p>
    </div>
  ) : null;
}
