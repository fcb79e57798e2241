import type { Dataset } from './dataset';

/** A real data set that comes with the program, as `public/data/<id>.csv.gz`: features first, the class in the last column. */
export interface Bundled {
  readonly id: string;
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly image: Dataset['image'];
  readonly source: NonNullable<Dataset['source']>;
}

const licence = 'CC BY 4.0';

export const BUNDLED: readonly Bundled[] = [
  {
    id: 'iris',
    name: 'Iris',
    description: 'Petals and sepals of three species of iris, in centimetres; two of the species overlap.',
    n: 150,
    d: 4,
    k: 3,
    image: null,
    source: {
      text: 'R. A. Fisher (1936), donated by Michael Marshall (1988). Iris. UCI Machine Learning Repository. With the two values corrected that the repository’s file has wrong.',
      licence,
      url: 'https://doi.org/10.24432/C56C76',
    },
  },
  {
    id: 'wine',
    name: 'Wine',
    description: 'Chemical analyses of wines from three cultivars grown in one region of Italy.',
    n: 178,
    d: 13,
    k: 3,
    image: null,
    source: {
      text: 'M. Forina et al., donated by Stefan Aeberhard (1991). Wine. UCI Machine Learning Repository.',
      licence,
      url: 'https://doi.org/10.24432/C5PC7J',
    },
  },
  {
    id: 'breast-cancer',
    name: 'Breast cancer',
    description: 'Shapes and textures of cell nuclei in images of breast masses, malignant or benign.',
    n: 569,
    d: 30,
    k: 2,
    image: null,
    source: {
      text: 'W. Wolberg, O. Mangasarian and N. Street, donated by Nick Street (1995). Breast Cancer Wisconsin (Diagnostic). UCI Machine Learning Repository.',
      licence,
      url: 'https://doi.org/10.24432/C5DW2B',
    },
  },
  {
    id: 'digits',
    name: 'Digits 8×8',
    description: 'Handwritten digits by 13 people, as pictures of 8×8 pixels.',
    n: 1797,
    d: 64,
    k: 10,
    image: { width: 8, height: 8, channels: 1, range: [0, 16] },
    source: {
      text: 'E. Alpaydin and C. Kaynak (1998). Optical Recognition of Handwritten Digits (the test set). UCI Machine Learning Repository.',
      licence,
      url: 'https://doi.org/10.24432/C50P49',
    },
  },
];
