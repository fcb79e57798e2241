import { Popover } from '../../views/Popover';
import { Term, type EntryId } from '../../views/Term';
import { Equation } from './Equation';

interface Props {
  label: string;
  sentence: string;
  equation?: string | undefined;
  /** The words of the control itself that open it; absent: a small "?" beside them does. */
  name?: string | undefined;
  /** It stands at the map, where others are beside it. */
  atMap?: boolean;
  /** Of the glossary, where there is one for it. */
  entry?: EntryId | null;
}

/** What there is to say about a control, on request. */
export function Help({ label, sentence, equation, name, atMap = false, entry = null }: Props) {
  return (
    <Popover
      label={`About ${label}`}
      button={name ?? '?'}
      className={name === undefined ? 'help' : 'term'}
      width={340}
      clearOf=".knobs, .field, .knob"
      sideways={!atMap}
    >
      <p className="popover-title">{label}</p>
      <p>{sentence}</p>
      {equation && <Equation tex={equation} />}
      {entry && (
        <p>
          <Term of={entry}>In the glossary</Term>
        </p>
      )}
    </Popover>
  );
}
