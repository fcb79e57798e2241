import { useState } from 'react';
import { inCatalogue } from '../../data/catalogue';
import { useRun } from '../../store/runStore';
import { currentLink } from '../sync';
import { sentenceOf } from '../act';
import { Icon } from '../ui/Icon';
import { Popover } from '../../views/Popover';

/** Copies a link that opens this set with these settings. User data are never in it. */
export function ShareButton() {
  const [said, setSaid] = useState('');
  const [link, setLink] = useState('');
  const dataset = useRun((state) => state.dataset);
  const own = dataset !== null && !inCatalogue(dataset.id);
  const copy = (open: boolean) => {
    setSaid('');
    if (!open) return;
    const url = currentLink();
    setLink(url);
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(url)
      : Promise.reject(new Error('this browser has no clipboard for pages'));
    copied.then(
      () => setSaid('The link was copied.'),
      (error: unknown) => setSaid(`The link could not be copied (${sentenceOf(error)}); it is here to be copied by hand:`),
    );
  };
  return (
    <Popover
      label="Share"
      button={
        <>
          <Icon name="share" />
          <span className="wide-only">Share</span>
        </>
      }
      className="tool"
      width={340}
      onOpen={copy}
    >
      <p className="popover-title">Share</p>
      <output>{said}</output>
      <input className="link" type="text" readOnly value={link} aria-label="Link" onFocus={(event) => event.target.select()} />
      <p className="note">
        {dataset?.codesOf !== undefined
          ? `The link holds the settings only. The codes of “${dataset.codesOf}” come out of a training and are not in it: whoever opens the link trains that run first and uses its codes as data.`
          : own
            ? `The link holds the settings only. The data of “${dataset.name}” stay on your machine: whoever opens the link opens the file themselves.`
            : 'It opens this data set with these settings.'}
      </p>
    </Popover>
  );
}
