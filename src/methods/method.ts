import type { NumberList } from '../core/metrics/numbers';
import type { Floats } from '../core/algebra/floats';
import type { PartitionModel } from '../core/partition/model';
import type { Fields, Values } from './fields';

/** The declaration of a clustering method. The page, links, scripts and the engine read its settings from here. */

/** Where a run begins. */
export interface Start {
  /** What is partitioned, n × d: scaled points or codes. Some of the points do. */
  readonly points: Floats;
  readonly n: number;
  readonly partition: PartitionModel;
}

/** The settings depend on this of a data set. */
export interface DataShape {
  readonly n: number;
  readonly d: number;
  readonly k: number;
  /** Not null where the points are pictures. */
  readonly image: object | null;
  /** Set where the points are in one unit already and are not to be scaled: the sum of their variances. */
  readonly unscaled?: { readonly variance: number };
}

export interface Preset<V = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly name: string;
  /** One sentence: where its values are from. */
  readonly description: string;
  /** The bundled or synthetic set it was made for, or null where the user brings it. */
  readonly dataset: string | null;
  /** Names that the data which it was made for go by, where the user brings these. */
  readonly fits?: readonly string[];
  readonly values: Partial<V>;
}

export interface Panel<K = string> {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly K[];
  /** The setting that is told of it while it is folded. Absent: the number of epochs, or the network. */
  readonly told?: K;
}

export interface Paper {
  /** Family names, in the order of the paper. */
  readonly authors: readonly string[];
  readonly title: string;
  /** Conference, journal or archive: "ICML". */
  readonly where: string;
  readonly year: number;
}

/** α takes these values one after the other, each for so many epochs, and stays at the last. */
export interface Annealed {
  readonly alphas: readonly number[];
  readonly epochsEach: number;
}

export interface Method<F extends Fields = Fields> {
  readonly id: string;
  readonly name: string;
  /** The name that it was published under, where that is another. */
  readonly published?: string;
  /** Other ids under which it was published. */
  readonly aliases?: readonly string[];
  /** What it does in at most eight words, for lists. */
  readonly brief: string;
  /** One plain sentence. */
  readonly sentence: string;
  /** Where it was published; the first is the method's own. */
  readonly papers: readonly [Paper, ...Paper[]];
  /** Where its partition lives. */
  readonly space: 'input' | 'codes';
  /** The folder of what it learns by, where that is another method's. */
  readonly learnsIn?: string;
  readonly numbers: NumberList;
  readonly fields: F;
  /** Other defaults for fields that it shares with other methods. */
  readonly overrides?: Partial<Values<F>>;
  readonly panels: readonly Panel<keyof F>[];
  /** The settings that stand at the map, three at most, the first one wide. Absent: the sliders of the first panel, k last. */
  readonly atMap?: readonly (keyof F)[];
  /** Earlier names of keys. */
  readonly renamed?: Readonly<Record<string, keyof F>>;
  /** The settings that suit a data set, before the user asks for others. */
  suggest(shape: DataShape): Partial<Values<F>>;
  /** β that suits a start, where nobody names one; null where that is the suggested one of the data. */
  betaAt?(values: Values<F>, start: Start): number | null;
  /** Settings of other data, where they do not go with these. */
  suit?(values: Values<F>, shape: Pick<DataShape, 'd' | 'image'>): Partial<Values<F>>;
  /** Changes that follow a change by hand. */
  follow?(patch: Partial<Values<F>>, values: Values<F>, pretrained: boolean): Partial<Values<F>>;
  /** Rules between settings: the first that is broken, as a sentence. */
  check?(values: Values<F>): { readonly key: keyof F; readonly sentence: string } | null;
  /** Rules between settings and data: the first that is broken, as a sentence. */
  fits?(values: Values<F>, shape: Pick<DataShape, 'n' | 'd' | 'image'>): { readonly key: keyof F; readonly sentence: string } | null;
  /** What it does otherwise than usual on such data, as a sentence: it is told before training, and with the result. */
  remark?(values: Values<F>, shape: Pick<DataShape, 'n' | 'd'>): string | null;
  readonly presets: readonly Preset<Values<F>>[];
  /**
   * Which epoch of a restart is its result. "lowestLoss": of the lowest loss over the whole set; the learning rate falls when the loss
   * stalls. "last": the loss need not mean the same at every epoch, and the rate stays.
   */
  readonly result: 'lowestLoss' | 'last';
  /** Whether networks are pretrained under these settings. Absent: of methods among codes always. */
  pretrains?(values: Values<F>): boolean;
  /** What its training gives. */
  readonly partition: PartitionModel['kind'];
  /** A small partition such as it gives, where those of its kind differ in what views can draw. Absent: the example of its kind. */
  readonly example?: PartitionModel;
  /** Of deep methods: its encoder learns on without the decoder, so that points are shown for its prototypes. */
  readonly leavesDecoder?: true;
  /** The partition that these settings make of what was learned. Absent where no setting is of the partition. */
  under?(partition: PartitionModel, values: Values<F>): PartitionModel;
  /** How the sharpness α of the memberships changes by itself; null where it stays as it is set. */
  annealed?(values: Values<F>): Annealed | null;
  /** Of methods among the points: operations of one epoch in which all restarts take all n points. */
  operations?(values: Values<F>, n: number, d: number): number;
  /** Of methods among the points: bytes that training needs beside k prototypes and a batch. */
  workspace?(values: Values<F>, n: number, d: number): number;
}

/** "DCLAM (DCAM)". */
export const fullName = ({ name, published }: Pick<Method, 'name' | 'published'>): string => (published ? `${name} (${published})` : name);

/** "Lloyd, Least squares quantization in PCM, IEEE Transactions on Information Theory, 1982". */
export const cited = ({ authors, title, where, year }: Paper): string => `${authors.join(', ')}, ${title}, ${where}, ${year}`;

/** What kind of method it is, for lists of them. */
export const groupOf = ({ space, partition }: Pick<Method, 'space' | 'partition'>): string =>
  partition === 'memory' ? 'Associative memory' : space === 'codes' ? 'Deep' : 'On the points';

export const define = <const F extends Fields, const I extends string>(method: Method<F> & { readonly id: I }) => method;
