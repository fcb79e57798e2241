import { later } from '../later';
import { useAsked } from './asked';

const PictureDialog = later(async () => (await import('./dialogs/PictureDialog')).PictureDialog);
const TableDialog = later(async () => (await import('./dialogs/TableDialog')).TableDialog);
const FilmDialog = later(async () => (await import('./dialogs/FilmDialog')).FilmDialog);

/** What the menu of exports asks for more than its name: a view, a format, a size. */
export function ExportDialogs() {
  const asked = useAsked((state) => state.asked);
  if (asked === 'picture') return <PictureDialog />;
  if (asked === 'table') return <TableDialog />;
  return asked === 'film' ? <FilmDialog /> : null;
}
