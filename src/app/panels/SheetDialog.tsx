import { useEffect, useRef, useState } from 'react';
import { gridOf } from '../../data/images/choice';
import type { SheetSummary } from '../../data/images/sheet';
import { session } from '../../store/session';
import { formatCount } from '../../views/format';
import { onThemeChange, themeColors } from '../../views/chart/theme';
import { Alert } from '../ui/Alert';
import { ChannelsField, WholeNumberField } from './fields';
import { ProposalDialog, useAttempts } from './ProposalDialog';

/** One picture that is cut into equal tiles: how large they are, and what to do with them. */
export function SheetDialog({ file, summary }: { file: File; summary: SheetSummary }) {
  const { proposal } = summary;
  const [width, setWidth] = useState<number | null>(proposal.width);
  const [height, setHeight] = useState<number | null>(proposal.height);
  const [channels, setChannels] = useState(proposal.channels);
  const [rowsPerClass, setRowsPerClass] = useState<number | null>(null);
  const [dropBlank, setDropBlank] = useState(true);
  const attempts = useAttempts();
  const tile =
    width !== null && height !== null && width >= 1 && height >= 1 && width <= summary.width && height <= summary.height
      ? { width, height }
      : null;
  const grid = tile && gridOf(summary, tile);
  return (
    <ProposalDialog
      title={summary.name}
      attempts={attempts}
      outcome={
        tile && grid
          ? `${formatCount(grid.across * grid.down)} tiles (${formatCount(grid.across)} across, ${formatCount(grid.down)} down) of ${formatCount(tile.width * tile.height * channels)} features.`
          : ''
      }
      action="Cut into tiles"
      onUse={(signal) =>
        session.load(
          { file, sheet: { width: width ?? Number.NaN, height: height ?? Number.NaN, channels, rowsPerClass, dropBlank } },
          { signal },
        )
      }
    >
      <p className="note">
        One picture of {formatCount(summary.width)} × {formatCount(summary.height)} pixels, cut into equal tiles, row by row. Each tile
        becomes a point.
      </p>
      <div className="import-options">
        <WholeNumberField label="Tile width" unit="pixels" value={width} most={summary.width} onValue={setWidth} />
        <WholeNumberField label="Tile height" unit="pixels" value={height} most={summary.height} onValue={setHeight} />
        <ChannelsField channels={channels} onChannels={setChannels} />
        <WholeNumberField
          label="Rows per class"
          unit="where the sheet is sorted"
          value={rowsPerClass}
          most={summary.height}
          placeholder="no classes"
          onValue={setRowsPerClass}
        />
        <label className="check">
          <input type="checkbox" checked={dropBlank} onChange={(event) => setDropBlank(event.target.checked)} />
          <span>Leave out tiles of one colour at the end</span>
        </label>
      </div>
      {summary.doubt !== null && <Alert tone="warning" sentence={summary.doubt} />}
      <Grid summary={summary} tile={tile} rowsPerClass={rowsPerClass} />
      {grid && grid.right + grid.bottom > 0 && (
        <p className="note">
          The tiles do not fill the picture: {formatCount(grid.right)} pixels at the right and {formatCount(grid.bottom)} at the bottom are
          left out.
        </p>
      )}
    </ProposalDialog>
  );
}

/** A picture smaller than this is drawn larger, in canvas pixels. */
const wanted = 640;

/** The picture with the cuts drawn over it; those between classes are stronger. */
function Grid({
  summary,
  tile,
  rowsPerClass,
}: {
  summary: SheetSummary;
  tile: { width: number; height: number } | null;
  rowsPerClass: number | null;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { preview, width, height } = summary;
  const scale = Math.max(1, Math.floor(wanted / Math.max(preview.width, preview.height)));
  const [across, down] = [preview.width * scale, preview.height * scale];
  const [w, h] = [tile?.width ?? 0, tile?.height ?? 0];
  useEffect(() => {
    const draw = (): void => {
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      context.imageSmoothingEnabled = false;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, across, down);
      context.drawImage(preview, 0, 0, across, down);
      if (w > 0 && h > 0)
        drawCuts(context, { right: across * (w / width), down: down * (h / height) }, rowsPerClass, themeColors(element).accent);
    };
    draw();
    return onThemeChange(draw);
  }, [preview, width, height, across, down, w, h, rowsPerClass]);
  const words = tile ? `cut into tiles of ${formatCount(tile.width)} × ${formatCount(tile.height)} pixels` : 'not cut';
  return (
    <figure className="sheet" aria-label={`${summary.name}, ${words}`}>
      <canvas ref={canvas} width={across} height={down} />
    </figure>
  );
}

/** @param step from one cut to the next, in canvas pixels. */
function drawCuts(
  context: CanvasRenderingContext2D,
  step: { right: number; down: number },
  rowsPerClass: number | null,
  colour: string,
): void {
  const { width, height } = context.canvas;
  context.fillStyle = colour;
  const [across, down] = [Math.floor(width / step.right + 1e-6), Math.floor(height / step.down + 1e-6)];
  // The margins that make no whole tile are covered.
  context.globalAlpha = 0.25;
  context.fillRect(across * step.right, 0, width, height);
  context.fillRect(0, down * step.down, across * step.right, height);
  // Tiles of few pixels would be hidden by the lines between them.
  context.globalAlpha = Math.min(0.9, Math.min(step.right, step.down) / 16);
  for (let i = 1; i <= across; i++) context.fillRect(Math.round(i * step.right) - 0.5, 0, 1, down * step.down);
  for (let j = 1; j <= down; j++) {
    const strong = rowsPerClass !== null && j % rowsPerClass === 0;
    context.fillRect(0, Math.round(j * step.down) - (strong ? 1.5 : 0.5), across * step.right, strong ? 3 : 1);
  }
  context.globalAlpha = 1;
}
