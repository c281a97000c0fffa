import { Box, Tap, Text } from '../ui';

export interface ChoiceProps<Value extends string> {
  label: string;
  options: readonly { value: Value; words: string }[];
  value: Value;
  onChoose: (value: Value) => void;
}

/** A setting with few values, all in view. */
export function Choice<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>) {
  return (
    <Box className="choice">
      <Text className="choice__label">{label}</Text>
      <Box className="choice__options" role="radiogroup" label={label}>
        {options.map((option) => (
          <Tap
            key={option.value}
            className={`choice__option ${option.value === value ? 'choice__option--on' : ''}`}
            checked={option.value === value}
            onTap={() => onChoose(option.value)}
          >
            {option.words}
          </Tap>
        ))}
      </Box>
    </Box>
  );
}
