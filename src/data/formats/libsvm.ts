import { DataError } from '../dataset';
import { DEFAULT_LIMITS, TableBuilder, type Limits, type Problem, type Role, type Table } from '../table/table';
import { count, quantity } from '../text';
import type { Reading } from './reading';

/** A label, then index:value for what is not 0; "#" begins a comment. */
const LINE = /^\s*[-+]?[\d.][^\s:]*(\s+(qid|\d+):\S+)*\s*(#.*)?$/;
const PAIR = /^(\d+):(\S+)$/;
/** Rows turned into cells at a time hold about so many. */
const BLOCK = 200_000;

/** True if text is of the sparse format of LIBSVM, by its first lines. */
export function isLibsvm(text: string): boolean {
  const lines = text.slice(0, 1 << 16).split('\n', 21);
  const whole = lines.slice(0, lines.length > 1 ? -1 : 1).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (whole.length === 0 || !whole.every((line) => LINE.test(line.trim()))) return false;
  const pairs = whole.map((line) => fieldsOf(line).slice(1));
  const given = pairs.flat();
  // Numbers such as 10:15 may be times of the day.
  return 2 * pairs.filter(({ length }) => length > 0).length >= pairs.length && given.some((pair) => !/^\d\d?:\d\d$/.test(pair));
}

const fieldsOf = (line: string): string[] => line.replace(/#.*/, '').trim().split(/\s+/);

/** Reads sparse rows; at the end they become columns, called by their indices, beside one called "label". */
export class LibsvmReading implements Reading {
  rowsRead: number;
  private readonly labels: string[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];
  private readonly rowNumbers: number[] = [];
  private readonly limits: Limits;
  private comments = 0;
  private queries = 0;

  constructor(
    private readonly name: string,
    rowsBefore: number,
    limits: Partial<Limits> | undefined,
  ) {
    this.rowsRead = rowsBefore;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  get rows(): number {
    return this.labels.length;
  }

  take(text: string, more: boolean): number {
    const end = more ? text.lastIndexOf('\n') + 1 : text.length;
    if (more && end === 0 && text.length > this.limits.row)
      throw new DataError(
        'row-too-long',
        `Row ${count(this.rowsRead + 1)} of “${this.name}” has more than ${count(this.limits.row)} characters: check that the file has one row a line.`,
      );
    const lines = text.slice(0, end).split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const line of lines) {
      this.rowsRead++;
      if (line.includes('#')) this.comments++;
      const [label, ...pairs] = fieldsOf(line);
      if (label !== '') this.addRow(label, pairs);
    }
    return end;
  }

  private addRow(label: string, pairs: readonly string[]): void {
    for (const field of pairs) {
      const [, index, value] = PAIR.exec(field) ?? [];
      if (index !== undefined && !Number.isNaN(Number(value))) {
        this.indices.push(Number(index));
        this.values.push(Number(value));
      } else if (field.startsWith('qid:')) this.queries++;
      else
        throw new DataError(
          'bad-libsvm',
          `Row ${count(this.rowsRead)} of “${this.name}” has “${field.slice(0, 40)}” where index:value is expected, as in the rows before (LIBSVM format): correct it.`,
        );
    }
    if (this.indices.length > this.limits.cells)
      throw new DataError(
        'too-many-cells',
        `“${this.name}” gives more than ${count(this.limits.cells)} values (LIBSVM format; row ${count(this.rowsRead)} passes this limit): keep fewer rows or features.`,
      );
    this.labels.push(label);
    this.starts.push(this.indices.length);
    this.rowNumbers.push(this.rowsRead);
  }

  finish(bytes: number): Table {
    const { name, labels, indices, limits } = this;
    let least = 1;
    let most = 0;
    for (const index of indices) {
      if (index < least) least = index;
      if (index > most) most = index;
    }
    const d = most - least + 1;
    if (labels.length * (d + 1) > limits.cells || d >= limits.columns)
      throw new DataError(
        'too-many-cells',
        `“${name}” is sparse (LIBSVM format): its ${quantity(labels.length, 'row')} of ${quantity(d, 'feature')} would be more than ${count(limits.cells)} cells or ${count(limits.columns)} columns: keep fewer rows or features.`,
      );
    const classes = new Set(labels).size;
    // A target that hardly repeats is a quantity, not a class; a feature it is not either.
    const role: Role = classes <= Math.max(2, labels.length / 2) ? 'label' : 'left-out';
    const names = ['label', ...Array.from({ length: d }, (_, j) => String(least + j))];
    const problems: Problem[] = [];
    const note = (code: string, sentence: string): void => void problems.push({ code, column: null, sentence });
    note(
      'sparse',
      `Read as LIBSVM text: the first field of a row is ${role === 'label' ? 'its label' : 'a target of many values, which is no feature'}, and features that a row does not give are 0.`,
    );
    if (this.comments > 0)
      note(
        'comments',
        `${quantity(this.comments, 'comment')} (from # to the end of the line) ${this.comments === 1 ? 'was' : 'were'} left out.`,
      );
    if (this.queries > 0)
      note(
        'queries',
        `${quantity(this.queries, 'number of a query', 'numbers of queries')} (qid) ${this.queries === 1 ? 'was' : 'were'} left out.`,
      );
    const style = { decimal: '.', sure: true, plusMinus: false } as const;
    const builder = new TableBuilder(
      name,
      { names, hasHeader: false, underHeader: 0, roles: [role], problems },
      names.map(() => style),
      1,
      limits,
    );
    this.pushTo(builder, d, least);
    return builder.finish(bytes, ' ', []);
  }

  private pushTo(builder: TableBuilder, d: number, least: number): void {
    const { labels, starts, indices, values, rowNumbers } = this;
    const block = Math.max(1, Math.floor(BLOCK / (d + 1)));
    for (let from = 0; from < labels.length; from += block) {
      const rows = labels.slice(from, from + block).map((label) => [label, ...Array.from({ length: d }, () => '0')]);
      for (const [i, cells] of rows.entries())
        for (let at = starts[from + i]; at < starts[from + i + 1]; at++) cells[indices[at] - least + 1] = String(values[at]);
      builder.push(rows, rowNumbers.slice(from, from + block));
    }
  }
}
