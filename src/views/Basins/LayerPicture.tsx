import type { ReactNode } from 'react';
import type { Layers } from '../../store/state';

/** What each layer adds to the map, in small: two basins, and the layer drawn over them. */
const over: Readonly<Record<keyof Layers, ReactNode>> = {
  points: (
    <g className="lp-points">
      {[
        [14, 14],
        [24, 22],
        [18, 32],
        [34, 12],
        [32, 30],
        [60, 16],
        [70, 26],
        [78, 14],
        [66, 38],
        [82, 36],
        [74, 48],
        [56, 46],
        [22, 46],
      ].map(([cx, cy]) => (
        <circle key={`${cx} ${cy}`} cx={cx} cy={cy} r="2.2" />
      ))}
    </g>
  ),
  voronoi: <path className="lp-dash" d="M60 0 38 60" />,
  contours: (
    <g className="lp-line">
      <ellipse cx="24" cy="26" rx="9" ry="8" />
      <ellipse cx="24" cy="26" rx="18" ry="17" />
      <ellipse cx="74" cy="32" rx="9" ry="8" />
      <ellipse cx="74" cy="32" rx="18" ry="17" />
    </g>
  ),
  disagreement: <path className="lp-hatch" d="M40 12l14 -12M40 22l18 -16M40 32l14 -12M40 42l10 -9M40 52l6 -5" />,
  probe: (
    <g className="lp-line">
      <path d="M8 50Q20 46 24 26M44 6Q34 14 24 26M90 8Q86 22 74 32" />
      <circle cx="8" cy="50" r="2.5" />
      <circle cx="44" cy="6" r="2.5" />
      <circle cx="90" cy="8" r="2.5" />
    </g>
  ),
  pulls: (
    <g className="lp-line">
      <path d="M48 42 24 26m0 0 1.5 6m-1.5-6 6 .5M48 42l18-7m0 0-4 4m4-4-6-1.5M48 42 46 22m0 0-3 4.5m3-4.5 4 4" />
      <circle cx="48" cy="42" r="2.5" />
    </g>
  ),
  pictures: (
    <g className="lp-pictures">
      <rect x="16" y="18" width="16" height="16" />
      <rect x="66" y="22" width="16" height="16" />
    </g>
  ),
};

export const LayerPicture = ({ of }: { of: keyof Layers }) => (
  <svg className="layer-picture" viewBox="0 0 96 60" aria-hidden="true">
    <rect width="96" height="60" fill="#e69f00" />
    <path d="M0 0H48Q58 28 44 60H0Z" fill="#56b4e9" />
    {over[of]}
  </svg>
);
