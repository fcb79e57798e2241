/** The lists that "?" shows: the keys of the whole page, and those of the map while it has the focus. */
export const shortcuts = [
  { keys: 'Space', does: 'Train or pause' },
  { keys: 'S', does: 'Step one epoch' },
  { keys: 'R', does: 'Reset to epoch 0, same seed' },
  { keys: 'N', does: 'New seed' },
  { keys: 'P', does: 'Present: the map alone, in large type; ← → go through kept moments, Esc leaves' },
  { keys: 'Ctrl Z', does: 'Undo; with Shift, redo: settings, moved memories, resets, runs, data sets' },
  { keys: 'C', does: 'Compare with the run before, or with the one that has the focus in the ledger; Esc ends' },
  { keys: '↑ ↓ Enter', does: 'Go through the runs of the ledger, and show one' },
  { keys: 'F2, Delete', does: 'Rename or delete the run that has the focus' },
  { keys: '← →', does: 'Scrub through the epochs, on the timeline' },
  { keys: '?', does: 'This list' },
] as const;
/** @param prototype "memory". @param drops whether drops of water may fall on the map. */
export const mapKeys = (prototype: string, drops: boolean): readonly { keys: string; does: string }[] => [
  { keys: '← ↑ ↓ →', does: `Move the ${prototype}${drops ? ' or the drop' : ''} that has the focus; with Shift, further` },
  { keys: 'Enter', does: `Select the ${prototype} that has the focus` },
  ...(drops ? [{ keys: 'Delete', does: 'Take away the drop that has the focus' }] : []),
  { keys: '+ − 0', does: 'Zoom in, zoom out, show the whole map' },
  { keys: 'Esc', does: drops ? 'Select nothing, and take the drop away' : 'Select nothing' },
];

/** Where letters and spaces are typed or have a meaning of their own. */
const typing = 'input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog[open], [popover]';
/** Elements that the space bar activates. */
const pressable = 'button, a[href], summary, input, [role=tab], [role=button], [role=slider], [role=option]';

/** True if a single key pressed there is a shortcut. */
export function isShortcutPlace(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return true;
  if (document.querySelector('dialog[open]')) return false;
  return !target.closest(typing) && !(key === ' ' && target.closest(pressable));
}

/** True of Ctrl+Z, and with Shift; not where typed text has an undo of its own. */
export function takesBack({ key, ctrlKey, metaKey, altKey, defaultPrevented, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() !== 'z' || !(ctrlKey || metaKey) || altKey || defaultPrevented) return false;
  if (!(target instanceof Element)) return true;
  return !document.querySelector('dialog[open]') && !target.closest('input:not([type=range], [type=checkbox], [type=radio]), textarea');
}
