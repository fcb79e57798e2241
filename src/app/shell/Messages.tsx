import type { Config } from '../../methods/config';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { visibleControls } from '../controls/table';
import { Alert } from '../ui/Alert';

/** The config keys that have a control on the page, which shows what is said about them. */
const shownElsewhere = (config: Config, about: string | null) =>
  about === 'preset' || visibleControls(config).some((control) => control.about === about);

/** Everything there is to say that has no place of its own. */
export function Messages() {
  const messages = useRun((state) => state.messages);
  const config = useRun((state) => state.config);
  const here = messages.filter(({ about }) => !shownElsewhere(config, about));
  return (
    <div className="messages">
      {here.map(({ id, tone, sentence, action }) => (
        <Alert key={id} tone={tone} sentence={sentence} action={action} onDismiss={() => session.dismiss(id)} />
      ))}
    </div>
  );
}
