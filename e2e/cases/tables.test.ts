import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataError } from '../../src/data/dataset';
import { readCsv } from '../../src/data/formats/csv';
import { build } from '../../src/data/table/build';
import { defaultChoice } from '../../src/data/table/choice';
import { summarise } from '../../src/data/table/summary';
import { CASES } from './cases';
import { differences, type Opened } from './compare';

/**
 * The tables among the cases, by the functions that the page's worker calls: within milliseconds, and with the line where it goes wrong.
 */

async function open(file: string): Promise<Opened> {
  try {
    const table = await readCsv(new Blob([readFileSync(join(import.meta.dirname, 'files', file))]), file);
    return build(table, defaultChoice(summarise(table)));
  } catch (error) {
    if (error instanceof DataError) return { refused: error.message };
    throw error;
  }
}

const tables = CASES.filter(({ file }) => !/\.(zip|gif)$/.test(file));
for (const { kind, file, expected } of tables)
  test(`${kind}: ${file}`, async () => expect(differences(await open(file), expected)).toEqual([]));
