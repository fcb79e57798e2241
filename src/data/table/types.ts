/** A table as it is described to the user, and what the user chooses of it. */
import type { ColumnKind } from './kind';
import type { Problem } from './table';
import type { HeaderChoice } from '../formats/bytes';

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  /** True if the column can be used as numbers (also true of a constant or an index that is a number). */
  readonly usable: boolean;
  /** True if every number in it is whole. */
  readonly integers: boolean;
  /** Rows without a value; in a column used as numbers also those whose entry is no number. */
  readonly missing: number;
  /** Different values; null: too many to have been counted. */
  readonly distinct: number | null;
  /** The same of a column that is called like a label, up to 65,535; of others as `distinct`. */
  readonly classes: number | null;
  /** The unit beside its numbers; empty where there is none. */
  readonly unit: string;
  /** Up to five different values as they stand in the file, cut to 80 characters. Plain text, never markup. */
  readonly examples: readonly string[];
  /** Of the numbers; null where there are none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
}

/** The contents of a file, for a person to choose from. */
export interface TableSummary {
  readonly name: string;
  readonly bytes: number;
  /** Rows of data, the header not counted. */
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  readonly proposedLabel: string | null;
  /** The column that names the rows; null where none does. */
  readonly proposedNames: string | null;
  /** Columns that are no features: those of which the file itself says so, and classes beside the label. */
  readonly leftOut: readonly string[];
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Rows of units or types below the header, which were left out. */
  readonly underHeader: number;
  readonly problems: readonly Problem[];
}

/** A person's choice from a table: the columns of the points, and that of their labels. */
export interface TableChoice {
  /** The column of classes, used for display and label-based metrics only; null for none. */
  readonly label: string | null;
  /** The column of the rows' names, shown beside the points; null or left out for none. */
  readonly names?: string | null;
  /** Columns used as numbers, each one feature. */
  readonly use: readonly string[];
  /** Columns of words, each turned into one feature of 0 and 1 per category. */
  readonly oneHot: readonly string[];
  /** Missing values: replaced by their column's mean, or their rows dropped. */
  readonly missing: 'mean' | 'drop';
  /** Where the reader's own finding is to be overruled. */
  readonly header?: HeaderChoice;
  /** Set where each row is a picture, its chosen columns the pixels row by row, channels last. */
  readonly image?: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
}
