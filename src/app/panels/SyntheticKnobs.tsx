import { useId, useState } from 'react';
import type { Dataset } from '../../data/dataset';
import { useRun } from '../../store/runStore';
import { sentenceOf } from '../act';
import { Help } from '../controls/Help';
import { NumberBox } from '../controls/NumberBox';
import { generatorOf, turn } from '../syntheticOptions';
import type { SyntheticOptions } from '../url';

/** Points, noise and seed of a set that is made, not measured. */
export function SyntheticKnobs() {
  const dataset = useRun((state) => state.dataset);
  const asked = useRun((state) => state.knobs);
  const generator = generatorOf(dataset?.id ?? null);
  if (!dataset || !generator) return null;
  const knobs = { noise: asked.noise ?? generator.noise.default, seed: asked.seed ?? 0, n: dataset.n };
  return (
    <div className="knobs">
      <Knob
        name="n"
        label="Points"
        sentence="How many points are drawn."
        range={[generator.n.min, generator.n.max]}
        whole
        dataset={dataset}
        knobs={knobs}
      />
      <Knob
        name="noise"
        label="Noise"
        sentence={generator.noise.means}
        range={[generator.noise.min, generator.noise.max]}
        whole={false}
        dataset={dataset}
        knobs={knobs}
      />
      <Knob
        name="seed"
        label="Data seed"
        sentence="Another seed draws other points of the same kind."
        range={[0, Number.MAX_SAFE_INTEGER]}
        whole
        dataset={dataset}
        knobs={knobs}
      />
    </div>
  );
}

interface KnobProps {
  name: keyof SyntheticOptions;
  label: string;
  sentence: string;
  range: readonly [number, number];
  whole: boolean;
  dataset: Dataset;
  knobs: Required<SyntheticOptions>;
}

function Knob({ name, label, sentence, range, whole, dataset, knobs }: KnobProps) {
  const id = useId();
  const [rejection, setRejection] = useState<string | null>(null);
  const choose = (value: number) => {
    setRejection(null);
    turn(dataset.id, { ...knobs, [name]: value }).catch((error: unknown) => setRejection(sentenceOf(error)));
  };
  return (
    <div className="field field-number">
      <div className="field-name">
        <label htmlFor={id} className="visually-hidden">
          {label}
        </label>
        <Help label={label} sentence={sentence} name={label} />
      </div>
      <NumberBox
        id={id}
        label={label}
        range={range}
        whole={whole}
        scale="linear"
        value={knobs[name]}
        rejection={rejection}
        onValue={choose}
      />
    </div>
  );
}
