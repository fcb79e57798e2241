/** "table 8", "tables 2, 8". */
export const tableWords = (tables: readonly number[]): string => `table${tables.length === 1 ? '' : 's'} ${tables.join(', ')}`;
