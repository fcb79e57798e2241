/** Hints that the name of a column gives. */

/** The words of a name in lower case: "CustomerID", "customer_id" and "customer id" are customer and id. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const IDS = new Set(['id', 'ids', 'uid', 'uuid', 'guid', 'oid', 'objid']);
/** Words that come before "id" in one word; "humid" and "acid" are no ids. */
const OWNERS = [
  'user customer cust client member person people patient subject student employee emp staff player team passenger participant respondent',
  'order invoice transaction trans txn item product prod article store shop station account acct loan household house property listing host',
  'sample case record row line entry event session device machine sensor run site plot spot node edge cell object obj unique survey',
  'image img file doc document movie film song track book paper post tweet page game match gene protein trip ride flight vehicle car',
]
  .join(' ')
  .split(' ');
const OWNED = new Set(OWNERS.map((owner) => `${owner}id`));
/** Names of ids where hardly two values are alike; else of something that is counted or listed. */
const NUMBERS = new Set(
  [
    'no nr num number nummer numéro numero code key serial sno slno barcode isbn ean upc sku ssn accession vin mrn imei',
    'phone telephone tel mobile fax zip zipcode postcode postleitzahl plz fips geoid',
  ]
    .join(' ')
    .split(' '),
);
const COUNTERS = new Set(
  'index idx row rows rowname rownames rownum rownumber rowno rowindex level0 unnamed0 record recordnumber case'.split(' '),
);

/** True if a column of this name holds ids, whether or not they repeat: id, …ID, user_id, ID number. */
export function isIdName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return IDS.has(last) || words[0] === 'id' || words.some((word) => OWNED.has(word));
}

/** True if a column of this name holds ids where hardly two values are alike: index, row names, serial no, code, phone. */
export function mayBeIdName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return isIdName(name) || NUMBERS.has(last) || last.endsWith('nummer') || COUNTERS.has(words.join('')) || name.trim() === '#';
}

/** Names that announce a label, the surest first. */
const LABELS = [
  'class label target species category groundtruth truth type diagnosis outcome y group cluster',
  'klass klasse classe clase etikett variety cultivar genus quality survived churn',
]
  .join(' ')
  .split(' ');
/** So many of them hardly announce anything else. */
const SUREST = 4;
/** Those that a last word announces as well: "iris class", "true_label". */
const LAST_WORDS = new Set(['class', 'label', 'target', 'species']);

/** The rank of a name as that of a label: 0 is the surest; null where it is none. */
export function labelRank(name: string): number | null {
  const words = wordsOf(name);
  const plain = words.join('');
  const rank = LABELS.findIndex((wanted) => ['', 's', 'es', 'name', 'id', 'code', 'number'].some((ending) => plain === wanted + ending));
  if (rank >= 0) return rank;
  const last = words.at(-1) ?? '';
  return LAST_WORDS.has(last) ? LABELS.length + LABELS.indexOf(last) : null;
}

/** True if a column is called like classes as well as the label: "target" beside "target_name" or "species". */
export function isOtherLabel(name: string, label: string | null): boolean {
  if (label === null || name === label) return false;
  const rank = labelRank(name);
  return rank !== null && (rank < SUREST || rank === labelRank(label));
}

/** True if a column is called y: a label, or a number that is measured. */
export const isY = (name: string): boolean => name.trim().toLowerCase() === 'y';

const ROWS = new Set('name names title titles rowname rownames word token model country city state'.split(' '));

/** True if a column of this name names its rows. */
export const isNameOfRows = (name: string): boolean => ROWS.has(wordsOf(name).at(-1) ?? '');
