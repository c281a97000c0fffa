import { useId } from 'react';
import type { FieldProps, SwitchProps, TickProps } from './field.types';

/** A field of a browser with its label above; what is wrong with it is read out together with it. */
export function Field({
  label,
  value,
  onChange,
  problem,
  note,
  type = 'text',
  long,
  suggestions,
  ...rest
}: FieldProps) {
  const id = useId();
  const words = problem ?? note;
  const common = {
    id,
    value,
    ...rest,
    'aria-invalid': problem !== undefined,
    'aria-describedby': words ? `${id}-words` : undefined,
    className: 'field__input',
  };
  return (
    <div className={`field ${problem ? 'field--wrong' : ''}`}>
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {long ? (
        <textarea rows={3} {...common} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          type={type}
          inputMode={type === 'tel' ? 'numeric' : undefined}
          list={suggestions ? `${id}-list` : undefined}
          {...common}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {suggestions ? (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
      {words ? (
        <span id={`${id}-words`} className="field__words">
          {words}
        </span>
      ) : null}
    </div>
  );
}

/** On or off, as browsers know it. */
export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <button type="button" role="switch" aria-checked={on} className="tap switch" onClick={() => onChange(!on)}>
      <span className="switch__label">{label}</span>
      <span aria-hidden className={`switch__track ${on ? 'switch__track--on' : ''}`}>
        <span className="switch__knob" />
      </span>
    </button>
  );
}

/** A box to tick, as browsers know it. */
export function Tick({ label, on, onChange }: TickProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button looks the same in every browser, and in WeChat
    <button type="button" role="checkbox" aria-checked={on} className="tap tick" onClick={() => onChange(!on)}>
      <span aria-hidden className={`tick__box ${on ? 'tick__box--on' : ''}`} />
      <span className="tick__words">{label}</span>
    </button>
  );
}
