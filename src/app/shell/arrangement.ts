import { create } from 'zustand';
import { storage } from '../storage';

/** What of the page is open: the two columns, and the groups in them. The choice is remembered. */

export type Column = 'settings' | 'readings';

interface Remembered {
  readonly settings: boolean;
  readonly readings: boolean;
  /** Ids of the groups that are open. */
  readonly groups: readonly string[];
  /** Of the three things to try: those that were done; null where the list was hidden. */
  readonly tried: readonly string[] | null;
}

const key = 'basins.arrangement';
const usual: Remembered = { settings: true, readings: false, groups: ['metrics', 'curves'], tried: [] };

function remembered(): Remembered {
  try {
    const found: unknown = JSON.parse(storage()?.getItem(key) ?? '{}');
    const { settings, readings, groups, tried } = { ...usual, ...(found as Partial<Remembered>) };
    const texts = (list: unknown) => (Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []);
    return { settings: settings === true, readings: readings === true, groups: texts(groups), tried: tried === null ? null : texts(tried) };
  } catch {
    // Whatever stands there, the page opens.
    return usual;
  }
}

interface Arrangement extends Remembered {
  /** A column was opened or put away since the page is there: from now on they come into sight by moving. */
  moved: boolean;
  toggleColumn: (column: Column, open: boolean) => void;
  toggleGroup: (id: string, open: boolean) => void;
  /** One of the three things was done. */
  triedOne: (what: string) => void;
  hideTries: () => void;
}

/** From so many pixels of the window both columns may be open; between the two, one at a time; below, they stand under the map. */
const both = matchMedia('(min-width: 1280px)');

export const useArrangement = create<Arrangement>()((set, get) => {
  const keep = (patch: Partial<Remembered>) => {
    set(patch);
    const { settings, readings, groups, tried } = get();
    storage()?.setItem(key, JSON.stringify({ settings, readings, groups, tried }));
  };
  // A window that became narrower has room for one of them: the readings are what is looked at while a model trains.
  // Where it is wide again both come back.
  let gaveWay = false;
  const giveWay = () => {
    const { settings, readings } = get();
    if (both.matches && gaveWay) set({ settings: true });
    gaveWay = !both.matches && settings && readings;
    if (gaveWay) set({ settings: false });
  };
  both.addEventListener('change', giveWay);
  queueMicrotask(giveWay);
  return {
    ...remembered(),
    moved: false,
    toggleColumn: (column, open) => {
      const other = column === 'settings' ? 'readings' : 'settings';
      set({ moved: true });
      keep({ [column]: open, ...(open && !both.matches && { [other]: false }) });
    },
    toggleGroup: (id, open) => {
      const groups = get().groups.filter((one) => one !== id);
      keep({ groups: open ? [...groups, id] : groups });
    },
    triedOne: (what) => {
      const { tried } = get();
      if (tried && !tried.includes(what)) keep({ tried: [...tried, what] });
    },
    hideTries: () => keep({ tried: null }),
  };
});
