/** What can be wrong with the store or a file of a project. The message is one clear sentence: what, where, what to do. */
export class StoreError extends Error {
  override name = 'StoreError';
  constructor(
    readonly code: 'store-forbidden' | 'store-newer' | 'store-broken' | 'store-full' | 'store-taken' | 'bad-project',
    sentence: string,
  ) {
    super(sentence);
  }
}

/** The StoreError of what a database has thrown. */
export function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  if (name === 'QuotaExceededError' || /quota/i.test(message)) return new StoreError('store-full', 'This browser gives no more room.');
  // Chromium closes a store whose disk has no room.
  if (/no[ _]space|disk (is )?full/i.test(message))
    return new StoreError(
      'store-broken',
      'The disk is full, and nothing more can be kept: save the project as a file elsewhere, make room, and reload the page.',
    );
  if (name === 'VersionError')
    return new StoreError(
      'store-newer',
      'The projects of this browser were written by a newer Basins: reload the page to get the newest. They are left as they are, and this window keeps nothing.',
    );
  if (name === 'SecurityError' || name === 'NotAllowedError' || (name === 'InvalidStateError' && /mutation|private/i.test(message)))
    return new StoreError('store-forbidden', 'This window keeps nothing. Save the project before you close it.');
  return new StoreError(
    'store-broken',
    `The projects of this browser cannot be read or written (${message || name || 'no reason was given'}). Save the project before you close this window.`,
  );
}
