/** A figure of a paper that the page can show on bundled or generated data. Where the paper's data are not bundled, others stand in. */
export interface Figure {
  readonly id: string;
  readonly paper: string;
  /** As the paper numbers it: "Figure 1", "Table 8". */
  readonly number: string;
  /** Tells it from others of the same number. */
  readonly title: string;
  /** One sentence: what to look at once it is there. */
  readonly see: string;
  readonly ours: Ours;
  /** They are trained in this order, and the last is shown. */
  readonly runs: readonly [FigureRun, ...FigureRun[]];
  /** Present where it shows what there is before any training. */
  readonly untrained?: true;
  /** What is shown when all runs are there: the map at eight β, the last two runs side by side, or all as columns of the numbers. */
  readonly shownAs?: 'betas' | 'beside' | 'columns';
}

interface FigureRun {
  /** Its settings, as a link of the page's own form: a query. */
  readonly link: string;
  /** In the ledger, where its method does not tell it from the others. */
  readonly name?: string;
}

/** How ours and the printed figure compare; `gallery.test.ts` trains them and holds what is said against the numbers. */
export interface Ours {
  readonly verdict: Verdict;
  /** What it rests on: a part of a sentence. */
  readonly because: string;
}

export const verdicts = { agrees: 'Agrees', part: 'Agrees in part', differs: 'Differs', open: 'Not compared' } as const;
export type Verdict = keyof typeof verdicts;

type WithoutPaper = Omit<Figure, 'paper'>;

export const figuresOf = (paper: string, figures: readonly WithoutPaper[]): readonly Figure[] =>
  figures.map((figure) => ({ ...figure, paper }));

/** The link that is shown in the end. */
export const linkOf = ({ runs }: Figure): string => (runs.at(-1) ?? runs[0]).link;
