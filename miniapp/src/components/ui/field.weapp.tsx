import { Button, Input, Text, Textarea, View } from '@tarojs/components';
import type { FieldProps, SwitchProps, TickProps } from './field.types';

/** The same made of WeChat's own components. */
export function Field({
  label,
  value,
  onChange,
  problem,
  note,
  type = 'text',
  long,
  placeholder,
  maxLength,
}: FieldProps) {
  const words = problem ?? note;
  const common = {
    value,
    placeholder,
    maxlength: maxLength,
    placeholderClass: 'field__placeholder',
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
  };
  return (
    <View className={`field ${problem ? 'field--wrong' : ''}`}>
      <Text className="field__label">{label}</Text>
      {long ? (
        <Textarea className="field__input field__input--long" {...common} />
      ) : (
        <Input className="field__input" type={type === 'tel' ? 'number' : 'text'} {...common} />
      )}
      {words ? <Text className="field__words">{words}</Text> : null}
    </View>
  );
}

/** On or off, drawn as in the browser: WeChat's own switch does not know the dark appearance. */
export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <Button className="tap switch" hoverClass="tap--held" onClick={() => onChange(!on)}>
      <Text className="switch__label">{label}</Text>
      <View className={`switch__track ${on ? 'switch__track--on' : ''}`}>
        <View className="switch__knob" />
      </View>
    </Button>
  );
}

/** The same, drawn: WeChat's own checkbox does not know the dark appearance. */
export function Tick({ label, on, onChange }: TickProps) {
  return (
    <Button className="tap tick" hoverClass="tap--held" onClick={() => onChange(!on)}>
      <View className={`tick__box ${on ? 'tick__box--on' : ''}`} />
      <Text className="tick__words">{label}</Text>
    </Button>
  );
}
