import { expect, test } from 'vitest';
import { StoreError, storeError } from './errors';

test.each([
  [new DOMException('Encountered full disk', 'QuotaExceededError'), 'store-full', 'This browser gives no more room.'],
  [new DOMException('IO error: 000020.ldb: FILE_ERROR_NO_SPACE', 'AbortError'), 'store-broken', 'The disk is full'],
  [new DOMException('The requested version (1) is less than the existing version (9).', 'VersionError'), 'store-newer', 'newer Basins'],
  [new DOMException('The operation is insecure.', 'SecurityError'), 'store-forbidden', 'This window keeps nothing.'],
  [
    new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError'),
    'store-forbidden',
    'This window keeps nothing.',
  ],
  [new DOMException('Internal error opening backing store.', 'UnknownError'), 'store-broken', 'Internal error opening backing store.'],
  ['something', 'store-broken', 'something'],
])('%s is told by a sentence', (error, code, sentence) => {
  expect(storeError(error)).toMatchObject({ code, message: expect.stringContaining(sentence) });
});

test('an error of the store stays what it is', () => {
  const error = new StoreError('store-taken', 'Elsewhere.');
  expect(storeError(error)).toBe(error);
});
