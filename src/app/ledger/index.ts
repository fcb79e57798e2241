export { Ledger } from './Ledger';
export { Compare } from './Compare';
export { DraftTold } from './DraftTold';
