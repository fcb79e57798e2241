import { useRef } from 'react';
import '../views.css';
import './agreement.css';
import { useForPicture } from '../chart/useForPicture';
import { formatScore } from '../format';
import { Term } from '../Term';
import { letterOf, type AgreementMatrix, type NamedPartition } from './partitions';
import { useAgreement } from './useAgreement';

/** NMI and ARI between the partitions of kept runs, of references, and the classes (CLAM table 8): numbers on a heat map. */
export function Agreement() {
  const { partitions, matrix, leftOut } = useAgreement();
  const enough = partitions.length > 1;
  return (
    <figure className="agreement" aria-label="Agreement of partitions" data-legend="drawn">
      {enough && matrix && <Matrix partitions={partitions} matrix={matrix} />}
      {!enough && <p className="agreement-sentence">Train twice, and here you see how far the two partitions agree.</p>}
      {enough && (
        <p className="agreement-sentence">
          Above the diagonal <Term of="nmi">NMI</Term>, below it <Term of="ari">ARI</Term>: 1 is the same partition, 0 what chance gives.
        </p>
      )}
      {leftOut && <p className="agreement-sentence">{leftOut}</p>}
    </figure>
  );
}

function Matrix({ partitions, matrix: { nmi, ari } }: { partitions: readonly NamedPartition[]; matrix: AgreementMatrix }) {
  const m = partitions.length;
  const host = useRef<HTMLElement>(null);
  const whole = useForPicture(host);
  return (
    // It is scrolled sideways where there are many, by the keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={host} className={whole ? undefined : 'agreement-scroll'} aria-label="Agreement, table" tabIndex={0}>
      <table>
        <caption className="visually-hidden">NMI above the diagonal, ARI below it</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Partition</span>
            </th>
            {partitions.map(({ key, name }, j) => (
              <th key={key} scope="col" title={name}>
                {letterOf(j)}
                <span className="visually-hidden"> {name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {partitions.map(({ key, name, detail }, i) => (
            <tr key={key}>
              <th scope="row" title={name}>
                <span className="agreement-name">
                  <b>{letterOf(i)}</b> {name}
                </span>{' '}
                <small>{detail}</small>
              </th>
              {partitions.map((other, j) => (
                <Cell key={other.key} of={j > i ? 'NMI' : 'ARI'} value={(j > i ? nmi : ari)[i * m + j]} own={i === j} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ of, value, own }: { of: 'NMI' | 'ARI'; value: number; own: boolean }) {
  if (own) return <td className="agreement-own" aria-label="itself" />;
  return (
    <td style={{ '--share': Math.max(0, Math.min(1, value)) || 0 }}>
      <span className="visually-hidden">{of} </span>
      {formatScore(value, 2)}
    </td>
  );
}
