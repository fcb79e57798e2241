import type { ReactNode } from 'react';
import type { EntryId } from '../../views/Term';

/** One small drawing for each word. Two memories and their land stand behind most of them. */

const land = (
  <>
    <rect width="160" height="96" fill="#e69f00" opacity="0.55" />
    <path d="M0 0H82Q98 44 72 96H0Z" fill="#56b4e9" opacity="0.6" />
  </>
);
const marks = (
  <g className="gp-mark">
    <circle cx="42" cy="50" r="6" fill="#0072b2" />
    <rect x="108" y="40" width="12" height="12" fill="#e69f00" />
  </g>
);
const dots = (places: readonly (readonly [number, number])[]) => (
  <g className="gp-dot">
    {places.map(([x, y]) => (
      <circle key={`${x} ${y}`} cx={x} cy={y} r="3" />
    ))}
  </g>
);
const bars = (heights: readonly number[]) =>
  heights.map((height, i) => <rect key={`${i + 1}`} className="gp-bar" x={20 + 26 * i} y={84 - height} width="18" height={height} />);

const drawings: Readonly<Record<EntryId, ReactNode>> = {
  memory: marks,
  basin: (
    <>
      {land}
      {marks}
    </>
  ),
  voronoi: (
    <>
      {land}
      <path className="gp-dash" d="M82 0 74 96" />
      {marks}
    </>
  ),
  beta: (
    <>
      {[0, 1, 2].map((i) => (
        <g key={i} transform={`translate(${4 + 52 * i} 22)`}>
          <rect width="48" height="52" fill="#e69f00" opacity="0.6" />
          <path d={['M0 0H40Q52 26 36 52H0Z', 'M0 0H30Q36 26 26 52H0Z', 'M0 0H25L23 52H0Z'][i]} fill="#56b4e9" />
        </g>
      ))}
    </>
  ),
  steps: (
    <>
      {land}
      <path className="gp-line" d="M12 14Q20 40 42 50" />
      {dots([
        [12, 14],
        [17, 26],
        [24, 36],
        [32, 44],
      ])}
      {marks}
    </>
  ),
  energy: (
    <>
      <path className="gp-line" d="M0 20C24 20 24 80 44 80S64 44 80 44 96 70 116 70 140 24 160 20" />
      {dots([
        [44, 80],
        [116, 70],
      ])}
    </>
  ),
  membership: bars([62, 14, 6, 4, 3]),
  silhouette: (
    <>
      {dots([
        [30, 40],
        [42, 54],
        [24, 60],
        [46, 36],
        [116, 44],
        [130, 58],
        [112, 62],
      ])}
      <path className="gp-line" d="M46 36 30 40M46 36 116 44" />
      <text x="32" y="34">
        a
      </text>
      <text x="80" y="34">
        b
      </text>
    </>
  ),
  nmi: (
    <g>
      {[
        [0.9, 0.05, 0.05],
        [0.1, 0.8, 0.1],
        [0.05, 0.1, 0.85],
      ].map((row, y) =>
        row.map((share, x) => (
          <rect key={`${x} ${y}`} className="gp-bar" x={44 + 24 * x} y={12 + 24 * y} width="22" height="22" opacity={share} />
        )),
      )}
    </g>
  ),
  code: (
    <>
      <path className="gp-line" d="M52 48h20M100 48h20" />
      <g className="gp-bar">
        {[0, 1, 2, 3].flatMap((y) =>
          [0, 1, 2, 3].map((x) => (
            <rect key={`${x} ${y}`} x={12 + 9 * x} y={30 + 9 * y} width="8" height="8" opacity={(x + y) % 3 === 0 ? 1 : 0.25} />
          )),
        )}
        {[0, 1, 2, 3].flatMap((y) =>
          [0, 1, 2, 3].map((x) => (
            <rect key={`${x} ${y} `} x={124 + 9 * x} y={30 + 9 * y} width="8" height="8" opacity={(x + y) % 3 === 0 ? 0.8 : 0.35} />
          )),
        )}
      </g>
      {dots([
        [80, 40],
        [92, 56],
      ])}
    </>
  ),
  rrl: bars([30, 44]),
  sizes: bars([40, 38, 41, 39, 40]),
  clusters: (
    <>
      {land}
      {marks}
      <g className="gp-mark">
        <path d="m82 14 7 12H75Z" fill="#009e73" />
      </g>
    </>
  ),
  mask: (
    <g className="gp-bar">
      {[0, 1, 2, 3, 4].map((x) => (
        <rect key={x} x={22 + 24 * x} y="36" width="20" height="24" opacity={x === 1 || x === 3 ? 0.15 : 0.9} />
      ))}
    </g>
  ),
  loss: <path className="gp-line" d="M16 14C30 62 52 74 84 79S130 82 146 82" />,
  rate: <path className="gp-line" d="M16 20H62V44H104V62H128V72H146" />,
  ari: (
    <g>
      {[0.9, 0.15, 0.1, 0.85].map((share, i) => (
        <rect
          key={`${i + 1}`}
          className="gp-bar"
          x={50 + 32 * (i % 2)}
          y={18 + 32 * Math.floor(i / 2)}
          width="28"
          height="28"
          opacity={share}
        />
      ))}
    </g>
  ),
  accuracy: (
    <>
      <path className="gp-line" d="M50 22H110M50 48 110 74M50 74 110 48" />
      {dots([
        [50, 22],
        [50, 48],
        [50, 74],
        [110, 22],
        [110, 48],
        [110, 74],
      ])}
    </>
  ),
  variance: (
    <>
      <circle className="gp-line" cx="80" cy="48" r="38" />
      {dots([
        [80, 48],
        [60, 30],
        [104, 34],
        [58, 64],
        [98, 70],
        [84, 20],
      ])}
    </>
  ),
  inertia: (
    <>
      <path className="gp-line" d="M80 48 44 30M80 48 118 26M80 48 52 74M80 48 112 70" />
      {dots([
        [44, 30],
        [118, 26],
        [52, 74],
        [112, 70],
      ])}
      <circle cx="80" cy="48" r="6" fill="#0072b2" />
    </>
  ),
  likelihood: <path className="gp-line" d="M8 82C30 80 34 26 52 26S74 78 92 66 112 40 122 48 138 80 152 82" />,
};

export const EntryPicture = ({ of }: { of: EntryId }) => (
  <svg className="glossary-picture" viewBox="0 0 160 96" aria-hidden="true">
    {drawings[of]}
  </svg>
);
