import { FLOAT32_LEAST, FLOAT32_MAX, isGuess, isMissing, parseNumber } from './cell';
import { isIdName } from './names';
import { isWordHere, type Style } from './style';

/** A column keeps at most this many different words; beyond, new ones are only counted. One more than a label column may have. */
export const MAX_WORDS = 65_536;
const EXAMPLES = 5;
const EXAMPLE_LENGTH = 80;
/** The code of a word that came after the dictionary was full. */
const BEYOND = 0xffffffff;

/** Limits that all columns of one table share, so that memory is bounded for the table as a whole. */
export class Budget {
  /** Different numbers of a column are counted up to this many: fewer where there are tens of thousands of columns. */
  readonly distinctNumbers: number;
  private left = 64_000_000;

  /** @param words that each column keeps. */
  constructor(
    columns: number,
    readonly words = MAX_WORDS,
  ) {
    this.distinctNumbers = Math.min(256, Math.max(32, Math.floor(2_000_000 / columns)));
  }

  /** Sets aside memory for a word of so many characters; false when there is none left. */
  take(characters: number): boolean {
    if (this.left < characters) return false;
    this.left -= characters;
    return true;
  }
}

/** 5 %, 12 kg, $5 */
function withUnit(value: number, unit: string): string {
  if (unit === '') return String(value);
  return /\p{Sc}$/u.test(unit) ? `${unit}${value}` : `${value} ${unit}`;
}

/** Where something was first seen: the row as a spreadsheet numbers it (the first line of the file is row 1). */
export interface Sighting {
  row: number;
  text: string;
}

/**
 * One column, filled cell by cell while the file streams. Numbers lie in a Float64Array; words are codes into a dictionary;
 * either array exists only from the first cell that needs it. Statistics are kept on the way, so that nothing is read twice.
 */
export class Column {
  length = 0;
  missing = 0;
  /** Cells that hold a finite number. */
  numeric = 0;
  /** Cells that hold something else. */
  text = 0;
  /** Cells that hold Infinity or a number beyond ±3.4e38; they are among the missing. */
  tooLarge = 0;
  firstTooLarge: Sighting | null = null;
  firstText: Sighting | null = null;
  /** Numbers other than 0 that a float32 keeps coarsely, or as 0. */
  tooSmall = 0;
  /** The first number in parentheses, or with its minus behind it. */
  firstNegated: (Sighting & { value: number }) | null = null;
  /** Numbers that bear the column's unit. */
  withUnit = 0;
  /** Cells "none" that are words here. */
  nones = 0;
  /** The first number whose decimal sign the column does not prove, and what it was taken for. */
  firstGuess: (Sighting & { value: number }) | null = null;
  min = Infinity;
  max = -Infinity;
  integers = true;
  /** The number of digits in every number, where some begin with 0 as codes do; 0 where numbers differ in it. */
  private digits = 0;
  private leadingZeros = false;
  readonly examples: string[] = [];
  /** False once the dictionary could not take a word. */
  complete = true;

  private numbers: Float64Array | null = null;
  /** 0: no word here; c > 0: words[c − 1]; BEYOND: a word that was not kept. */
  private codes: Uint32Array | null = null;
  private readonly words: string[] = [];
  private readonly codeOf = new Map<string, number>();
  private distinctNumbers: Set<number> | null = new Set();
  private sum = 0;
  /** The cells so far are 0, 1, 2 … or 1, 2, 3 … */
  private counting = true;
  /** True if its name says that it is an id. */
  private readonly isId: boolean;

  constructor(
    readonly name: string,
    private readonly budget: Budget,
    private readonly style: Style,
    /** True if the header has no name for it. */
    readonly isNameless = false,
  ) {
    this.isId = isIdName(name);
  }

  /** The unit of its numbers; empty where they have none. */
  get unit(): string {
    return this.style.unit ?? '';
  }

  /** Where its numbers have units of several kinds, those units. */
  get mixedUnits(): readonly string[] {
    return this.style.mixedUnits ?? [];
  }

  /** True if the file's layout says that it names the rows. */
  get namesRows(): boolean {
    return this.style.names === true;
  }

  /** @param row as a spreadsheet numbers it, for messages. */
  push(raw: string, row: number): void {
    const cell = raw.trim();
    const { decimal, sure, names, wordy, unit = '' } = this.style;
    // A number has no more than 15 digits for certain; an id must not lose any.
    if ((names && cell !== '') || (this.isId && cell.length > 15 && /^\d+$/.test(cell))) {
      this.pushText(cell, row);
      return;
    }
    if (isMissing(cell)) {
      if (isWordHere(cell, this.style)) {
        if (cell.length > 1) this.nones++;
        this.pushText(cell, row);
        return;
      }
      this.counting = false;
      this.missing++;
      this.write(Number.NaN, 0);
      return;
    }
    const value = parseNumber(cell, decimal, unit);
    // Among words, 1E5 or 007 is one as well, that must not become 100000 or 7.
    if (Number.isNaN(value) || (wordy && String(value) !== cell)) {
      this.pushText(cell, row);
    } else if (Math.abs(value) > FLOAT32_MAX) {
      this.counting = false;
      this.missing++;
      this.tooLarge++;
      this.firstTooLarge ??= { row, text: cell.slice(0, EXAMPLE_LENGTH) };
      this.write(Number.NaN, 0);
    } else {
      if (!sure && !this.firstGuess && isGuess(cell, decimal)) this.firstGuess = { row, text: cell, value };
      if (unit !== '' && cell.includes(unit)) this.withUnit++;
      if (!this.firstNegated && value < 0 && /\(|\d\s*[-−–]/.test(cell)) this.firstNegated = { row, text: cell, value };
      if (value !== 0 && Math.abs(value) < FLOAT32_LEAST) this.tooSmall++;
      this.pushNumber(value, cell);
    }
  }

  private pushNumber(value: number, cell: string): void {
    this.numeric++;
    this.sum += value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.integers && !Number.isInteger(value)) this.integers = false;
    if (this.integers) this.noteDigits(value, cell);
    if (this.counting && value !== this.length + (this.min === 1 ? 1 : 0)) this.counting = false;
    const { distinctNumbers } = this;
    if (distinctNumbers && !distinctNumbers.has(value)) {
      if (this.examples.length < EXAMPLES) this.examples.push(cell);
      distinctNumbers.add(value);
      if (distinctNumbers.size > this.budget.distinctNumbers) this.distinctNumbers = null;
    }
    this.write(value, 0);
  }

  private noteDigits(value: number, cell: string): void {
    const { length } = cell;
    if (this.numeric === 1) this.digits = length;
    if (this.digits !== length) this.digits = 0;
    if (this.digits <= 1) return;
    if (cell.charCodeAt(0) !== 0x30) {
      // Something else than digits makes the cell longer than its value.
      if (value < 10 ** (length - 1)) this.digits = 0;
    } else if (/^\d+$/.test(cell)) this.leadingZeros = true;
    else this.digits = 0;
  }

  private pushText(cell: string, row: number): void {
    this.counting = false;
    this.text++;
    this.firstText ??= { row, text: cell.slice(0, EXAMPLE_LENGTH) };
    let code = this.codeOf.get(cell);
    if (code === undefined) {
      if (this.words.length < this.budget.words && this.complete && this.budget.take(cell.length)) {
        // A long slice keeps the whole chunk that it was cut from in memory; joining its characters makes a string of its own.
        const own = cell.length > 12 ? cell.split('').join('') : cell;
        if (this.examples.length < EXAMPLES) this.examples.push(own.slice(0, EXAMPLE_LENGTH));
        code = this.words.push(own);
        this.codeOf.set(own, code);
      } else {
        this.complete = false;
        code = BEYOND;
      }
    }
    this.write(Number.NaN, code);
  }

  private write(value: number, code: number): void {
    const at = this.length++;
    if (this.numbers === null && !Number.isNaN(value))
      this.numbers = new Float64Array(Math.max(16, Math.ceil(at * 1.5))).fill(Number.NaN, 0, at);
    if (this.codes === null && code !== 0) this.codes = new Uint32Array(Math.max(16, Math.ceil(at * 1.5)));
    if (this.numbers) {
      if (at >= this.numbers.length) {
        const grown = new Float64Array(Math.ceil(at * 1.5) + 1);
        grown.set(this.numbers);
        this.numbers = grown;
      }
      this.numbers[at] = value;
    }
    if (this.codes) {
      if (at >= this.codes.length) {
        const grown = new Uint32Array(Math.ceil(at * 1.5) + 1);
        grown.set(this.codes);
        this.codes = grown;
      }
      this.codes[at] = code;
    }
  }

  /** The number in data row i; NaN where it is missing or text. */
  number(i: number): number {
    return this.numbers ? this.numbers[i] : Number.NaN;
  }

  /** The cell of data row i as a category; null where it is missing or was not kept. */
  category(i: number): string | null {
    const code = this.codes ? this.codes[i] : 0;
    if (code === BEYOND) return null;
    if (code > 0) return this.words[code - 1];
    const value = this.number(i);
    if (Number.isNaN(value)) return null;
    return this.isPadded ? String(value).padStart(this.digits, '0') : withUnit(value, this.unit);
  }

  /** True if its numbers are padded by zeros to the same length, as codes are: 02139, 007. */
  get isPadded(): boolean {
    return this.integers && this.leadingZeros && this.digits > 0;
  }

  /** True if it can be used as numbers: the entries that are none are fewer, and count as missing. */
  get mostlyNumbers(): boolean {
    return this.numeric > this.text;
  }

  get mean(): number {
    return this.numeric > 0 ? this.sum / this.numeric : Number.NaN;
  }

  /** The number of different values, missing ones aside; null when there are too many to count. */
  get distinct(): number | null {
    return this.complete && this.distinctNumbers ? this.words.length + this.distinctNumbers.size : null;
  }

  /** The number of different values, up to `most`; null beyond, or where words were not kept. */
  countDistinct(most: number): number | null {
    if (this.distinct !== null) return this.distinct;
    if (!this.complete || !this.numbers) return null;
    // Sorted, millions of numbers take less memory than in a set. NaN comes last.
    const sorted = this.numbers.slice(0, this.length).sort();
    let found = this.words.length;
    for (let i = 0; i < this.numeric; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) found++;
    return found <= most ? found : null;
  }

  /** True if the cells count the rows: 0 … n − 1 or 1 … n. */
  get countsRows(): boolean {
    return this.counting && this.numeric > 1 && (this.min === 0 || this.min === 1);
  }
}
