import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { act } from '../act';
import { showLesson } from '../present/presenting';
import { Icon } from '../ui/Icon';
import '../styles/tour.css';
import { tourSteps } from './steps';
import { useTour } from './useTour';

/** Pixels between the card and what it speaks of, and the edge of the window. */
const margin = 16;
const width = 336;

/** A card beside what it speaks of. The page stays as it is, and can be used meanwhile. */
export function Tour() {
  const step = useTour((state) => state.step);
  return step === null ? null : <Card key={step} step={step} />;
}

function Card({ step }: { step: number }) {
  const go = useTour((state) => state.go);
  const card = useRef<HTMLElement>(null);
  const { title, text, target, label, show } = tourSteps[step];
  const [box, setBox] = useState<DOMRect | null>(null);
  useLayoutEffect(() => {
    const place = () => setBox(document.querySelector(target)?.getBoundingClientRect() ?? null);
    place();
    window.addEventListener('resize', place);
    return () => window.removeEventListener('resize', place);
  }, [target]);
  useEffect(() => {
    card.current?.focus();
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && go(null);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go]);
  const large = box !== null && box.height > innerHeight / 2;
  const left = Math.max(margin, Math.min(box ? (large ? box.right - width - margin : box.left) : margin, innerWidth - width - margin));
  // Over what is small, and in a corner of what is large.
  const vertical = box === null || large ? { top: (box?.top ?? 0) + margin } : { bottom: innerHeight - box.top + margin };
  const last = step === tourSteps.length - 1;
  return (
    <>
      {box && <div className="tour-lit" style={{ left: box.left, top: box.top, width: box.width, height: box.height }} />}
      <section
        ref={card}
        className="tour"
        aria-label={`Tour, step ${step + 1} of ${tourSteps.length}`}
        tabIndex={-1}
        style={{ left, ...vertical }}
      >
        <button
          type="button"
          className="icon-button tour-leave"
          aria-label="Leave the tour"
          title="Leave the tour (Esc)"
          onClick={() => go(null)}
        >
          <Icon name="close" />
        </button>
        <h2>{title}</h2>
        <p>{text}</p>
        {last && (
          <button
            type="button"
            className="quiet tour-lesson"
            onClick={() => {
              go(null);
              act(showLesson, 'moment');
            }}
          >
            See the first lesson
          </button>
        )}
        <div className="tour-buttons">
          <button type="button" className="soft" onClick={show}>
            {label}
          </button>
          <span />
          {step > 0 && (
            <button type="button" className="quiet" onClick={() => go(step - 1)}>
              Before
            </button>
          )}
          <button type="button" className="quiet" onClick={() => go(last ? null : step + 1)}>
            {last ? 'Done' : 'Next'}
          </button>
        </div>
      </section>
    </>
  );
}
