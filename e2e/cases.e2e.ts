import { join } from 'node:path';
import { expect } from 'playwright/test';
import { CASES } from './cases/cases';
import { differences, type Opened } from './cases/compare';
import { test } from './page';

/** Every file of the cases, opened on one page by what is proposed for it, as a script does. */

test('every file becomes what it is expected to become', async ({ usedPage: page }) => {
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'cases', multiple: true, hidden: true })),
  );
  await page.setInputFiles(
    '#cases',
    CASES.map(({ file }) => join(import.meta.dirname, 'cases/files', file)),
  );
  const opened = await page.evaluate(
    async (images) => {
      const opened: (
        | (Omit<Exclude<Opened, { refused: string }>, 'values' | 'labels'> & { values: number[]; labels: number[] | null })
        | { refused: string }
      )[] = [];
      for (const [i, file] of [...document.querySelector<HTMLInputElement>('#cases')!.files!].entries()) {
        const image = images[i];
        const refused = await window.basins.load(image ? { files: [file], image } : file).then(
          () => null,
          (error: Error) => error.message,
        );
        const { n, d, k, values, features, labels, labelNames, image: picture, notes, itemNames } = window.basins.state().dataset!;
        opened.push(
          refused === null
            ? { n, d, k, values: [...values], features, labels: labels && [...labels], labelNames, image: picture, notes, itemNames }
            : { refused },
        );
      }
      return opened;
    },
    CASES.map(({ image }) => image),
  );
  const wrong = CASES.flatMap(({ kind, file, expected }, i) => {
    const found = opened[i];
    const labels = 'labels' in found ? found.labels : null;
    const whole: Opened =
      'refused' in found ? found : { ...found, values: Float32Array.from(found.values), labels: labels && Uint16Array.from(labels) };
    return differences(whole, expected).map((difference) => `${kind}: ${file}: ${difference}`);
  });
  expect(wrong).toEqual([]);
});
