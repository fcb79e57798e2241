import type { Change } from './difference';

/** "k 4 → 5, seed 3 → 0", letters of formulas as formulas have them. */
export const Changes = ({ of }: { of: readonly Change[] }) =>
  of.map(({ id, name, letter, from, to }, i) => (
    <span key={id}>
      {i > 0 && ', '}
      {letter ? <i className="letter">{name}</i> : name}
      {name && ' '}
      {from} → {to}
    </span>
  ));
