/** A number for a sentence: 1,234. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 row", "1,234 rows". */
export function quantity(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Numbers within words in the order of numbers (2 before 10), the same in every locale. */
export const naturally = new Intl.Collator('en', { numeric: true });

/** A file's name without folder and ending: "heights" for "data/heights.csv.gz". */
export function stem(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  return file.replace(/\.gz$/i, '').replace(/(.)\.[^.]+$/, '$1');
}
