import { useEffect, useMemo, useState } from 'react';
import { largestSide, MAX_SIDE, type ImageChoice } from '../../data/images/choice';
import type { ImagesPreview, ImagesSummary } from '../../data/images/collection';
import type { FolderLevel } from '../../data/images/levels';
import { latest } from '../../store/shown/latest';
import { reader } from '../../store/files/reading';
import { session } from '../../store/session';
import { formatCount } from '../../views/format';
import { Picture } from '../../views/Picture';
import { sentenceOf } from '../act';
import { Alert } from '../ui/Alert';
import { ChannelsField, WholeNumberField } from './fields';
import type { OpenedFiles } from './openFiles';
import { ProposalDialog, useAttempts } from './ProposalDialog';

/** Pictures shown, in CSS pixels. */
const shown = { most: 12, side: 56 };
/** Classes named; of more, only how many they are. */
const mostNamed = 12;

const sizeText = ([width, height]: readonly [number, number]) => `${formatCount(width)} × ${formatCount(height)}`;

/** The contents of a folder, a zip or several files, and the choice of the size of the pictures. */
export function ImagesDialog({ files, name, summary }: { files: OpenedFiles; name: string | undefined; summary: ImagesSummary }) {
  const [side, setSide] = useState<number | null>(summary.proposal.side);
  const [channels, setChannels] = useState(summary.proposal.channels);
  const [classLevel, setClassLevel] = useState(summary.proposal.classLevel);
  const attempts = useAttempts();
  const most = largestSide(summary.pictures, channels);
  const choice = useMemo(() => (side !== null && side >= 1 && side <= MAX_SIDE ? { side, channels } : null), [side, channels]);
  const { pictures, levels, sizes, notes } = summary;
  const classes = levels.find(({ level }) => level === classLevel)?.classes ?? [];
  const features = choice ? choice.side * choice.side * channels : 0;
  return (
    <ProposalDialog
      title={summary.name}
      attempts={attempts}
      outcome={
        choice
          ? `${formatCount(pictures)} pictures of ${choice.side} × ${choice.side}${channels === 3 ? ' × 3' : ''} = ${formatCount(features)} features.`
          : ''
      }
      action="Use these pictures"
      onUse={(signal) => session.load({ files, name, image: { side: side ?? Number.NaN, channels, classLevel } }, { signal })}
    >
      <p className="note">
        {formatCount(pictures)} pictures
        {sizes &&
          (sizeText(sizes.least) === sizeText(sizes.most)
            ? ` of ${sizeText(sizes.most)} pixels`
            : ` from ${sizeText(sizes.least)} to ${sizeText(sizes.most)} pixels`)}
        {classes.length > 0
          ? `, in ${formatCount(classes.length)} subfolders, which become classes:`
          : levels.length > 0
            ? ', without labels.'
            : ', without subfolders, so without labels.'}
      </p>
      {classes.length > 0 && (
        <ul className="classes">
          {classes.slice(0, mostNamed).map((one) => (
            <li key={one.name}>
              {one.name} <span className="note figures">{formatCount(one.pictures)}</span>
            </li>
          ))}
          {classes.length > mostNamed && <li className="note">… and {formatCount(classes.length - mostNamed)} more</li>}
        </ul>
      )}
      <div className="import-options">
        <WholeNumberField label="Side" unit="pixels" value={side} most={MAX_SIDE} onValue={setSide} />
        <ChannelsField channels={channels} onChannels={setChannels} />
        {(levels.length > 1 || levels.some(({ split }) => split)) && (
          <LevelField levels={levels} level={classLevel} onLevel={setClassLevel} />
        )}
      </div>
      <Preview choice={choice} />
      <p className="note">
        Each picture is cut to the square in its middle, then resized. What is transparent becomes white; of an animated one the first frame
        is used.
      </p>
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {choice && choice.side > most && (
        <Alert
          tone="warning"
          sentence={`So many pictures of this size are too much for the memory of a page: choose a side of ${most} or less.`}
        />
      )}
    </ProposalDialog>
  );
}

/** The choice of the folders that are the classes, where there are several levels, or where all folders are parts of the set. */
function LevelField({
  levels,
  level,
  onLevel,
}: {
  levels: readonly FolderLevel[];
  level: number | null;
  onLevel: (level: number | null) => void;
}) {
  const named = ({ classes, split }: FolderLevel): string => {
    const names = classes
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ');
    return `${names}${classes.length > 3 ? `, … (${formatCount(classes.length)})` : ''}${split ? ' – parts of the set' : ''}`;
  };
  return (
    <label>
      <span>Classes</span>
      <select
        value={level ?? ''}
        title="Which folders tell the classes of the pictures in them"
        onChange={(event) => onLevel(event.target.value === '' ? null : Number(event.target.value))}
      >
        {levels.map((one) => (
          <option key={one.level} value={one.level}>
            {named(one)}
          </option>
        ))}
        <option value="">None</option>
      </select>
    </label>
  );
}

/** A few of them as they will be. */
function Preview({ choice }: { choice: ImageChoice | null }) {
  const [preview, setPreview] = useState<ImagesPreview | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = useMemo(
    () =>
      latest(
        async (wanted: ImageChoice) => {
          setPreview(await reader.previewImages(wanted, shown.most));
          setFailure(null);
        },
        (error) => setFailure(sentenceOf(error)),
      ),
    [],
  );
  useEffect(() => {
    if (choice) ask(choice);
  }, [choice, ask]);
  if (failure !== null) return <Alert tone="warning" sentence={failure} />;
  return (
    <ul className="previews" aria-label="Some of the pictures" style={{ minHeight: shown.side }}>
      {preview?.names.map((name, i) => (
        <li key={name} title={name}>
          <Picture
            values={preview.values}
            offset={i * preview.image.width * preview.image.height * preview.image.channels}
            image={preview.image}
            size={shown.side}
            label={name}
          />
        </li>
      ))}
    </ul>
  );
}
