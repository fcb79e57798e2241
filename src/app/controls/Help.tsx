import { Popover } from '../ui/Popover';
import { Equation } from './Equation';

/** The small "?" beside a control. */
export function Help({ label, sentence, equation }: { label: string; sentence: string; equation?: string | undefined }) {
  return (
    <Popover label={`About ${label}`} button="?" className="help" width={340} clearOf=".knobs, .field">
      <p className="popover-title">{label}</p>
      <p>{sentence}</p>
      {equation && <Equation tex={equation} />}
    </Popover>
  );
}
